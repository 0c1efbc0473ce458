import type { MtaStsProblem } from '../../../mail/domain/mta-sts.js';
import type { CertificateState, MailWords } from '../../../report/mail-words.js';

const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

/** Why an exchanger has no address. */
const ADDRESS_PROBLEMS: Readonly<Record<string, string>> = {
  'no-such-name': 'there is no such name',
  'no-address': 'no address',
  failed: 'the resolver gave no answer',
  'null-mx': 'no mail (null MX)',
  'address-literal': 'an address, where a name must stand',
  'bad-name': 'no name of a host',
};

/** Why there is no policy of MTA-STS. */
const POLICY_PROBLEMS: Readonly<Record<MtaStsProblem, string>> = {
  'dns-failed': 'not known: the resolver gave no answer',
  'several-records': 'no policy: there are several records',
  'invalid-record': 'no policy: the record is none',
  unresolvable: 'no policy: the name of its host does not resolve',
  unreachable: 'no policy: its host cannot be reached',
  timeout: 'no policy: its host did not answer in time',
  stopped: 'not known: stopped',
  'tls-failed': 'no policy: its host speaks no TLS',
  certificate: "no policy: its host's certificate does not verify",
  redirected: 'no policy: its host leads elsewhere, where nobody may follow',
  'not-found': 'no policy: its host has no such page',
  'server-error': 'no policy: its host failed',
  'wrong-media-type': 'no policy: what its host has is no text/plain',
  'too-large': 'no policy: it is too large',
  'cut-off': 'no policy: the connection broke off',
  'invalid-line': 'no policy: a line of it has not the form of one',
  'invalid-version': 'no policy: it has no valid version',
  'invalid-mode': 'no policy: it has no valid mode',
  'invalid-max-age': 'no policy: it has no valid max_age',
  'invalid-mx': 'no policy: it has no valid mx',
};

const known = (words: Readonly<Record<string, string>>, word: string) =>
  Object.hasOwn(words, word) ? (words[word] as string) : word;

function certificateState(state: CertificateState): string {
  switch (state.kind) {
    case 'left':
      return plural(state.days, 'day left', 'days left');
    case 'expired':
      return state.days === 0 ? 'expired today' : `expired ${plural(state.days, 'day', 'days')} ago`;
    case 'not-yet-valid':
      return 'not yet valid';
    case 'other-name':
      return 'other name';
    case 'self-signed':
      return 'self-signed';
    case 'untrusted':
      return 'untrusted';
    case 'missing':
      return 'none';
    default:
      return 'unreadable';
  }
}

