import { LAST_PORT } from '../types.js';
import { formatIpv4, parseIpv4 } from './addresses.js';
import { targetFault } from './faults.js';

const FOUR_OCTETS = 'an IPv4 address is four octets of 0-255, such as 192.0.2.1';
const PORT_LIST = /^[0-9][0-9,-]*$/;
/** Digits and hyphens with several hyphens and no dot, such as `10-0-0-1`, is a name. */
const HYPHENATED_NAME = /^[0-9]+(?:-[0-9]+){2,}$/;
const DIGITS = /^(?=.*[0-9*])[0-9.*,-]+$/;
/** Digits of other scripts are judged in the ASCII form of the name. */
const NON_ASCII = /[^\0-\x7f]/;
const LAST_LABEL_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/i;
const NUMBER = /^(?:0x[0-9a-f]+|[0-9]+)$/i;
const DECIMAL = /^[0-9]{1,3}$/;

/**
 * The error for a host that is made of numbers and yet no address; undefined where it may be a name.
 *
 * A name that ends in a number is none (RFC 1123 section 2.1), and resolvers would read it as an address.
 */
export function numericHostFault(text: string, host: string): Error | undefined {
  const mayBeName = HYPHENATED_NAME.test(host) || NON_ASCII.test(host);
  if (mayBeName || !(DIGITS.test(host) || LAST_LABEL_NUMBER.test(host))) {
    return undefined;
  }
  if (PORT_LIST.test(host)) {
    return portListFault(text, host);
  }
  if (host.includes('*')) {
    return targetFault(text, 'a network is written with its prefix length', networkOfWildcards(host));
  }
  if (DIGITS.test(host) && host.includes('-')) {
    return targetFault(text, 'a range is 192.0.2.1-20 (last octet) or 192.0.2.1-192.0.3.5');
  }
  if (host.endsWith('.') && parseIpv4(host.slice(0, -1)) !== null) {
    return targetFault(text, 'an address has no final dot', host.slice(0, -1));
  }
  const parts = host.split('.');
  if (parts.every((part) => NUMBER.test(part))) {
    return quadFault(text, parts);
  }
  return DIGITS.test(host)
    ? targetFault(text, FOUR_OCTETS)
    : targetFault(text, 'the last part of a host name is not a number');
}

function portListFault(text: string, host: string): Error {
  const value = Number(host);
  if (Number.isNaN(value) || value <= LAST_PORT) {
    return targetFault(text, 'a target is a host', `-p ${host}`);
  }
  const address = legacyAddress([host]);
  return targetFault(text, `a target is a host; ${FOUR_OCTETS}`, address);
}

/** `10.1.*.*` becomes `10.1.0.0/16`. */
function networkOfWildcards(host: string): string | undefined {
  const octets = host.split('.');
  const fixed = octets.indexOf('*');
  if (octets.length > 4 || octets.slice(fixed).some((octet) => octet !== '*')) {
    return undefined;
  }
  return networkOf(octets.slice(0, fixed));
}

/** The network of the first octets of an address, such as `1.2.3.0/24`; undefined where they are no octets. */
export function networkOf(octets: readonly string[]): string | undefined {
  const address = [...octets, '0', '0', '0', '0'].slice(0, 4).join('.');
  return parseIpv4(address) === null ? undefined : `${address}/${octets.length * 8}`;
}

function quadFault(text: string, parts: readonly string[]): Error {
  const isQuad = parts.length === 4 && parts.every((part) => DECIMAL.test(part));
  if (isQuad && parts.some((part) => Number(part) > 255)) {
    return targetFault(text, 'an octet is 0-255');
  }
  const octal = legacyAddress(parts);
  if (parts.some((part) => /^0[0-9]/.test(part))) {
    const decimal = isQuad ? parts.map(Number).join('.') : undefined;
    const readings = [...new Set([decimal, octal])].filter((reading) => reading !== undefined);
    const problem = 'octets have no leading zeros: some programs read them as octal, some as decimal';
    return targetFault(text, problem, readings);
  }
  // Of three numbers the third would be 16 bits; more often a fourth was forgotten.
  return targetFault(text, FOUR_OCTETS, parts.length === 3 ? undefined : octal);
}

/** What `inet_aton` of POSIX reads: one to four numbers, octal and hexadecimal too, the last one filling the rest. */
function legacyAddress(parts: readonly string[]): string | undefined {
  if (parts.length > 4) {
    return undefined;
  }
  const values = parts.map((part) => Number(/^0[0-9]/.test(part) ? `0o${part}` : part));
  const last = values.pop() ?? Number.NaN;
  const isValid = values.every((value) => value <= 255) && last < 256 ** (4 - values.length);
  return isValid ? formatIpv4(values.reduce((sum, value, index) => sum + value * 256 ** (3 - index), last)) : undefined;
}
