/** What is known of a mail service: plain data. */
import type { Exchange, StartTlsOutcome } from '../protocols/types.js';
import type { Service, TlsSummary } from '../types.js';
import type { MtaStsReport, ServiceOrigin } from './domain/types.js';
import type { MailOffers, MailProtocolName } from './offers/types.js';

export type { Exchange } from '../protocols/types.js';

/**
 * What a mail service is for.
 *
 * - `relay`: takes mail for its domains from anybody (port 25)
 * - `submission`: takes mail from those who log in (ports 587 and 465; RFC 6409, RFC 8314)
 * - `retrieval`: hands out mail to those who log in (POP3, IMAP)
 * - `filters`: manages their filters (ManageSieve, RFC 5804)
 */
export type MailRole = 'relay' | 'submission' | 'retrieval' | 'filters';

/**
 * What came of talking to one service, each cause by itself.
 *
 * - `ready`: it took us as a client
 * - `refused`: its host refused the connection
 * - `timed-out`: silence until the deadline: of the connect in the phase `connect`, in the middle of the talk in a later one
 * - `network-blocks-port`: the same at several exchangers that have nothing to do with each other: most likely the network
 *   that we are in lets nobody out to port 25
 * - `unreachable`: a router said no
 * - `not-asked`: this machine could not ask
 * - `no-greeting`: it took the connection and did not say a whole greeting in time
 * - `closed-early`: it hung up before it had said what it offers
 * - `temporarily-refused`: 421 or another 4yz, `[SYS/TEMP]`, `[UNAVAILABLE]`
 * - `greylisted`: the same, and it says that it is because it does not know us yet
 * - `rate-limited`: the same, and it says that we come too often
 * - `blocked-by-policy`: 554, 521 or another 5yz as greeting or for our EHLO, `-ERR`, `* BYE`
 * - `tls-alert`: it broke off the handshake with an alert
 * - `tls-failed`: the handshake came to nothing for another reason
 * - `certificate`: it works, but a client that verifies, as it must here, turns away
 * - `protocol-error`: it answered something that its protocol does not know
 * - `other-service`: no mail service answers here
 */
export type VerdictCode =
  | 'ready'
  | 'refused'
  | 'timed-out'
  | 'network-blocks-port'
  | 'unreachable'
  | 'not-asked'
  | 'no-greeting'
  | 'closed-early'
  | 'temporarily-refused'
  | 'greylisted'
  | 'rate-limited'
  | 'blocked-by-policy'
  | 'tls-alert'
  | 'tls-failed'
  | 'certificate'
  | 'protocol-error'
  | 'other-service';

/** Where in the talk it was decided. */
export type VerdictPhase = 'connect' | 'greeting' | 'capabilities' | 'tls' | 'done';

export interface Verdict {
  readonly code: VerdictCode;
  readonly phase: VerdictPhase;
  /** The line, the alert or the reason that it rests on; null where there is nothing to cite. */
  readonly evidence: string | null;
  /** A first try that came to something that passes by itself, and how long after it this one was made; null without one. */
  readonly earlier: { readonly code: VerdictCode; readonly evidence: string | null; readonly afterMs: number } | null;
}

/** Versions of TLS that are tried. */
export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Which versions a server accepts, by trying: true or false, null where a try came to nothing (no answer, 421). */
export type TlsVersions = Readonly<Record<TlsVersion, boolean | null>>;

/** How serious a finding is: `wrong` breaks or exposes something, `weak` could be better, `note` is worth knowing. */
export type FindingGrade = 'wrong' | 'weak' | 'note';

/** What a rule found: the rest (sentence, how to mend it, sources) stands in the reference under the id. */
export interface FoundFault {
  /** Stable, such as `smtp-auth-in-clear`. */
  readonly id: string;
  /** What was said or seen, a line each, as it was. At least one. */
  readonly evidence: readonly string[];
}

/** A finding as it is told. */
export interface Finding extends FoundFault {
  readonly grade: FindingGrade;
  /** What it means, in one sentence, in the language asked for. */
  readonly sentence: string;
  /** How to mend it, in the language asked for. */
  readonly mend: string;
  /** Such as `RFC 8314 section 4.1`. */
  readonly references: readonly string[];
}

