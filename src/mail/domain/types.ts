/** What DNS says of a domain's mail: plain data. */

/** A policy of MTA-STS (RFC 8461 section 3.2). */
export interface MtaStsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Names of exchangers, in lower case; `*.` stands for one label. */
  readonly mx: readonly string[];
  readonly maxAgeSeconds: number;
}

/** What MTA-STS of a domain comes to. */
export interface MtaStsReport {
  /** The id of the TXT record at `_mta-sts`; null where there is none. */
  readonly id: string | null;
  readonly policy: MtaStsPolicy | null;
  /** Why there is no policy although there is a record, in a short fixed word such as `not-found`; null where there is none to tell. */
  readonly problem: string | null;
}

/** What DNS says of the name of a host that a record leads to. */
export interface NamedHost {
  readonly addresses: readonly string[];
  /** How many further addresses it has, which nobody looks at. */
  readonly omittedAddresses: number;
  /**
   * The name that its own stands for (CNAME), which RFC 2181 section 10.3 forbids of exchangers and RFC 2782 of services; null
   * where there is none.
   */
  readonly alias: string | null;
  /** Why it has no address, in a short fixed word such as `no-such-name`; null where it has some. */
  readonly problem: string | null;
}

/** One exchanger of a domain. */
export interface Exchanger extends NamedHost {
  /** In lower case, without the dot at the end. */
  readonly name: string;
  /** Lower comes first; 0 for an implicit one. */
  readonly preference: number;
}

/** Where the mail of a domain goes (RFC 5321 section 5.1, RFC 7505). */
export interface MailExchange {
  /**
   * `mx`: to the exchangers of its MX records. `implicit`: it has none, and its own address takes it. `null`: it takes no
   * mail. `none`: it has neither. `no-such-domain`: there is no such domain. `unknown`: the resolver gave no answer.
   */
  readonly kind: 'mx' | 'implicit' | 'null' | 'none' | 'no-such-domain' | 'unknown';
  /** In the order in which a sender tries them; those of equal preference by name. */
  readonly exchangers: readonly Exchanger[];
  /** How many further exchangers there are, the least preferred, which nobody looks at. */
  readonly omitted: number;
  /** Whether the resolver vouches for the answer (the AD bit). */
  readonly validated: boolean;
}

/**
 * A service for those who have an account, by SRV record (RFC 6186, RFC 8314 section 5.1, RFC 5804 section 1.8), and the host that
 * it leads to: without addresses and without problem where the service is not there.
 */
export interface ClientService extends NamedHost {
  readonly service: 'submission' | 'submissions' | 'imap' | 'imaps' | 'pop3' | 'pop3s' | 'sieve';
  readonly priority: number;
  readonly weight: number;
  /** Null where the record says that the service is not there (target `.`). */
  readonly target: string | null;
  readonly port: number;
}

/** What DNS says of a domain's mail. */
export interface DomainFacts {
  readonly domain: string;
  /** Null where it was not asked for. */
  readonly mail: MailExchange | null;
  /** Null where they were not asked for, or DNS gave no answer about any. */
  readonly clientServices: readonly ClientService[] | null;
  /** Services about which DNS gave no answer: that they are not among the others means nothing. Empty where none was asked for. */
  readonly unansweredServices: readonly ClientService['service'][];
  /** How many further SRV records there are, the last to be tried of their services, which nobody looks at. */
  readonly omittedServices: number;
  /** Null where it was not asked for. */
  readonly mtaSts: MtaStsReport | null;
}

/** For which domain a service was asked, and by which record. */
export interface ServiceOrigin {
  readonly domain: string;
  readonly kind: 'mx' | 'srv';
  /** Name of the exchanger, or target of the SRV record. */
  readonly name: string;
  /** Preference of the MX, or priority of the SRV record. */
  readonly preference: number;
  /** Such as `imaps`; null for an exchanger. */
  readonly service: ClientService['service'] | null;
}
