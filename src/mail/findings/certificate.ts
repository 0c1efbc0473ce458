/** Rules about a certificate itself: when it is valid, its key, its signature. */
import {
  CERTIFICATE_EXPIRES_SOON_MS,
  LEAST_EC_BITS,
  LEAST_RSA_BITS,
  SHORT_LIVED_CERTIFICATE_MS,
  SHORT_LIVED_RENEWAL_SHARE,
} from '../../defaults.js';
import type { CertificateKey, CertificateSummary } from '../../types.js';
import type { MailFacts } from '../types.js';
import { byRole, ifAny, type Rule } from './rule.js';

export const CERTIFICATE_RULES: readonly Rule<MailFacts>[] = [
  { id: 'certificate-missing', judge: missing },
  ...byRole('certificate-expired', expired),
  ...byRole('certificate-not-yet-valid', notYetValid),
  { id: 'certificate-expires-soon', judge: expiresSoon },
  { id: 'certificate-short-lived', judge: shortLived },
  { id: 'certificate-weak-key', judge: weakKey },
  { id: 'certificate-weak-signature', judge: weakSignature },
];

function missing({ tls }: MailFacts): readonly string[] | null {
  return tls !== null && tls.certificate === null ? [tls.cipher ?? tls.version ?? 'TLS'] : null;
}

/** Whether a validated TLSA record stands for the server's key itself: then no date counts (RFC 7672 section 3.1.1). */
export function isKeyPinned({ role, dane }: MailFacts): boolean {
  if (role !== 'relay' || dane === null || !dane.validated || dane.outcome !== 'pass') return false;
  return dane.records.some(({ usage }, at) => usage === 3 && dane.matches[at] === 'match');
}

/** When the certificate is valid, in milliseconds; null where that cannot be read, or is of no matter. */
function validityOf(facts: MailFacts): { readonly from: number; readonly to: number; readonly now: number } | null {
  const certificate = facts.tls?.certificate;
  if (certificate == null || isKeyPinned(facts)) return null;
  const from = Date.parse(certificate.validFrom);
  const to = Date.parse(certificate.validTo);
  const now = facts.at.getTime();
  return Number.isNaN(from + to + now) ? null : { from, to, now };
}

export function expired(facts: MailFacts): readonly string[] | null {
  const validity = validityOf(facts);
  return validity !== null && validity.to < validity.now ? [`valid to ${moment(validity.to)}`] : null;
}

export function notYetValid(facts: MailFacts): readonly string[] | null {
  const validity = validityOf(facts);
  return validity !== null && validity.from > validity.now ? [`valid from ${moment(validity.from)}`] : null;
}

/** One that lasts for days is renewed all the time: it is late once most of its life is over. */
function expiresSoon(facts: MailFacts): readonly string[] | null {
  const validity = runningOut(facts);
  return validity === null || validity.isYoung ? null : [`valid to ${moment(validity.to)}`];
}

function shortLived(facts: MailFacts): readonly string[] | null {
  const validity = runningOut(facts);
  if (validity === null || !validity.isYoung) return null;
  return [`valid from ${moment(validity.from)}`, `valid to ${moment(validity.to)}`];
}

/** A certificate that is valid and will not be for long, and whether it is one of those that never are, and still young. */
function runningOut(
  facts: MailFacts,
): { readonly from: number; readonly to: number; readonly isYoung: boolean } | null {
  const validity = validityOf(facts);
  if (validity === null) return null;
  const { from, to, now } = validity;
  const left = to - now;
  if (left < 0 || from > now || left > CERTIFICATE_EXPIRES_SOON_MS) return null;
  const life = to - from;
  return { from, to, isYoung: life <= SHORT_LIVED_CERTIFICATE_MS && left >= life * SHORT_LIVED_RENEWAL_SHARE };
}

/** `2026-11-20 10:00 UTC`. */
export function moment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The server's certificate and those that it sent behind it. */
function allOf({ tls }: MailFacts): readonly CertificateSummary[] {
  return tls?.certificate == null ? [] : [tls.certificate, ...(tls.chain ?? [])];
}

function weakKey(facts: MailFacts): readonly string[] | null {
  const weak = allOf(facts).filter(({ key }) => key !== null && isWeak(key));
  return ifAny(weak.map(({ subject, key }) => `${subject}: ${describeKey(key!)}`));
}

function isWeak(key: CertificateKey): boolean {
  if (key.type === 'ec') return (curveBits(key.curve) ?? LEAST_EC_BITS) < LEAST_EC_BITS;
  return /^(?:rsa|rsa-pss|dsa)$/.test(key.type) && key.bits !== null && key.bits < LEAST_RSA_BITS;
}

/** The number in the name of a curve, such as `prime192v1`, `sect163k1` or `P-192`. */
function curveBits(curve: string | null): number | null {
  const digits = /\d{3}/.exec(curve ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}

function describeKey({ type, bits, curve }: CertificateKey): string {
  return curve === null ? `${type} ${bits} bits` : `${type} ${curve}`;
}

/** How an authority signed itself is of no matter: who trusts it does not look at that. */
function weakSignature(facts: MailFacts): readonly string[] | null {
  const weak = allOf(facts).filter(
    ({ subject, issuer, signatureAlgorithm }) =>
      subject !== issuer && /md[245]|sha-?1(?!\d)/i.test(signatureAlgorithm ?? ''),
  );
  return ifAny(weak.map(({ subject, signatureAlgorithm }) => `${subject}: ${signatureAlgorithm}`));
}
