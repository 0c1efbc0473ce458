/** Rules about what a certificate is for, and how it is shown. */
import type { CertificateSummary } from '../../types.js';
import type { MailFacts } from '../types.js';
import { isKeyPinned } from './certificate.js';
import { linksOf } from './facts.js';
import { byRole, type Rule } from './rule.js';

export const USE_RULES: readonly Rule<MailFacts>[] = [
  ...byRole('certificate-wrong-usage', wrongUsage),
  ...byRole('certificate-must-staple-unstapled', unstapled),
  { id: 'certificate-chain-disordered', judge: disordered },
];

/** Uses that stand for a server: today's, everything, and two that were before it. */
const OF_SERVERS = new Set(['serverAuth', 'anyExtendedKeyUsage', 'msSGC', 'nsSGC']);

/** Whether a certificate says what it is for, and a server is not among it. */
export function isForOthers({ details }: CertificateSummary): boolean {
  const uses = details?.extendedKeyUsage ?? null;
  return uses !== null && !uses.some((use) => OF_SERVERS.has(use));
}

function wrongUsage(facts: MailFacts): readonly string[] | null {
  const certificate = facts.tls?.certificate;
  if (certificate == null || !isForOthers(certificate) || isKeyPinned(facts)) return null;
  const uses = certificate.details?.extendedKeyUsage ?? [];
  return [`extended key usage: ${uses.length === 0 ? 'none' : uses.join(', ')}`];
}

function unstapled(facts: MailFacts): readonly string[] | null {
  const { certificate, details } = facts.tls ?? {};
  if (!certificate?.details?.mustStaple || details === undefined || isKeyPinned(facts)) return null;
  return details.stapledResponse === null ? ['TLS feature: status_request'] : null;
}

function disordered({ tls }: MailFacts): readonly string[] | null {
  return tls?.details?.chainInOrder === false ? linksOf(tls) : null;
}
