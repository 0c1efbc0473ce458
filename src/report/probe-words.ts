import type { Service } from '../types.js';
import type { MailWords } from './mail-words.js';
import type { OfferWords } from './offer-words.js';
import type { FactWords } from './service-facts.js';
import type { StateWords } from './state-words.js';

/** The words of the report, in one language. */
export interface ProbeWords extends StateWords, FactWords, MailWords, OfferWords {
  readonly greeting: string;
  readonly nothingSaid: string;
  /** `(1,234 more characters, see --json)` */
  readonly more: (characters: number) => string;
  /** Why the greeting is not whole. */
  readonly cut: Readonly<Record<'timeout' | 'closed' | 'too-long' | 'failed' | 'stopped', string>>;
  readonly service: string;
  readonly product: string;
  readonly hostname: string;
  readonly os: string;
  readonly evidence: string;
  readonly offers: string;
  readonly offersSecure: string;
  /** The same as before, but for what came and what went; either may be empty. */
  readonly sameOffers: (gained: string, lost: string) => string;
  readonly startTls: string;
  readonly startTlsOutcomes: Readonly<Record<'not-offered' | 'refused' | 'failed' | 'done', string>>;
  readonly tls: string;
  readonly certificate: string;
  /** The certificate's key, such as `ec prime256v1` or `rsa 2048`, and how it was signed, where that is known. */
  readonly key: (key: string, signature: string | null) => string;
  /** Who has signed the certificate. */
  readonly issuer: (name: string) => string;
  readonly trusted: string;
  /** Trusted, but asked for by an address, so that nobody knows whether it is for the right name. */
  readonly nameUnchecked: string;
  readonly untrusted: (reason: string) => string;
  readonly valid: (from: string, to: string) => string;
  /** What the issuer looked into beyond the name itself. */
  readonly validations: Readonly<Record<'organization' | 'individual' | 'extended', string>>;
  /** An OCSP response came along: what it says, and until which day that is good. */
  readonly stapled: (status: 'good' | 'revoked' | 'unknown' | null, until: string | null) => string;
  /** The certificate demands such a response, and none came. */
  readonly unstapled: string;
  /** The TLSA record that the service's key needs. */
  readonly tlsaNeeded: (record: string) => string;
  /** What goes before the line about a service that nobody knows. */
  readonly unrecognized: string;
  readonly injected: string;
  readonly refusesUs: string;
  /** A service's name, how it was found and how sure that is: `smtp, by its greeting (95 %)`. */
  readonly identified: (name: string, method: Service['method'], percent: number) => string;
  /** `bytes 0-38 of the greeting: "220 …" (rule smtp/postfix)` */
  readonly evidenceText: (rule: string, text: string, bytes: string | null) => string;
}
