import { BlockList, isIPv4 } from 'node:net';
import { unmapped } from './dns-names.js';

/**
 * Addresses that lead to no host of the Internet: those of IANA's registries of special purposes (RFC 6890) that are not globally
 * reachable, site-local ones (RFC 3879) and those of groups (multicast).
 */
const SPECIAL = blockList(`
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16
  198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
  ::/128 ::1/128 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10
  ff00::/8`);
/** Parts of them that are reachable all the same. */
const REACHABLE = blockList(`
  192.0.0.9/32 192.0.0.10/32 2001:1::1/128 2001:1::2/128 2001:1::3/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28`);

function blockList(networks: string): BlockList {
  const list = new BlockList();
  for (const network of networks.trim().split(/\s+/)) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

/**
 * Whether an address can be that of a host on the Internet, rather than one of loopback, of a private network, of a link, of
 * examples and the like. An IPv4 address carried in IPv6 is itself.
 *
 * @returns false for what is no address.
 */
export function isGloballyReachable(address: string): boolean {
  const plain = unmapped(address);
  if (plain === null) return false;
  const family = familyOf(plain);
  return !SPECIAL.check(plain, family) || REACHABLE.check(plain, family);
}
