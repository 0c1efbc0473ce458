import { parseAddressRange } from './address-ranges.js';
import { ADDRESS_BITS, parseAddress } from './addresses.js';
import { splitAuthority } from './authority.js';
import { targetFault } from './faults.js';
import { normalizeName } from './names.js';
import { numericHostFault } from './numeric-hosts.js';
import type { AddressTarget, NameTarget, Target } from './types.js';

/** Characters of the longest target: pasted URLs are long, servers refuse them at about this length. */
const LONGEST_TARGET = 8192;
/** Addresses of all of IPv6. */
const ALL_ADDRESSES = 1n << BigInt(ADDRESS_BITS[6]);
const ALLOWED = 'a target is a host name, an address, a network such as 192.0.2.0/24, or a range';

/**
 * Reads one target.
 *
 * Names (internationalised ones too), IPv4 dotted quads, IPv6 with or without brackets and zone, networks
 * (`192.0.2.0/24`), ranges (`192.0.2.1-20`, `192.0.2.1-192.0.3.5`, `::1-::5`), any of them with `:port` (IPv6 in
 * brackets), and URLs, of which host and explicit port are taken. Nothing is resolved.
 *
 * @throws PortolanError `ERR_TARGET_SPEC`, one line, with what was probably meant where that is evident.
 */
export function parseTarget(written: string): Target {
  return readTarget(written);
}

/**
 * Reads what is to be left out: written as a target, and of any size, since nobody has to visit its addresses. With a
 * port, only this port is meant.
 *
 * @throws PortolanError `ERR_TARGET_SPEC`, as {@link parseTarget}
 */
export function parseExclusion(written: string): Target {
  return readTarget(written, ALL_ADDRESSES);
}

function readTarget(written: string, most?: bigint): Target {
  checkCharacters(written);
  const text = withoutUser(written);
  const { host, port, isBracketed } = splitAuthority(text);
  const range = parseAddressRange(text, host, most);
  if (isBracketed && range?.family !== 6) {
    const suggestion = host === '' ? undefined : text.replaceAll(/[[\]]/g, '');
    throw targetFault(text, 'brackets are for IPv6 addresses', suggestion);
  }
  if (range !== undefined) {
    return { kind: 'addresses', text, ...range, port } satisfies AddressTarget;
  }
  if (host.includes(':') || host.includes('%')) {
    throw ipv6Fault(text, host);
  }
  return { kind: 'name', text, name: parseName(text, host), port } satisfies NameTarget;
}

/** A pasted URL without its user and password, which belong in no output. */
function withoutUser(text: string): string {
  return text.replace(/^([^/?#]*\/\/)[^/\\?#]*@/, '$1');
}

function checkCharacters(text: string): void {
  if (text === '') {
    throw targetFault(text, `no target given: ${ALLOWED}`);
  }
  if (text.length > LONGEST_TARGET) {
    throw targetFault(text, 'a target has at most {most} characters', undefined, { most: LONGEST_TARGET });
  }
  if (/\p{Cc}/u.test(text)) {
    throw targetFault(text, 'a target has no control characters');
  }
  if (/\s/.test(text)) {
    const trimmed = text.trim();
    throw targetFault(text, 'a target has no blanks', /\s/.test(trimmed) ? undefined : trimmed || undefined);
  }
  if (text.startsWith('-')) {
    throw targetFault(text, `a target does not start with a hyphen; ${ALLOWED}`);
  }
  if (text.includes(',') && !text.includes('//') && /[a-z.:]/i.test(text)) {
    throw targetFault(text, 'targets are separate arguments', withoutCommas(text));
  }
}

function withoutCommas(text: string): string | undefined {
  const parts = text.split(',').filter((part) => part !== '');
  return parts.every((part) => /^(?:[^/]+|[0-9.]+\/[0-9]+)$/.test(part)) ? parts.join(' ') : undefined;
}

function ipv6Fault(text: string, host: string): Error {
  const percent = host.indexOf('%');
  if (percent !== -1 && parseAddress(host.slice(0, percent))?.family !== 6) {
    return targetFault(text, 'only an IPv6 address has a zone', host.slice(0, percent) || undefined);
  }
  const colon = host.lastIndexOf(':');
  const address = host.slice(0, colon);
  const port = host.slice(colon + 1);
  const isPort = /^[1-9][0-9]{0,4}$/.test(port) && parseAddress(address)?.family === 6;
  return targetFault(
    text,
    'not an IPv6 address, such as 2001:db8::1 or [2001:db8::1]:25',
    isPort ? `[${address}]:${port}` : undefined,
  );
}

function parseName(text: string, host: string): string {
  refuseNumbers(text, host);
  // Full-width digits and their like are numbers only in the ASCII form.
  const name = normalizeName(text, host);
  if (parseAddress(name) !== null) {
    throw targetFault(text, 'an address is written in ASCII digits', name);
  }
  refuseNumbers(text, name);
  return name;
}

function refuseNumbers(text: string, host: string): void {
  const fault = numericHostFault(text, host);
  if (fault !== undefined) {
    throw fault;
  }
}
