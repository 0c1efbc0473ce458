import type { DaneMatch } from '../mail/types.js';

/** The words of what a mail service offers, and of what was found out about it besides, in one language. */
export interface OfferWords {
  /** Labels of rows. */
  readonly offerLabels: Readonly<
    Record<
      | 'origin'
      | 'answer'
      | 'earlier'
      | 'size'
      | 'loginClear'
      | 'loginTls'
      | 'limits'
      | 'holds'
      | 'priorities'
      | 'proxy'
      | 'masked'
      | 'unknown'
      | 'timestamp'
      | 'keeps'
      | 'wait'
      | 'program'
      | 'preauth'
      | 'identity'
      | 'scripts'
      | 'notify'
      | 'keyExchange'
      | 'chain'
      | 'versions'
      | 'dane'
      | 'names'
      | 'greetingName'
      | 'relayTest',
      string
    >
  >;
  /** `10 MiB (10,485,760 bytes)`; the first is empty where it would say nothing more. */
  readonly size: (human: string, bytes: number) => string;
  readonly noFixedSize: string;
  /** Nobody can log in there. */
  readonly noLogin: string;
  /** `user name and password as they are` (USER and PASS, LOGIN) */
  readonly plainLogin: string;
  /** How long a message may be held, and until when; either may be missing. */
  readonly futureRelease: (longestSeconds: number | null, until: string | null) => string;
  readonly deliverBy: (leastSeconds: number | null) => string;
  readonly priorities: (profile: string) => string;
  readonly keeps: (days: number | null, byUser: boolean) => string;
  readonly wait: (seconds: number, byUser: boolean) => string;
  readonly preauth: string;
  readonly redirects: (most: number) => string;
  readonly keyExchange: (name: string, bits: number) => string;
  /** `accepts TLSv1.2, TLSv1.3; not TLSv1`, and of which nothing is known. */
  readonly versions: (accepted: string, refused: string, unknown: string) => string;
  readonly daneOutcomes: Readonly<Record<'pass' | 'fail' | 'unusable' | 'none' | 'unknown', string>>;
  /** A record, and what became of it; null where there was nothing to compare it with. */
  readonly daneRecord: (record: string, match: DaneMatch | null) => string;
  readonly notValidated: string;
  readonly noReverseName: string;
  readonly unconfirmed: (names: string) => string;
  readonly resolvesTo: (addresses: string) => string;
  readonly doesNotResolve: string;
  readonly relayTest: (outcome: 'refused' | 'accepted' | 'unclear', from: string, to: string) => string;
}
