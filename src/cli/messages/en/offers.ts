import type { OfferWords } from '../../../report/offer-words.js';
import { formatNumber } from '../../../report/scan-table.js';
import { durationEn } from './durations.js';

const byUser = (isSo: boolean) => (isSo ? ', differs by user' : '');

const DANE_MATCHES = {
  match: 'matches',
  mismatch: 'does not match',
  'other-name': 'matches its authority, but the certificate is for other names',
  'not-valid-now': 'matches its authority, but the certificate is not valid now',
  'not-sent': 'does not match; the issuer of the certificate, which may be the authority, was not sent',
  unusable: 'unusable',
};

/** What a mail service offers, and what was found out about it, in English. */
export const offersEn = {
  offerLabels: {
    origin: 'asked as',
    answer: 'outcome',
    earlier: 'earlier',
    size: 'largest message',
    loginClear: 'login in clear',
    loginTls: 'login inside TLS',
    limits: 'limits',
    holds: 'delivery in time',
    priorities: 'priorities',
    proxy: 'for proxies',
    masked: 'written over',
    unknown: 'unknown offers',
    timestamp: 'APOP timestamp',
    keeps: 'keeps messages',
    wait: 'between logins',
    program: 'implementation',
    preauth: 'login',
    identity: 'identity',
    scripts: 'scripts may use',
    notify: 'notifies by',
    keyExchange: 'key exchange',
    chain: 'sent along',
    versions: 'TLS versions',
    dane: 'DANE',
    names: 'reverse names',
    greetingName: 'its own name',
    relayTest: 'relay test',
  },
  size: (human, bytes) => (human === '' ? `${formatNumber(bytes)} bytes` : `${human} (${formatNumber(bytes)} bytes)`),
  noFixedSize: 'no fixed limit',
  noLogin: 'none',
  plainLogin: 'name and password',
  futureRelease: (longest, until) => {
    const within = longest === null ? '' : ` up to ${durationEn(longest * 1000)}`;
    return `holds messages back${within}${until === null ? '' : ` until ${until} at the latest`}`;
  },
  deliverBy: (least) =>
    `delivers by a given time${least === null ? '' : `, ${durationEn(least * 1000)} ahead at least`}`,
  priorities: (profile) => (profile === '' ? 'yes' : `profile ${profile}`),
  keeps: (days, differs) => `${days === null ? 'for good' : `${formatNumber(days)} days`}${byUser(differs)}`,
  wait: (seconds, differs) => `${formatNumber(seconds)} s at least${byUser(differs)}`,
  preauth: 'nobody needs to (PREAUTH)',
  redirects: (most) => `${formatNumber(most)} redirects at most`,
  keyExchange: (name, bits) => `${name}, ${formatNumber(bits)} bits`,
  versions: (accepted, refused, unknown) =>
    [
      accepted === '' ? 'none accepted' : `accepted: ${accepted}`,
      refused === '' ? '' : `refused: ${refused}`,
      unknown === '' ? '' : `no answer: ${unknown}`,
    ]
      .filter((part) => part !== '')
      .join('; '),
  daneOutcomes: {
    pass: 'passes',
    fail: 'fails: no record matches the certificate',
    unusable: 'no record that can be used for mail',
    none: 'no records',
    unknown: 'not known',
  },
  daneRecord: (record, match) => (match === null ? record : `${record} ${DANE_MATCHES[match]}`),
  notValidated: 'not validated by the resolver (DNSSEC)',
  noReverseName: 'none',
  unconfirmed: (names) => `not confirmed: ${names}`,
  resolvesTo: (addresses) => `resolves to ${addresses}`,
  doesNotResolve: 'does not resolve',
  relayTest: (outcome, from, to) =>
    `${{ refused: 'refused, as it should', accepted: 'ACCEPTED: an open relay', unclear: 'unclear' }[outcome]} (from <${from}> to <${to}>)`,
} satisfies OfferWords;
