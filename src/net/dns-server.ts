import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import { PortolanError } from '../errors.js';
import { LAST_PORT } from '../types.js';
import type { DnsServer } from './dns-types.js';

/** RFC 1035 section 4.2. */
const DNS_PORT = 53;
/** `[address]:port` and `address:port`, the port being optional. */
const WITH_PORT = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/;
/** As the tools of BIND and of Unbound write a port. */
const OTHER_PORT = /^([^#@]+)[#@]([0-9]{1,5})$/;
const NAME = /^[a-z0-9._-]*[a-z][a-z0-9._-]*$/i;

/**
 * Reads the address of a DNS server, with or without port: `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353`.
 * Without one the port is 53.
 *
 * @throws PortolanError `ERR_OPTION` for anything else; for a host name, too, as it would have to be resolved first.
 */
export function parseDnsServer(text: string): DnsServer {
  if (isIP(text) !== 0) return { address: text, port: DNS_PORT };
  const [, ipv6, ipv4 = '', port] = WITH_PORT.exec(text) ?? [];
  if (isIP(ipv6 ?? ipv4) !== (ipv6 === undefined ? 4 : 6)) throw noServer(text, NAME.test(ipv4));
  return { address: ipv6 ?? ipv4, port: port === undefined ? DNS_PORT : parsePort(text, port) };
}

function parsePort(text: string, port: string): number {
  const number = /^[0-9]{1,5}$/.test(port) ? Number(port) : 0;
  if (number >= 1 && number <= LAST_PORT) return number;
  throw new PortolanError('ERR_OPTION', { value: text, problem: 'a port is a number, 1-65535' });
}

function noServer(value: string, isName: boolean): PortolanError {
  if (isName) {
    const problem = 'a DNS server is given by its address: its name would have to be resolved first';
    return new PortolanError('ERR_OPTION', { value, problem });
  }
  const problem = 'a DNS server is an address, with a port if it is not 53: 192.0.2.53 or [2001:db8::53]:5353';
  return new PortolanError('ERR_OPTION', { value, problem, suggestion: meantServer(value) });
}

/** `192.0.2.53#5353` becomes `192.0.2.53:5353`. */
function meantServer(text: string): string | undefined {
  const [, address = '', port] = OTHER_PORT.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0) return undefined;
  return family === 4 ? `${address}:${port}` : `[${address}]:${port}`;
}

/** The DNS servers that the system is set up to ask, in its order. Where it names none, that is the machine itself. */
export function systemDnsServers(): DnsServer[] {
  return getServers().map(parseDnsServer);
}
