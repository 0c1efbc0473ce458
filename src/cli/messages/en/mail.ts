import type { CertificateState, MailWords } from '../../../report/mail-words.js';

const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

/** Why a name has no address, where the fixed word does not say it itself. */
const ADDRESS_PROBLEMS: Readonly<Record<string, string>> = {
  'no-such-name': 'there is no such name',
  'no-address': 'no address',
  'no-data': 'no address',
  failed: 'the resolver gave no answer',
};

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
    certificate: 'bad certificate',
    'protocol-error': 'protocol error',
    'other-service': 'no mail service',
  },
  verdictTexts: {
    ready: 'it takes us as a client',
    refused: 'its host refuses the connection',
    'timed-out': 'nothing answers',
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
    'other-service': 'no mail service answers here',
  },
  earlier: (seconds, verdict) => `a first try ${seconds} s before: ${verdict}`,
  grades: { wrong: 'wrong', weak: 'weak', note: 'note' },
  gradeCounts: ({ wrong, weak, note }) =>
    [wrong > 0 ? `${wrong} wrong` : '', weak > 0 ? `${weak} weak` : '', note > 0 ? plural(note, 'note', 'notes') : '']
      .filter((part) => part !== '')
      .join(' '),
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
  moreLines: (lines) => `(and ${lines} more; --json has them)`,
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
    noAddress: (problem) =>
      Object.hasOwn(ADDRESS_PROBLEMS, problem) ? (ADDRESS_PROBLEMS[problem] as string) : problem,
    noMtaSts: 'none',
    mtaStsProblem: (problem) => `announced, but there is no policy${problem === '' ? '' : ` (${problem})`}`,
    policy: (mode, names, days) => `${mode}, for ${names === '' ? 'nobody' : names}, kept ${days} days`,
    notProvided: 'not provided',
    noClients: 'no SRV records',
  },
  transcriptOf: (place) => `What was said at ${place}`,
  speakers: { client: 'C:', server: 'S:', tls: 'TLS:' },
} satisfies MailWords;