/** What the names of a service's address and of its greeting come to, as far as DNS was asked. */
export interface NameFacts {
  /** Names that the address has in reverse (PTR). */
  readonly reverseNames: readonly string[];
  /** Those of them that lead back to the address. */
  readonly confirmedNames: readonly string[];
  /** How many further names the address has, which nobody looks at. */
  readonly omittedNames: number;
  /** Addresses of the name in the greeting; null where the greeting names none, or the resolver gave no answer. */
  readonly greetingAddresses: readonly string[] | null;
}

/** A TLSA record (RFC 6698 section 2.1) in numbers and lower-case hexadecimal digits. */
export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  readonly data: string;
}

/**
 * What became of a TLSA record that was held against what a server sent.
 *
 * - `match`, `mismatch`: it fits, or it does not
 * - `other-name`: it fits an authority that vouches for the server's certificate, which is for none of the names (RFC 7672
 *   section 3.2.2), whatever its dates
 * - `not-valid-now`: it fits such an authority, and the server's certificate has expired or is not yet valid
 * - `not-sent`: it is a digest of an authority, and the one that issued the server's certificate was not sent, which may be the
 *   one that is meant, or lead to it (RFC 7671 sections 5.2.2 and 5.2.3)
 * - `unusable`: mail does nothing with it (RFC 7672 section 3.1.3)
 *
 * Only with `match` clients are content.
 */
export type DaneMatch = 'match' | 'mismatch' | 'other-name' | 'not-valid-now' | 'not-sent' | 'unusable';

/** What the TLSA records of a service come to. */
export interface DaneReport {
  /** Where they stand, such as `_25._tcp.mail.example.org`. */
  readonly name: string;
  readonly records: readonly TlsaRecord[];
  /** Whether the resolver vouches for them (the AD bit): without, clients leave them aside (RFC 7672 section 2.2). */
  readonly validated: boolean;
  /** What became of each record, in their order; empty where there was nothing to compare them with. */
  readonly matches: readonly DaneMatch[];
  /**
   * `pass`: a usable record matches. `fail`: none of the usable ones does, or only by a weaker digest than others have (RFC 7671
   * section 9). `unusable`: there is none that can be used for mail
   * (RFC 7672 section 3.1). `none`: there are no records. `unknown`: the resolver did not answer, or there was no certificate.
   */
  readonly outcome: 'pass' | 'fail' | 'unusable' | 'none' | 'unknown';
}

/** The answer to the question whether a server takes mail from anybody to anybody. */
export interface RelayTest {
  /** `refused`: as it should be. `accepted`: an open relay. `unclear`: a 4yz, a refusal for the sake of an address, or the talk broke off. */
  readonly outcome: 'refused' | 'accepted' | 'unclear';
  readonly from: string;
  readonly to: string;
  /** The reply to RCPT TO, or the one that ended it before. */
  readonly reply: string;
}

/** All that is known of one mail service: what rules judge. */
export interface MailFacts {
  /** What it was asked as: a host name or an address. */
  readonly name: string;
  readonly address: string;
  /** Whether it was asked from the same address, as on its own machine: some servers trust who does. */
  readonly isOwnAddress: boolean;
  readonly port: number;
  /** By which record of a domain it was asked; null where it was named by itself. */
  readonly origin: ServiceOrigin | null;
  readonly protocol: MailProtocolName;
  readonly role: MailRole;
  /** Whether TLS was spoken from the first byte. */
  readonly secure: boolean;
  /** The whole greeting, one character a byte. */
  readonly greeting: string;
  readonly verdict: Verdict;
  readonly service: Service | null;
  readonly exchanges: readonly Exchange[];
  readonly startTls: StartTlsOutcome;
  /** What it announced first: inside TLS where that came first. */
  readonly offers: MailOffers | null;
  /** What it announced after the upgrade to TLS. */
  readonly secureOffers: MailOffers | null;
  readonly tls: TlsSummary | null;
  /** Null where versions were not tried. */
  readonly tlsVersions: TlsVersions | null;
  /** Clear text behind the go-ahead for TLS; empty where there was none. */
  readonly injected: string;
  /** Null where DNS was not asked, or gave no answer. */
  readonly names: NameFacts | null;
  /** Null where DNS was not asked. */
  readonly dane: DaneReport | null;
  /** Of the domain whose exchanger it is; null where it is none, or DNS was not asked. */
  readonly mtaSts: MtaStsReport | null;
  /** Null where it was not asked for. */
  readonly relayTest: RelayTest | null;
  /** When it was asked. */
  readonly at: Date;
}
