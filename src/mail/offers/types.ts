/** What mail services announce, read into data. */

/** Protocols of mail whose offers are read. */
export type MailProtocolName = 'smtp' | 'pop3' | 'imap' | 'sieve';

/** One capability as it was announced. */
export interface Capability {
  /** In upper case, such as `SIZE`. */
  readonly keyword: string;
  /** What stands behind the keyword, in the server's case. */
  readonly parameters: readonly string[];
  /** The line or word as it was announced. */
  readonly text: string;
}

/** What every mail service's offer has. */
interface OffersBase {
  /** Everything that was announced, in its order, what is not known included. */
  readonly capabilities: readonly Capability[];
  /** Capabilities that no standard and no vendor known to us names, as they were announced. */
  readonly unknown: readonly string[];
  /** Whether the connection can be upgraded to TLS (STARTTLS, STLS). */
  readonly startTls: boolean;
  /** Mechanisms to log in by, in upper case (SASL; RFC 4422), in the server's order; empty where there are none. */
  readonly auth: readonly string[];
}

/** What an SMTP server announces (RFC 5321 section 4.1.1.1). */
export interface SmtpOffers extends OffersBase {
  readonly protocol: 'smtp';
  /** Whether it understood EHLO, or only HELO. */
  readonly hello: 'EHLO' | 'HELO';
  /** How it calls itself in its reply; null where it does not. */
  readonly domain: string | null;
  /**
   * Bytes of the largest message that it takes (RFC 1870); 0 means that there is no fixed limit, null that it tells none. The
   * largest exact integer stands for what is larger.
   */
  readonly size: number | null;
  readonly pipelining: boolean;
  readonly eightBitMime: boolean;
  readonly smtpUtf8: boolean;
  readonly dsn: boolean;
  readonly chunking: boolean;
  readonly binaryMime: boolean;
  readonly etrn: boolean;
  readonly enhancedStatusCodes: boolean;
  readonly requireTls: boolean;
  /** Its limits by name, such as `{"RCPTMAX": "50"}` (RFC 9422); null where it does not tell any. */
  readonly limits: Readonly<Record<string, string>> | null;
  /** The profile of MT-PRIORITY, empty where none is named (RFC 6710); null where it is not offered. */
  readonly mtPriority: string | null;
  /** Seconds that a message may be held at most, and until when (ISO 8601; RFC 4865); null where it is not offered. */
  readonly futureRelease: { readonly maxIntervalSeconds: number | null; readonly maxDateTime: string | null } | null;
  /** Least seconds of DELIVERBY, 0 where no least is named (RFC 2852); null where it is not offered. */
  readonly deliverBy: number | null;
  /** Attributes that a client may override with XCLIENT; null where it is not offered. */
  readonly xclient: readonly string[] | null;
  /** Attributes of XFORWARD; null where it is not offered. */
  readonly xforward: readonly string[] | null;
  /** A line that a device on the way wrote over, such as `XXXXXXXA`, or a greeting of asterisks; null where there is none. */
  readonly masked: string | null;
}

/** What a POP3 server announces (RFC 2449). */
export interface Pop3Offers extends OffersBase {
  readonly protocol: 'pop3';
  /** Whether it knows CAPA. */
  readonly capa: boolean;
  /** The timestamp of its greeting, by which APOP works, such as `<1896.697170952@dbc.mtview.ca.us>`; null without one. */
  readonly apopTimestamp: string | null;
  /** Whether names and passwords may be sent as they are (USER and PASS). */
  readonly user: boolean;
  readonly top: boolean;
  readonly uidl: boolean;
  readonly respCodes: boolean;
  readonly authRespCode: boolean;
  readonly pipelining: boolean;
  readonly utf8: boolean;
  /** Days that messages are kept: a number, or `NEVER`; followed by `USER` where it differs by user. Null where not told. */
  readonly expire: { readonly days: number | 'NEVER'; readonly byUser: boolean } | null;
  /** Least seconds between two logins (RFC 2449 section 6.5); null where not told. */
  readonly loginDelay: { readonly seconds: number; readonly byUser: boolean } | null;
  readonly implementation: string | null;
}

/** What an IMAP server announces (RFC 9051 section 7.2.2). */
export interface ImapOffers extends OffersBase {
  readonly protocol: 'imap';
  /** How it greeted: `PREAUTH` needs no login, and so lets nobody into TLS any more. */
  readonly greeting: 'OK' | 'PREAUTH' | 'BYE' | null;
  /** Capabilities that stood in the greeting already; null where none did. */
  readonly inGreeting: readonly string[] | null;
  /** Versions, such as `IMAP4REV1`. */
  readonly versions: readonly string[];
  /** Whether LOGIN is refused as things are (RFC 9051 section 6.2.3). */
  readonly loginDisabled: boolean;
  readonly idle: boolean;
  readonly id: boolean;
  readonly saslIr: boolean;
  /** Fields of the answer to ID by name in lower case (RFC 2971); null where it was not asked or said nothing. */
  readonly identity: Readonly<Record<string, string>> | null;
}

/** What a ManageSieve server announces (RFC 5804 section 1.7). */
export interface SieveOffers extends OffersBase {
  readonly protocol: 'sieve';
  readonly implementation: string | null;
  /** Extensions of Sieve that scripts may use. */
  readonly extensions: readonly string[];
  /** Methods of notification. */
  readonly notify: readonly string[];
  readonly version: string | null;
  readonly maxRedirects: number | null;
  readonly language: string | null;
  readonly owner: string | null;
  readonly unauthenticate: boolean;
}

export type MailOffers = SmtpOffers | Pop3Offers | ImapOffers | SieveOffers;
