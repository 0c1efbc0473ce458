/** Defaults and caps of the mail probe, each with its unit and the reason for its value. */

/** Certificates of a chain that are kept: real ones have two to five. OpenSSL itself takes no chain above 100 kB. */
export const MAX_CHAIN_CERTIFICATES = 32;
/** Bytes of a file of authorities at most. The bundles of systems have a quarter of a megabyte. */
export const MAX_AUTHORITIES_BYTES = 4_194_304;
/** Contexts of TLS that are kept, for each set of roots: one for each version that may be asked for. */
export const MAX_KEPT_CONTEXTS = 16;
/** TLSA records that are judged; more than anybody publishes while keys are exchanged. */
export const MAX_TLSA_RECORDS = 64;
/** Bytes of an MTA-STS policy at most, as RFC 8461 section 3.3 suggests. */
export const MAX_POLICY_BYTES = 65_536;
/** Milliseconds until a policy counts as unreachable. RFC 8461 section 3.3 suggests a minute to senders, whose mail can wait; people do not. */
export const POLICY_TIMEOUT_MS = 10_000;
/** Longest `max_age` of a policy in seconds: a year (RFC 8461 section 3.2). */
export const MAX_POLICY_AGE_SECONDS = 31_557_600;
