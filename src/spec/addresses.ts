import type { Family } from '../types.js';
import { targetFault } from './faults.js';

/** An address as a number, so that ranges of addresses are arithmetic. */
export interface ParsedAddress {
  readonly family: Family;
  /** 0 to 2^32-1 for IPv4, 0 to 2^128-1 for IPv6. */
  readonly value: bigint;
  /** IPv6 zone (RFC 4007), such as `eth0`; null where there is none. */
  readonly zone: string | null;
}

/** Bits of an address. */
export const ADDRESS_BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

const OCTET = '(0|[1-9][0-9]{0,2})';
const DOTTED_QUAD = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
/** Interface names and indexes; no `:` and `/`, which end an address in a target. */
const ZONE = /^[\w.~@-]{1,64}$/;
const GROUPS = 8;
/** Characters of the longest address without zone: six groups and a dotted quad. */
const LONGEST_IPV6 = 45;
/** Groups before the IPv4 part of an IPv4-mapped address, RFC 4291 section 2.5.5.2. */
const MAPPED_PREFIX = 0xffffn;

/**
 * Reads one address: an IPv4 dotted quad without leading zeros (RFC 6943 section 3.1.1), or IPv6 in any form of
 * RFC 4291 section 2.2, with or without zone, without brackets. IPv4-mapped IPv6 stays IPv6.
 *
 * @returns null for anything else, legacy IPv4 forms such as `127.1` included.
 */
export function parseAddress(text: string): ParsedAddress | null {
  const ipv4 = parseIpv4(text);
  return ipv4 === null ? parseIpv6(text) : { family: 4, value: BigInt(ipv4), zone: null };
}

/** Reads a dotted quad as a number from 0 to 2^32-1; null for anything else. */
export function parseIpv4(text: string): number | null {
  const octets = DOTTED_QUAD.exec(text)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) {
    return null;
  }
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

function parseIpv6(text: string): ParsedAddress | null {
  const percent = text.indexOf('%');
  const zone = percent === -1 ? null : text.slice(percent + 1);
  if (zone !== null && !ZONE.test(zone)) {
    return null;
  }
  const groups = groupsOf(percent === -1 ? text : text.slice(0, percent));
  if (groups === null) {
    return null;
  }
  const hexadecimal = groups.map((group) => group.padStart(4, '0')).join('');
  return { family: 6, value: BigInt(`0x${hexadecimal}`), zone };
}

function groupsOf(text: string): readonly string[] | null {
  if (text.length > LONGEST_IPV6) {
    return null;
  }
  const halves = withHexadecimalTail(text).split('::');
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = head.length + (tail?.length ?? 0);
  const isComplete = tail === undefined ? given === GROUPS : halves.length === 2 && given < GROUPS;
  if (!isComplete) {
    return null;
  }
  const groups = [...head, ...new Array<string>(GROUPS - given).fill('0'), ...(tail ?? [])];
  return groups.every((group) => GROUP.test(group)) ? groups : null;
}

/** `::ffff:1.2.3.4` becomes `::ffff:102:304`, RFC 4291 section 2.2 form 3. */
function withHexadecimalTail(text: string): string {
  const colon = text.lastIndexOf(':');
  const ipv4 = colon === -1 ? null : parseIpv4(text.slice(colon + 1));
  if (ipv4 === null) {
    return text;
  }
  return `${text.slice(0, colon + 1)}${(ipv4 >>> 16).toString(16)}:${(ipv4 & 0xffff).toString(16)}`;
}

/**
 * The canonical text of an address: dotted quad, or RFC 5952 (with `::ffff:1.2.3.4` for IPv4-mapped addresses), and
 * the zone behind `%`.
 *
 * @throws PortolanError `ERR_TARGET_SPEC` for a value that no address of the family has.
 */
export function formatAddress(family: Family, value: bigint, zone: string | null): string {
  if (value < 0n || value >> BigInt(ADDRESS_BITS[family]) !== 0n) {
    const problem = 'an IPv{family} address is a number of {bits} bits';
    throw targetFault(`${value}`, problem, undefined, { family, bits: ADDRESS_BITS[family] });
  }
  const text = family === 4 ? formatIpv4(Number(value)) : formatIpv6(value);
  return zone === null ? text : `${text}%${zone}`;
}

/** The dotted quad of a number from 0 to 2^32-1. Plain numbers: millions of these are made in a scan. */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function formatIpv6(value: bigint): string {
  if (value >> 32n === MAPPED_PREFIX) {
    return `::ffff:${formatIpv4(Number(value & 0xffff_ffffn))}`;
  }
  const digits = value.toString(16).padStart(32, '0');
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    Number.parseInt(digits.slice(index * 4, index * 4 + 4), 16).toString(16),
  );
  const [start, length] = longestZeroRun(groups);
  if (length < 2) {
    return groups.join(':');
  }
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zero groups, RFC 5952 section 4.2.3. */
function longestZeroRun(groups: readonly string[]): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0;
    if (length > best[1]) {
      best = [index - length + 1, length];
    }
  }
  return best;
}
