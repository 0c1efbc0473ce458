import type { FindingGrade, VerdictCode } from '../mail/types.js';

/** How many findings there are of each grade. */
export type GradeCounts = Readonly<Record<FindingGrade, number>>;

/** How much of a certificate's time is left, in whole days, or what is wrong with it. The gravest of several is told. */
export type CertificateState =
  | { readonly kind: 'expired' | 'left'; readonly days: number }
  | { readonly kind: 'not-yet-valid' | 'other-name' | 'self-signed' | 'untrusted' | 'missing' | 'unreadable' };

/** The words of the report about mail services at a glance, in one language. */
export interface MailWords {
  /** Between parts of a sentence. */
  readonly comma: string;
  /** Between entries of a list. */
  readonly listComma: string;
  readonly colon: string;
  /** Text in parentheses behind other text, with the blank that stands before them where there is one. */
  readonly aside: (text: string) => string;
  /** A verdict in a word or two. */
  readonly verdicts: Readonly<Record<VerdictCode, string>>;
  /** A verdict in a sentence. */
  readonly verdictTexts: Readonly<Record<VerdictCode, string>>;
  /** What a first try came to, which a later one did not, or did again. */
  readonly earlier: (seconds: string, verdict: string) => string;
  readonly grades: Readonly<Record<FindingGrade, string>>;
  /** `1 wrong, 3 notes`, without those that there are none of. */
  readonly gradeCounts: (counts: GradeCounts) => string;
  /** How many of one grade: `3 notes`. */
  readonly gradeCount: (count: number, grade: FindingGrade) => string;
  /** Headings of the table. */
  readonly columns: Readonly<
    Record<'service' | 'answer' | 'product' | 'tls' | 'certificate' | 'login' | 'findings', string>
  >;
  /** What came of TLS where it is not there. */
  readonly tlsStates: Readonly<Record<'none' | 'refused' | 'failed', string>>;
  readonly certificateState: (state: CertificateState) => string;
  /** The same in as few columns as can be: `62 days`, `expired`. */
  readonly certificateShort: (state: CertificateState) => string;
  /** Where a password, or another proof, can be sent. */
  readonly logins: Readonly<Record<'clear' | 'tls' | 'none', string>>;
  /** Ports that are not open, by what became of them: `closed: 110, 4190` */
  readonly portsWithout: (verdict: string, ports: string) => string;
  /** Heading of services on several hosts, as DNS names them for a domain. */
  readonly hostsOf: (kind: 'mx' | 'srv', domain: string) => string;
  /** For which domain a host was asked. */
  readonly exchangerOf: (domain: string, preference: number) => string;
  readonly implicitExchangerOf: (domain: string) => string;
  readonly namedFor: (services: string, domain: string) => string;
  /** What all came to, where there were several hosts: services that were asked, those that were ready, findings. */
  readonly total: (asked: number, ready: number, counts: string) => string;
  /** What goes before the advice how to mend a finding. */
  readonly mend: string;
  /** Instead of advice that was given already, for the finding with this id. */
  readonly seeAbove: (id: string) => string;
  /** `… 3 more lines, --json has them` */
  readonly moreLines: (lines: number) => string;
  /** The same of entries of a list. */
  readonly moreEntries: (entries: number) => string;
  readonly noFindings: string;
  /** Heading of the findings, with their counts. */
  readonly findingsTotal: (counts: string) => string;
  readonly domain: DomainWords;
  /** Heading of what was said to and by a service. */
  readonly transcriptOf: (place: string) => string;
  /** Marks of who said a line. */
  readonly speakers: Readonly<Record<'client' | 'server' | 'tls', string>>;
}

/** The words of what DNS says of a domain's mail. */
export interface DomainWords {
  readonly mail: string;
  readonly mtaSts: string;
  readonly clients: string;
  /** What becomes of mail to a domain that has no exchangers of its own. */
  readonly kinds: Readonly<Record<'implicit' | 'null' | 'none' | 'no-such-domain' | 'unknown', string>>;
  /** The name is another's (CNAME). */
  readonly alias: (name: string) => string;
  /** How many more there are, which nobody looked at. */
  readonly omitted: (count: number) => string;
  /** Why a host has no address, by the fixed word for it. */
  readonly noAddress: (problem: string) => string;
  readonly noMtaSts: string;
  /** Why there is no policy, by the fixed word for it. */
  readonly mtaStsProblem: (problem: string) => string;
  /** `enforce, for mx.example.org, kept 7 days` */
  readonly policy: (mode: 'enforce' | 'testing' | 'none', names: string, days: string) => string;
  readonly notProvided: string;
  readonly noClients: string;
}
