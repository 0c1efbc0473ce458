/** Types of records that are asked for. */
export type DnsType = 'A' | 'AAAA' | 'MX' | 'SRV' | 'TLSA' | 'TXT' | 'PTR' | 'CNAME';

/**
 * One record. Names are in lower case, without the dot at the end; the root is `.`. What no host name has in it is escaped as in
 * zone files (RFC 4343 section 2.1): a dot inside a label is `\.`, a byte that cannot be printed `\` and three decimal digits.
 */
export type DnsRecord =
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'AAAA'; readonly address: string }
  | { readonly type: 'MX'; readonly preference: number; readonly exchange: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
  | {
      readonly type: 'TLSA';
      readonly usage: number;
      readonly selector: number;
      readonly matchingType: number;
      /** Lower-case hexadecimal digits. */
      readonly data: string;
    }
  /** The strings of one record joined, one character a byte (Latin-1). */
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'PTR'; readonly name: string }
  | { readonly type: 'CNAME'; readonly target: string };

/** The record of one type. */
export type DnsRecordOf<Type extends DnsType> = Extract<DnsRecord, { readonly type: Type }>;

/**
 * Why there is no answer.
 *
 * - `timeout`: no server answered in time
 * - `servfail`: the server could not find out, or what it found fails its validation (DNSSEC)
 * - `refused`: the server does not answer us, or not such questions
 * - `formerr`: the server does not understand the question
 * - `bad-reply`: what came is no answer to the question, or is malformed
 * - `truncated`: the answer is too long for a datagram, and could not be had over TCP
 * - `no-server`: nothing answers at the server's address, or no server is known
 * - `not-sent`: this machine could not ask: no descriptor, no route
 * - `stopped`: the signal was aborted
 * - `bad-name`: no DNS name can be like this; nobody was asked
 */
export type DnsFailure =
  | 'timeout'
  | 'servfail'
  | 'refused'
  | 'formerr'
  | 'bad-reply'
  | 'truncated'
  | 'no-server'
  | 'not-sent'
  | 'stopped'
  | 'bad-name';

export interface DnsAnswer {
  /**
   * `answer`: there are records. `no-data`: the name has none of this type. `no-such-name`: there is no such name, nor any below
   * it. `failed`: nobody knows.
   */
  readonly outcome: 'answer' | 'no-data' | 'no-such-name' | 'failed';
  /** Why it failed; null where it did not. */
  readonly reason: DnsFailure | null;
  /** Of the type that was asked for, without repetition, in the server's order. Empty unless the outcome is `answer`. */
  readonly records: readonly DnsRecord[];
  /**
   * Whether the server vouches for the answer (the AD bit, RFC 4035 section 3.2.3). That is worth as much as the way to the
   * server: a resolver on this machine can be believed, one across the network only where nobody can change what it says.
   */
  readonly validated: boolean;
  /** Names that the one asked for stands for (CNAME), one after the other; left out where there are none. */
  readonly aliases?: readonly string[];
}

/** A DNS server by its address. */
export interface DnsServer {
  /** IPv4 or IPv6 address, with its zone if it has one. */
  readonly address: string;
  readonly port: number;
}

/** Asks questions of DNS. */
export interface DnsClient {
  /**
   * Never rejects. The same question is asked once a run: who asks again gets the first answer, unless it failed.
   *
   * @param name - With or without a dot at the end, in Unicode or ASCII; underscores are allowed.
   */
  query(name: string, type: DnsType): Promise<DnsAnswer>;
}

/** The records of one type of an answer. */
export function recordsOf<Type extends DnsType>(answer: DnsAnswer, type: Type): DnsRecordOf<Type>[] {
  return answer.records.filter((record): record is DnsRecordOf<Type> => record.type === type);
}
