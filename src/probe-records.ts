/** What a probe tells, record by record. */
import type { DomainFacts, ServiceOrigin } from './mail/domain/types.js';
import type { MailOffers } from './mail/offers/types.js';
import type { DaneReport, Finding, MailRole, NameFacts, RelayTest, TlsVersions, Verdict } from './mail/types.js';
import type { TranscriptEntry } from './net/converse.js';
import type { StartTlsOutcome } from './protocols/types.js';
import type { FailureRecord, ResultRecord } from './records.js';

/** What a patient probe of one service found. */
export interface ProbeRecord extends Omit<ResultRecord, 'type'> {
  readonly type: 'probe';
  /** Whether TLS was spoken from the first byte. */
  readonly secure: boolean;
  /** Whether the server took us as a client; null where no conversation was held. */
  readonly ready: boolean | null;
  /** What the server announced at first, in its own order and case. */
  readonly capabilities: readonly string[] | null;
  /** What it announced after the upgrade to TLS. */
  readonly secureCapabilities: readonly string[] | null;
  readonly startTls: StartTlsOutcome | null;
  /** Clear text behind the server's go-ahead for TLS (RFC 3207 section 4.2); null where there was none. */
  readonly injected: string | null;
  /** What came of it, and where that was decided. */
  readonly verdict: Verdict;
  /** What the service is for; null for a service that is none of mail. */
  readonly role: MailRole | null;
  /** The capabilities, read: inside TLS where that came first. Null where there are none to read. */
  readonly offers: MailOffers | null;
  /** Those after the upgrade to TLS. */
  readonly secureOffers: MailOffers | null;
  /** Which versions of TLS are accepted; null where they were not tried. */
  readonly tlsVersions: TlsVersions | null;
  /** Names of the address and address of the names; null where DNS was not asked. */
  readonly names: NameFacts | null;
  /** Null where DNS was not asked. */
  readonly dane: DaneReport | null;
  /** Null where it was not asked for. */
  readonly relayTest: RelayTest | null;
  /** For which domain it was asked, and by which record; null where it was given by itself. */
  readonly origin: ServiceOrigin | null;
  /** What is wrong, weak or worth knowing, the gravest first. */
  readonly findings: readonly Finding[];
  /** Everything that was said, over all connections. */
  readonly transcript: readonly TranscriptEntry[];
}

/** What DNS says of a domain's mail, and what is to be said of it. Comes before its services. */
export interface DomainRecord extends DomainFacts {
  readonly type: 'domain';
  readonly findings: readonly Finding[];
}

/** What is to be said of the services of a host together. Comes behind the last of them, where several were asked. */
export interface MailHostRecord {
  readonly type: 'mail-host';
  readonly target: string;
  readonly address: string;
  readonly findings: readonly Finding[];
}

export type ProbeStreamRecord = ProbeRecord | DomainRecord | MailHostRecord | FailureRecord;
