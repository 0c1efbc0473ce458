import { isIP, isIPv4, isIPv6, SocketAddress } from 'node:net';
import { domainToASCII } from 'node:url';

/** Characters of the longest name without its final dot, RFC 1035 section 3.1 in text form. */
const LONGEST_NAME = 253;
/** Underscores begin the labels of services (RFC 8552). Of other characters none belongs to a name that we ask for. */
const NAME = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
const ASCII = /[\0-\x7f]+/g;
const NON_ASCII = /[^\0-\x7f]/;
const NAME_CHARACTERS = /^[a-z0-9._-]*$/i;

/**
 * A name as it is asked for: in ASCII (IDNA), in lower case, without final dot.
 *
 * @returns null for what is no name: an empty label or one of more than 63 characters, more than 253 in all (RFC 1035 section
 *   2.3.4), anything but letters, digits, hyphens, underscores and dots.
 */
export function dnsName(text: string): string | null {
  if (text.length > 2 * LONGEST_NAME) return null;
  const name = (NON_ASCII.test(text) ? toAscii(text) : text).toLowerCase().replace(/\.$/, '');
  return name.length <= LONGEST_NAME && NAME.test(name) ? name : null;
}

/** The conversion decodes %41 and cuts at a (full-width) slash: a name with such characters must not get there. */
function toAscii(text: string): string {
  const ascii = (text.normalize('NFKC').match(ASCII) ?? []).join('');
  return NAME_CHARACTERS.test(ascii) ? domainToASCII(text) : '';
}

/**
 * The name under which an address has its names in reverse: below `in-addr.arpa` (RFC 1035 section 3.5) for IPv4, and for IPv6
 * that only carries an IPv4 address (`::ffff:192.0.2.1`); below `ip6.arpa` (RFC 3596 section 2.5) for other IPv6, whose zone is
 * left out.
 *
 * @returns null for what is no address.
 */
export function reverseName(address: string): string | null {
  const plain = unmapped(address);
  if (plain === null) return null;
  if (isIPv4(plain)) return `${plain.split('.').reverse().join('.')}.in-addr.arpa`;
  return `${[...hexadecimalDigits(plain)].reverse().join('.')}.ip6.arpa`;
}

/** Whether two texts are the same address, however they are written; an IPv4 address carried in IPv6 is itself. */
export function isSameAddress(one: string, other: string): boolean {
  const first = unmapped(one);
  return first !== null && first === unmapped(other);
}

/** The canonical text (RFC 5952) of an IPv6 address, without its zone. */
export function canonicalIpv6(address: string): string {
  return new SocketAddress({ family: 'ipv6', address }).address;
}

/** An address without its zone, in the canonical text of IPv6; the IPv4 address that IPv6 carries. Null for what is none. */
export function unmapped(address: string): string | null {
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return null;
  const canonical = canonicalIpv6(address.replace(/%.*$/, ''));
  return /^::ffff:([0-9.]+)$/.exec(canonical)?.[1] ?? canonical;
}

/** The 32 digits of an IPv6 address. */
function hexadecimalDigits(canonical: string): string {
  // `::` and a dotted quad, such as ::192.0.2.1, is the one other form that the canonical text has.
  const [quad] = /[0-9]+(?:\.[0-9]+){3}$/.exec(canonical) ?? [];
  const octets = quad?.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0')) ?? [];
  const groups = canonical.slice(0, canonical.length - (quad?.length ?? 0));
  const [head = '', tail = ''] = groups.split('::').map((half) => half.split(':').map(padded).join(''));
  const end = `${tail}${octets.join('')}`;
  return `${head}${'0'.repeat(32 - head.length - end.length)}${end}`;
}

function padded(group: string): string {
  return group === '' ? '' : group.padStart(4, '0');
}

/** Whether a text is an address rather than a name: bare, or in brackets as in mail (RFC 5321 section 4.1.3). */
export function isAddressLiteral(text: string): boolean {
  return isIP(text.replace(/^\[(?:ipv6:)?(.*)\]$/i, '$1')) !== 0;
}
