import { parseAddress } from '../spec/index.js';
import type { Exposure } from './types.js';

/** First octet of 127.0.0.0/8, RFC 1122 section 3.2.1.3. */
const LOOPBACK_OCTET = 127n;
/** `::ffff:0:0/96`, RFC 4291 section 2.5.5.2. */
const MAPPED_PREFIX = 0xffffn;

/**
 * Who reaches a socket by the address that it is bound to, firewalls left aside.
 *
 * @param address - Canonical text.
 */
export function exposureOf(address: string): Exposure {
  const parsed = parseAddress(address);
  if (parsed === null) return 'address';
  const { family, value } = parsed;
  if (value === 0n) return 'all';
  if (family === 4 || value >> 32n === MAPPED_PREFIX) {
    const ipv4 = value & 0xffff_ffffn;
    if (ipv4 === 0n) return 'all';
    return ipv4 >> 24n === LOOPBACK_OCTET ? 'loopback' : 'address';
  }
  return value === 1n ? 'loopback' : 'address';
}
