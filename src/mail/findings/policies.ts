/** Rules about what a domain promises of its exchangers: TLSA records (DANE) and MTA-STS. */
import { allowsExchanger } from '../domain/mta-sts.js';
import type { DaneMatch, DaneReport, MailFacts, TlsaRecord } from '../types.js';
import { expired, notYetValid } from './certificate.js';
import { isAskedByAddress } from './facts.js';
import { namesOf } from './identity.js';
import { ifAny, type Rule } from './rule.js';
import { isWithoutUpgrade, refused, withoutUpgradeLines } from './starttls.js';

export const POLICY_RULES: readonly Rule<MailFacts>[] = [
  { id: 'dane-mismatch', judge: daneMismatch },
  { id: 'dane-without-tls', judge: daneWithoutTls },
  {
    id: 'dane-unusable',
    judge: ({ dane }) => (dane?.outcome === 'unusable' && dane.validated ? recordLines(dane) : null),
  },
  { id: 'dane-unvalidated', judge: daneUnvalidated },
  { id: 'mta-sts-certificate', judge: (facts) => (modeOf(facts) === 'enforce' ? policyFaults(facts) : null) },
  { id: 'mta-sts-exchanger-not-listed', judge: (facts) => (modeOf(facts) === 'enforce' ? notListed(facts) : null) },
  { id: 'mta-sts-testing-would-fail', judge: wouldFail },
];

function recordLines({ name, records }: DaneReport): readonly string[] {
  return records.length === 0 ? [name] : records.map((record) => `${name} TLSA ${textOf(record)}`);
}

function textOf({ usage, selector, matchingType, data }: TlsaRecord): string {
  return `${usage} ${selector} ${matchingType} ${data}`;
}

/** Each record, and why it does not do. */
function daneMismatch(facts: MailFacts): readonly string[] | null {
  const { dane } = facts;
  if (dane?.outcome !== 'fail' || !dane.validated) return null;
  const reasons = reasonsOf(facts);
  return recordLines(dane).map((line, index) => {
    const match = dane.matches[index];
    return match === undefined ? line : `${line}: ${reasons[match]}`;
  });
}

function reasonsOf(facts: MailFacts): Readonly<Record<DaneMatch, string>> {
  const [date] = expired(facts) ?? notYetValid(facts) ?? [];
  const now = date === undefined ? '' : ` (${date})`;
  return {
    match: 'matches, but a record with a stronger digest counts instead',
    mismatch: 'does not match',
    'other-name': `the authority matches, but the certificate is not for ${facts.name}`,
    'not-valid-now': `the authority matches, but the certificate is not valid now${now}`,
    'not-sent': 'does not match; the issuer of the certificate, which may be the authority, was not sent',
    unusable: 'not of a kind that mail uses',
  };
}

/** Who finds records that the resolver vouches for delivers inside TLS or not at all (RFC 7672 section 2.2). */
function daneWithoutTls(facts: MailFacts): readonly string[] | null {
  const { dane } = facts;
  if (dane === null || !dane.validated || dane.records.length === 0) return null;
  const lines = isWithoutUpgrade(facts) ? withoutUpgradeLines(facts) : failedUpgrade(facts);
  return lines && [...recordLines(dane), ...lines];
}

/** What shows that STARTTLS is announced and leads nowhere; null where it is not known to. */
function failedUpgrade(facts: MailFacts): readonly string[] | null {
  const { startTls, tls, verdict } = facts;
  if (tls !== null) return null;
  if (startTls === 'refused') return refused(facts);
  const isFailed = startTls === 'failed' && (verdict.code === 'tls-alert' || verdict.code === 'tls-failed');
  return isFailed ? [verdict.evidence ?? verdict.code] : null;
}

/** Whether they would fit is of no matter then. */
function daneUnvalidated({ dane }: MailFacts): readonly string[] | null {
  return dane === null || dane.validated || dane.records.length === 0 ? null : recordLines(dane);
}

function modeOf({ role, mtaSts }: MailFacts): 'enforce' | 'testing' | 'none' {
  return role === 'relay' ? (mtaSts?.policy?.mode ?? 'none') : 'none';
}

/** Why a sender that keeps to the policy would not deliver here (RFC 8461 section 4.2); null where nothing is known against it. */
function policyFaults(facts: MailFacts): readonly string[] | null {
  const { tls } = facts;
  if (isWithoutUpgrade(facts)) return withoutUpgradeLines(facts);
  if (tls?.certificate == null) return null;
  const dates = [...(expired(facts) ?? []), ...(notYetValid(facts) ?? [])];
  const isOfOther = tls.matchesName === false && !isAskedByAddress(facts);
  const names = isOfOther ? [`asked as ${facts.name}`, namesOf(tls)] : [];
  return ifAny([...names, ...dates, ...(tls.chainError === null ? [] : [tls.chainError])]);
}

function notListed(facts: MailFacts): readonly string[] | null {
  const policy = facts.mtaSts?.policy;
  if (policy == null || isAskedByAddress(facts) || allowsExchanger(policy, facts.name)) return null;
  return [facts.name, ...policy.mx.map((name) => `mx: ${name}`)];
}

/** While it is tested nothing is lost yet, and everything will be. */
function wouldFail(facts: MailFacts): readonly string[] | null {
  if (modeOf(facts) !== 'testing') return null;
  return ifAny([...(notListed(facts) ?? []), ...(policyFaults(facts) ?? [])]);
}
