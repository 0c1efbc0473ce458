/** TLS, certificate, DNS and the test for an open relay, as rows of a service's block. */
import type { TlsVersion } from '../mail/types.js';
import type { ProbeRecord } from '../probe-records.js';
import type { CertificateSummary } from '../types.js';
import { certificateState } from './mail-cells.js';
import { hostName } from './mail-groups.js';
import type { Row } from './probe-offers.js';
import type { ProbeWords } from './probe-words.js';

/** Certificates of a chain, and records of DNS, that are shown: none that is right has more. */
const MOST_ENTRIES = 10;
/** Digits of a TLSA record's data that are shown; they are enough to tell it from others. */
const TLSA_DIGITS = 16;

export function tlsRows(record: ProbeRecord, words: ProbeWords): Row[] {
  const { tls, tlsVersions } = record;
  if (tls === null) return [[words.offerLabels.versions, versionsText(tlsVersions, words)]];
  const { version, cipher, alpn, keyExchange, certificate, chain = [] } = tls;
  const labels = words.offerLabels;
  // Clients ask by a name that we were not told.
  const isNameUnchecked = tls.chainError === null && tls.matchesName === false && hostName(record) === record.address;
  const untrusted = isNameUnchecked ? words.nameUnchecked : words.untrusted(tls.authorizationError ?? '');
  const trust = tls.authorized ? words.trusted : untrusted;
  const exchange = keyExchange && words.keyExchange(keyExchange.name, keyExchange.bits);
  const names = chain.slice(0, MOST_ENTRIES).map(({ subject }) => subject);
  return [
    [words.tls, [version, cipher, alpn].filter((part) => part !== null).join(', ')],
    [labels.keyExchange, exchange],
    [labels.versions, versionsText(tlsVersions, words)],
    ...(certificate === null ? [] : certificateRows(certificate, trust, record, words)),
    ...names.map((name, index): Row => [index === 0 ? labels.chain : '', name]),
  ];
}

function certificateRows(
  certificate: CertificateSummary,
  trust: string,
  record: ProbeRecord,
  words: ProbeWords,
): Row[] {
  const { subject, issuer, names, validFrom, validTo, key, signatureAlgorithm } = certificate;
  const keyText = key && [key.type, key.bits, key.curve].filter((part) => part !== null).join(' ');
  const state = certificateState(record);
  const left = state?.kind === 'left' || state?.kind === 'expired' ? words.certificateState(state) : null;
  const validity = words.valid(validFrom.slice(0, 10), validTo.slice(0, 10));
  return [
    [words.certificate, [subject, ...names.filter((name) => !subject.endsWith(`=${name}`))].join(', ')],
    ['', keyText && words.key(keyText, signatureAlgorithm)],
    ['', issuer === subject || issuer === '' ? null : words.issuer(issuer)],
    ['', left === null ? validity : [validity, left].join(words.comma)],
    ['', trust],
    ['', vouchedText(certificate, record, words)],
  ];
}

/** What its authority looked into and says of it; the least that every authority looks into, the name, goes without saying. */
function vouchedText({ details }: CertificateSummary, { tls }: ProbeRecord, words: ProbeWords): string | null {
  const validation = details?.validation ?? 'domain';
  const response = tls?.details?.stapledResponse ?? null;
  const parts = [
    ...(validation === 'domain' ? [] : [words.validations[validation]]),
    ...(response === null ? [] : [words.stapled(response.status, response.nextUpdate?.slice(0, 10) ?? null)]),
    ...(response === null && details?.mustStaple ? [words.unstapled] : []),
  ];
  return parts.length === 0 ? null : parts.join(words.comma);
}

function versionsText(versions: ProbeRecord['tlsVersions'], words: ProbeWords): string | null {
  if (versions === null) return null;
  const named = (outcome: boolean | null) =>
    (Object.keys(versions) as TlsVersion[]).filter((name) => versions[name] === outcome).join(words.comma);
  return words.versions(named(true), named(false), named(null));
}

/** What DNS says of the service's names and certificate. */
export function nameRows({ names, dane, tls }: ProbeRecord, words: ProbeWords): Row[] {
  const labels = words.offerLabels;
  const rows: Row[] = [];
  if (names !== null) {
    const { reverseNames, confirmedNames, greetingAddresses } = names;
    const others = reverseNames.filter((name) => !confirmedNames.includes(name));
    const told = [...confirmedNames, ...(others.length === 0 ? [] : [words.unconfirmed(others.join(words.comma))])];
    rows.push([labels.names, reverseNames.length === 0 ? words.noReverseName : told.join(words.comma)]);
    const resolved = greetingAddresses?.length === 0 ? words.doesNotResolve : undefined;
    const addresses = greetingAddresses && (resolved ?? words.resolvesTo(greetingAddresses.join(words.comma)));
    rows.push([labels.greetingName, addresses]);
  }
  if (dane !== null) rows.push(...daneRows(dane, words));
  const tlsa = tls?.details?.tlsa ?? null;
  if (dane?.outcome === 'fail' && tlsa !== null) rows.push(['', words.tlsaNeeded(tlsa)]);
  return rows;
}

function daneRows(dane: NonNullable<ProbeRecord['dane']>, words: ProbeWords): Row[] {
  const outcome = words.daneOutcomes[dane.outcome];
  const isDoubtful = dane.records.length > 0 && !dane.validated;
  const records = dane.records.slice(0, MOST_ENTRIES).map(({ usage, selector, matchingType, data }, index): Row => {
    const digits = data.length > TLSA_DIGITS ? `${data.slice(0, TLSA_DIGITS)}…` : data;
    return ['', words.daneRecord(`${usage} ${selector} ${matchingType} ${digits}`, dane.matches[index] ?? null)];
  });
  return [[words.offerLabels.dane, isDoubtful ? [outcome, words.notValidated].join(words.comma) : outcome], ...records];
}

/** What came of the question whether the server takes mail from anybody to anybody. */
export function relayRows({ relayTest }: ProbeRecord, words: ProbeWords): Row[] {
  if (relayTest === null) return [];
  const { outcome, from, to, reply } = relayTest;
  return [
    [words.offerLabels.relayTest, words.relayTest(outcome, from, to)],
    ['', reply.trim() === '' ? null : reply.trimEnd()],
  ];
}