/** The report about mail services at a glance in English. */
export const mailEn = {
  comma: ', ',
  listComma: ', ',
  colon: ': ',
  aside: (text) => ` (${text})`,
  verdicts: {
    ready: 'ready',
    refused: 'closed',
    'timed-out': 'no answer',
    'network-blocks-port': 'blocked on the way',
    unreachable: 'unreachable',
    'not-asked': 'not asked',
    'no-greeting': 'no greeting',
    'closed-early': 'hung up',
    'temporarily-refused': 'busy',
    greylisted: 'greylisted',
    'rate-limited': 'rate limit',
    'blocked-by-policy': 'turned away',
    'tls-alert': 'TLS alert',
    'tls-failed': 'TLS failed',
    certificate: 'bad cert',
    'protocol-error': 'protocol error',
    'other-service': 'other service',
  },
  verdictTexts: {
    ready: 'it takes us as a client',
    refused: 'its host refuses the connection',
    'timed-out': 'it did not answer in time',
    'network-blocks-port':
      'several exchangers that have nothing to do with each other are silent: most likely the network that you are in lets nobody out to this port',
    unreachable: 'a router says that it cannot be reached',
    'not-asked': 'this machine could not ask',
    'no-greeting': 'it took the connection and did not say a whole greeting in time',
    'closed-early': 'it hung up before it had said what it offers',
    'temporarily-refused': 'it turns us away for now',
    greylisted: 'it turns us away for now, since it does not know us yet',
    'rate-limited': 'it turns us away for now, since we come too often',
    'blocked-by-policy': 'it turns us away by its policy',
    'tls-alert': 'it broke off the TLS handshake with an alert',
    'tls-failed': 'the TLS handshake came to nothing',
    certificate: 'it works, but clients that check its certificate turn away',
    'protocol-error': 'it answers something that its protocol does not know',
    'other-service': 'no service that mail clients or senders talk to',
  },
  earlier: (seconds, verdict) => `a first try ${seconds} s before: ${verdict}`,
  grades: { wrong: 'wrong', weak: 'weak', note: 'note' },
  gradeCounts: ({ wrong, weak, note }) =>
    [wrong > 0 ? `${wrong} wrong` : '', weak > 0 ? `${weak} weak` : '', note > 0 ? plural(note, 'note', 'notes') : '']
      .filter((part) => part !== '')
      .join(', '),
  gradeCount: (count, grade) => (grade === 'note' ? plural(count, 'note', 'notes') : `${count} ${grade}`),
  columns: {
    service: 'SERVICE',
    answer: 'ANSWER',
    product: 'PRODUCT',
    tls: 'TLS',
    certificate: 'CERT',
    login: 'LOGIN',
    findings: 'FINDINGS',
  },
  tlsStates: { none: 'none', refused: 'refused', failed: 'failed' },
  certificateState,
  certificateShort: (state) => {
    if (state.kind === 'expired') return 'expired';
    return state.kind === 'left' ? plural(state.days, 'day', 'days') : certificateState(state);
  },
  logins: { clear: 'clear', tls: 'TLS', none: 'none' },
  portsWithout: (verdict, ports) => `${verdict}: ${ports}`,
  hostsOf: (kind, domain) => `${kind === 'mx' ? 'Exchangers' : 'Services for clients'} of ${domain}`,
  exchangerOf: (domain, preference) => `exchanger of ${domain}, preference ${preference}`,
  implicitExchangerOf: (domain) => `takes the mail of ${domain}, which has no MX record`,
  namedFor: (services, domain) => `${services} of ${domain}`,
  total: (asked, ready, counts) =>
    `${plural(asked, 'service', 'services')} asked, ${ready} ready: ${counts === '' ? 'no findings' : counts}.`,
  mend: 'To mend it',
  seeAbove: (id) => `as for ${id} above.`,
  moreLines: (lines) => `… ${plural(lines, 'more line', 'more lines')}, --json has them`,
  moreEntries: (entries) => `… ${entries} more, --json has them`,
  noFindings: 'No findings: nothing wrong, nothing weak.',
  findingsTotal: (counts) => `Findings: ${counts}`,
  domain: {
    mail: 'mail goes to',
    mtaSts: 'MTA-STS',
    clients: 'for clients',
    kinds: {
      implicit: 'its own address, since it has no MX record',
      null: 'nobody: it takes no mail (null MX)',
      none: 'nobody: it has neither MX record nor address',
      'no-such-domain': 'nobody: there is no such domain',
      unknown: 'not known: the resolver gave no answer',
    },
    alias: (name) => `alias of ${name}`,
    omitted: (count) => `${count} more that ${count === 1 ? 'is' : 'are'} left out`,
    noAddress: (problem) => known(ADDRESS_PROBLEMS, problem),
    noMtaSts: 'none',
    mtaStsProblem: (problem) => known(POLICY_PROBLEMS, problem),
    policy: (mode, names, days) => `${mode}, for ${names === '' ? 'nobody' : names}, kept ${days} days`,
    notProvided: 'not provided',
    noClients: 'no SRV records',
  },
  transcriptOf: (place) => `What was said at ${place}`,
  speakers: { client: 'C:', server: 'S:', tls: 'TLS:' },
} satisfies MailWords;
