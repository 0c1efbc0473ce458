/** Defaults and caps of the mail probe, each with its unit and the reason for its value. */

/** Certificates of a chain that are kept: real ones have two to five. OpenSSL itself takes no chain above 100 kB. */
export const MAX_CHAIN_CERTIFICATES = 32;
/** TLSA records that hold a whole certificate or key, of which the content is tried as an authority that was not sent: real services have one. */
export const MAX_PUBLISHED_ANCHORS = 32;
/** Bytes of a file of authorities at most. The bundles of systems have a quarter of a megabyte. */
export const MAX_AUTHORITIES_BYTES = 4_194_304;
/** Contexts of TLS that are kept, for each set of roots: one for each version that may be asked for. */
export const MAX_KEPT_CONTEXTS = 16;
/** Bytes of an MTA-STS policy at most, as RFC 8461 section 3.3 suggests. */
export const MAX_POLICY_BYTES = 65_536;
/** Milliseconds until a policy counts as unreachable. RFC 8461 section 3.3 suggests a minute to senders, whose mail can wait; people do not. */
export const POLICY_TIMEOUT_MS = 10_000;
/** Longest `max_age` of a policy in seconds: a year (RFC 8461 section 3.2). */
export const MAX_POLICY_AGE_SECONDS = 31_557_600;

/** Characters of what a server said that a verdict cites: some lines, while a whole reply stays in the transcript. */
export const MAX_EVIDENCE_CHARACTERS = 400;
/** Fields of the answer to ID at most, as RFC 2971 section 3.3 allows. */
export const MAX_ID_FIELDS = 30;
/** Characters of one field of it at most (RFC 2971 section 3.3). */
export const MAX_ID_VALUE_CHARACTERS = 1024;
/** Addresses at port 25 that must be silent, at least, before our own network is held to block it: two may both be down. */
export const BLOCKED_PORT_ADDRESSES = 3;
/** Characters of an address of mail at most: 256 of a path, less its angle brackets (RFC 5321 section 4.5.3.1.3). */
export const MAX_MAIL_ADDRESS_CHARACTERS = 254;
/** Milliseconds that a certificate is valid still, from which it is told: 14 days. What renews by itself does so a month before the end, or sooner. */
export const CERTIFICATE_EXPIRES_SOON_MS = 1_209_600_000;
/** Milliseconds that a short-lived certificate lasts in all: 7 days (CA/Browser Forum's Baseline Requirements, section 1.6.1, from 2026-03-15). */
export const SHORT_LIVED_CERTIFICATE_MS = 604_800_000;
/** Share of its life that such a one has left at least while it is renewed in time: clients renew at half of it. */
export const SHORT_LIVED_RENEWAL_SHARE = 1 / 3;
/** Bits of a key of RSA or DSA at least (RFC 9325 section 4.5). */
export const LEAST_RSA_BITS = 2048;
/** Bits of a curve at least that are worth as much as 2048 of RSA (RFC 9325 section 4.5). */
export const LEAST_EC_BITS = 224;
/** Bits of a finite field at least in which keys are agreed upon (RFC 9325 section 4.5). */
export const LEAST_DH_BITS = 2048;
/** Milliseconds after which the next address of a policy's host is tried beside a silent one: four times what RFC 8305 has for pages. */
export const POLICY_ADDRESS_PAUSE_MS = 1000;
/** Domains that are asked for at the same time: their questions share the resolver, their policies the line. */
export const DOMAINS_AT_ONCE = 8;
