/** The defaults and caps of asking DNS. */

/** Milliseconds for one question, all servers and tries together: two rounds of the usual 5 s of a stub resolver. */
export const DNS_TIMEOUT_MS = 10_000;
/** Times that each server is asked: a second datagram where the first was lost. */
export const DNS_TRIES = 2;
/** Bytes of an answer that we take as one datagram: with its headers it fits IPv6's smallest packet of 1280, and is never cut up. */
export const DNS_DATAGRAM_BYTES = 1232;
/** Questions on their way at the same time: what the DNS of a small router takes without loss. */
export const DNS_QUESTIONS_AT_ONCE = 16;
/** Names that one name may stand for one after the other (CNAME): where BIND gives up, too. */
export const MAX_DNS_ALIASES = 16;
/** Pointers followed for one name: it has 127 labels at most (RFC 1035 section 3.1), and each may stand elsewhere. */
export const MAX_DNS_POINTERS = 127;
/** Answers that a client keeps: bounds the memory of one that runs for long. */
export const DNS_KEPT_ANSWERS = 10_000;

/** Exchangers of a domain that are looked at, best first: the largest providers have about a dozen. */
export const MAX_EXCHANGERS = 32;
/** Addresses of an exchanger, or of a server for clients, that are looked at: each is connected to. Large providers have up to ten. */
export const MAX_HOST_ADDRESSES = 16;
/** SRV records of one service that are looked at: real domains have one or two. */
export const MAX_SERVICE_RECORDS = 16;
/** Names of an address in reverse that are looked at, as many as mail servers do (RFC 7208 section 4.6.4). */
export const MAX_REVERSE_NAMES = 10;
