/** TLSA records and the reports that they lead to. */
import { createHash } from 'node:crypto';
import { daneReportOf, tlsaName } from '../../src/mail/dane.js';
import type { DaneReport } from '../../src/mail/types.js';
import type { DnsAnswer } from '../../src/net/dns-types.js';
import { publicKeyInfo } from '../../src/net/public-key.js';
import { AUTHORITY, derOf, INTERMEDIATE, OTHER_AUTHORITY, SIGNED } from '../helpers/certificate.js';

export const HOST = 'mail.portolan.test';
export const NAME = tlsaName(25, HOST);
export const TODAY = new Date('2027-01-01T00:00:00Z');
export const [ROOT = Buffer.alloc(0)] = derOf(AUTHORITY);
export const [OTHER_ROOT = Buffer.alloc(0)] = derOf(OTHER_AUTHORITY);
export const [MIDDLE = Buffer.alloc(0)] = derOf(INTERMEDIATE);
export const [LEAF = Buffer.alloc(0)] = derOf(SIGNED.right.cert);
export const WHOLE_CHAIN = [LEAF, MIDDLE, ROOT];

export type Numbers = readonly [usage: number, selector: number, matchingType: number];

/** A record that matches this certificate. */
export function record([usage, selector, matchingType]: Numbers, certificate: Buffer) {
  const content = selector === 1 ? (publicKeyInfo(certificate) ?? Buffer.alloc(0)) : certificate;
  const algorithm = { 1: 'sha256', 2: 'sha512' }[matchingType];
  const data = algorithm ? createHash(algorithm).update(content).digest('hex') : content.toString('hex');
  return { type: 'TLSA', usage, selector, matchingType, data } as const;
}

export type Tlsa = ReturnType<typeof record>;

export function answer(records: readonly Tlsa[], further: Partial<DnsAnswer> = {}): DnsAnswer {
  return { outcome: 'answer', reason: null, records, validated: true, ...further };
}

export function report(
  records: readonly Tlsa[],
  chain: readonly Buffer[] = WHOLE_CHAIN,
  names = [HOST],
  at = TODAY,
): DaneReport {
  return daneReportOf(answer(records), chain, names, NAME, at);
}

export const outcome = (...call: Parameters<typeof report>) => report(...call).outcome;
