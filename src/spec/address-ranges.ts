import { MAX_TARGET_ADDRESSES } from '../defaults.js';
import type { Family } from '../types.js';
import { ADDRESS_BITS, formatAddress, type ParsedAddress, parseAddress, parseIpv4 } from './addresses.js';
import { targetFault } from './faults.js';
import { networkOf } from './numeric-hosts.js';

/** An inclusive range of addresses of one family and zone. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly zone: string | null;
}

const PREFIX_LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;
const LAST_OCTET = /^[0-9]{1,3}$/;
const LETTER = /[a-z]/i;
const LAST_GROUP = /^[0-9a-f]{1,4}$/i;
const RANGE_FORMS = 'a range is 192.0.2.1-20 (last octet), 192.0.2.1-192.0.3.5 or 2001:db8::1-2001:db8::5';
const TOO_MANY = 'a target has at most {most} addresses (an IPv4 /0, an IPv6 /96)';

/**
 * Reads one address, a network in CIDR notation (RFC 4632 section 3.1; host bits may be set, the network is meant)
 * or a range. The addresses of a network are all of it, the first and the last included.
 *
 * @param text What the user wrote, for the message.
 * @param most Addresses that it may have. Default 2^32.
 * @returns undefined for what may be a name.
 * @throws PortolanError `ERR_TARGET_SPEC` for a wrong network or range, or one of more addresses.
 */
export function parseAddressRange(
  text: string,
  host: string,
  most: bigint = MAX_TARGET_ADDRESSES,
): AddressRange | undefined {
  const address = parseAddress(host);
  if (address !== null) {
    return { family: address.family, first: address.value, last: address.value, zone: address.zone };
  }
  const slash = host.indexOf('/');
  const range = slash === -1 ? parseSpan(text, host) : parseNetwork(text, host.slice(0, slash), host.slice(slash + 1));
  if (range !== undefined && range.last - range.first >= most) {
    throw targetFault(text, TOO_MANY, undefined, { most: String(most) });
  }
  return range;
}

function parseNetwork(text: string, base: string, prefix: string): AddressRange {
  const address = parseAddress(base);
  if (address === null) {
    throw targetFault(
      text,
      'a network is an address and a prefix length, such as 192.0.2.0/24',
      completed(base, prefix),
    );
  }
  const { family, value, zone } = address;
  const bits = ADDRESS_BITS[family];
  if (!PREFIX_LENGTH.test(prefix) || Number(prefix) > bits) {
    const suggestion = family === 4 ? withPrefixOfMask(base, prefix) : undefined;
    throw targetFault(text, 'the prefix length of an IPv{family} network is 0-{bits}', suggestion, { family, bits });
  }
  const hostBits = BigInt(bits - Number(prefix));
  const first = (value >> hostBits) << hostBits;
  return { family, first, last: first + (1n << hostBits) - 1n, zone };
}

/** `1.2.3/24` becomes `1.2.3.0/24`. */
function completed(base: string, prefix: string): string | undefined {
  const [address] = networkOf(base.split('.').slice(0, 4))?.split('/') ?? [];
  const isShort = /^[0-9]+(?:\.[0-9]+){0,2}$/.test(base);
  const isPrefix = PREFIX_LENGTH.test(prefix) && Number(prefix) <= ADDRESS_BITS[4];
  return isShort && isPrefix && address !== undefined ? `${address}/${prefix}` : undefined;
}

/** `10.0.0.0/255.255.255.0` becomes `10.0.0.0/24`. */
function withPrefixOfMask(base: string, prefix: string): string | undefined {
  const mask = parseIpv4(prefix);
  const ones = /^(1*)0*$/.exec(mask?.toString(2).padStart(32, '0') ?? 'none')?.[1];
  return ones === undefined ? undefined : `${base}/${ones.length}`;
}

/** A zone may hold hyphens, so every hyphen is tried as the one between two addresses. */
function parseSpan(text: string, host: string): AddressRange | undefined {
  let left: ParsedAddress | null = null;
  let right = '';
  for (let hyphen = host.indexOf('-'); hyphen !== -1; hyphen = host.indexOf('-', hyphen + 1)) {
    const from = parseAddress(host.slice(0, hyphen));
    const to = from === null ? null : parseAddress(host.slice(hyphen + 1));
    if (from !== null && to !== null) {
      return spanOf(text, from, to);
    }
    if (from !== null && left === null) {
      left = from;
      right = host.slice(hyphen + 1);
    }
  }
  return left === null ? undefined : parseShortSpan(text, left, right);
}

function parseShortSpan(text: string, from: ParsedAddress, right: string): AddressRange | undefined {
  const start = formatAddress(from.family, from.value, from.zone);
  if (from.family === 6) {
    const suggestion = LAST_GROUP.test(right) ? `${start}-${withLastGroup(from.value, right)}` : undefined;
    throw targetFault(text, RANGE_FORMS, suggestion);
  }
  if (LETTER.test(right) || right.includes('-')) {
    // Such as 192.0.2.1-dynamic.example.org, a name.
    return undefined;
  }
  if (!LAST_OCTET.test(right)) {
    throw targetFault(text, RANGE_FORMS);
  }
  const octet = BigInt(right);
  if (octet > 255n) {
    throw targetFault(text, 'an octet is 0-255', `${start}-255`);
  }
  const last = from.value - (from.value & 255n) + octet;
  if (last < from.value) {
    const lowest = formatAddress(4, last, null);
    throw targetFault(text, 'a range runs from the lower to the higher address', `${lowest}-${from.value & 255n}`);
  }
  return { family: 4, first: from.value, last, zone: null };
}

function withLastGroup(value: bigint, group: string): string {
  return formatAddress(6, value - (value & 0xffffn) + BigInt(`0x${group}`), null);
}

function spanOf(text: string, from: ParsedAddress, to: ParsedAddress): AddressRange {
  if (from.family !== to.family) {
    throw targetFault(text, 'a range has addresses of one family, IPv4 or IPv6');
  }
  if (from.zone !== to.zone && from.zone !== null && to.zone !== null) {
    throw targetFault(text, 'a range has addresses of one zone');
  }
  const { family } = from;
  const zone = from.zone ?? to.zone;
  if (from.value > to.value) {
    const suggestion = `${formatAddress(family, to.value, zone)}-${formatAddress(family, from.value, zone)}`;
    throw targetFault(text, 'a range runs from the lower to the higher address', suggestion);
  }
  return { family, first: from.value, last: to.value, zone };
}
