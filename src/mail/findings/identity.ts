/** Rules about whose certificate it is: its name, and the chain to an authority. Of the chain one fault is told. */
import type { TlsSummary } from '../../types.js';
import type { MailFacts } from '../types.js';
import { isAskedByAddress, linksOf, unique } from './facts.js';
import { byRole, type Rule } from './rule.js';
import { isForOthers } from './use.js';

export const IDENTITY_RULES: readonly Rule<MailFacts>[] = [
  ...byRole('certificate-name-mismatch', nameMismatch),
  { id: 'certificate-name-unchecked', judge: nameUnchecked },
  ...byRole('certificate-self-signed', (facts) => chainFault(facts, 'self-signed')),
  ...byRole('certificate-chain-incomplete', (facts) => chainFault(facts, 'incomplete')),
  ...byRole('certificate-untrusted', (facts) => chainFault(facts, 'untrusted')),
];

/** Whether something else binds senders to this certificate, so that what nobody looks at is not told. */
function isJudgedElsewhere({ role, dane, mtaSts }: MailFacts): boolean {
  if (role !== 'relay') return false;
  return mtaSts?.policy?.mode === 'enforce' || (dane?.outcome === 'pass' && dane.validated);
}

function nameMismatch(facts: MailFacts): readonly string[] | null {
  const { tls, role } = facts;
  if (tls?.certificate == null || tls.matchesName !== false) return null;
  if (isAskedByAddress(facts) || isJudgedElsewhere(facts)) return null;
  // Without an authority behind it no sender of mail looks at the name.
  if (role === 'relay' && tls.chainError !== null) return null;
  return [`asked as ${facts.name}`, namesOf(tls)];
}

/** What the certificate is for: its names, or its subject where it has none. */
export function namesOf({ certificate }: TlsSummary): string {
  const names = certificate?.names ?? [];
  return `certificate for ${names.length > 0 ? names.join(', ') : certificate?.subject}`;
}

/** Clients ask by a name that we were not told. */
function nameUnchecked(facts: MailFacts): readonly string[] | null {
  const { tls, role } = facts;
  if (role === 'relay' || tls?.certificate == null || tls.matchesName !== false || !isAskedByAddress(facts))
    return null;
  return [`asked as ${facts.name}`, namesOf(tls)];
}

type ChainFault = 'self-signed' | 'incomplete' | 'untrusted';

function chainFault(facts: MailFacts, fault: ChainFault): readonly string[] | null {
  const { tls, at } = facts;
  if (tls?.certificate == null || tls.chainError === null || isJudgedElsewhere(facts)) return null;
  return chainFaultOf(tls, at) === fault ? chainEvidence(tls) : null;
}

/** OpenSSL's words for an issuer that it does not find. */
const ISSUER_UNKNOWN = /^UNABLE_TO_(?:GET_ISSUER_CERT|GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE)$/;

/** Null where it is the date or the use of the server's own certificate, which is told by itself. */
function chainFaultOf(tls: TlsSummary, at: Date): ChainFault | null {
  const { certificate, chainError, chain = [] } = tls;
  if (certificate === null || chainError === null) return null;
  if (chainError === 'DEPTH_ZERO_SELF_SIGNED_CERT') return 'self-signed';
  if (chainError === 'CERT_HAS_EXPIRED' && Date.parse(certificate.validTo) < at.getTime()) return null;
  if (chainError === 'CERT_NOT_YET_VALID' && Date.parse(certificate.validFrom) > at.getTime()) return null;
  if (chainError === 'INVALID_PURPOSE' && isForOthers(certificate)) return null;
  const isAlone = !chain.some(({ subject }) => subject === certificate.issuer);
  return isAlone && ISSUER_UNKNOWN.test(chainError) ? 'incomplete' : 'untrusted';
}

function chainEvidence(tls: TlsSummary): readonly string[] {
  return unique([...linksOf(tls), ...(tls.chainError === null ? [] : [tls.chainError])]);
}
