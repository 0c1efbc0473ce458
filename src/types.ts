/** The nouns that cross the stages. Meanings follow the README's glossary; JSON output uses these names as they are. */

/** Transport protocols with port numbers in the IANA registry. */
export type Transport = 'tcp' | 'udp' | 'sctp' | 'dccp';

/** Languages of texts for people. Names of the registries are the same in both. */
export type Language = 'en' | 'zh-CN';

/** Highest port: the field has 16 bits (RFC 9293 section 3.1). */
export const LAST_PORT = 65_535;

/** Highest IP protocol number: the field has 8 bits (RFC 791 section 3.1). */
export const LAST_PROTOCOL = 255;

/** IP version. */
export type Family = 4 | 6;

/**
 * What one probe learned; a closed list.
 *
 * - `open`: the handshake completed with somebody other than ourselves
 * - `closed`: the target refused
 * - `filtered`: silence until the deadline, after the retries
 * - `unreachable`: a router or the target's network said no
 * - `unknown`: we failed (no descriptor, source port, buffer, permission or route here, or stopped early)
 */
export type ProbeState = 'open' | 'closed' | 'filtered' | 'unreachable' | 'unknown';

/** Every {@link ProbeState}, in the order in which output shows them. */
export const PROBE_STATES: readonly ProbeState[] = ['open', 'closed', 'filtered', 'unreachable', 'unknown'];

/** How serious a finding of the mail probe can be, the gravest first. */
export const FINDING_GRADES = ['wrong', 'weak', 'note'] as const;

/**
 * Something that a host does beside what its ports do.
 *
 * - `absent`: no sign of life; its ports were not asked
 * - `refusals-limited`: it limits how often it refuses, so that silence does not mean a filter
 * - `went-silent`: it answered and does so no more, as after too many questions
 * - `answers-again`: it does again, and is asked more slowly
 * - `accepts-everything`: every port accepts, as a tarpit or a middlebox in front of it does
 */
export type HostRemark = 'absent' | 'refusals-limited' | 'went-silent' | 'answers-again' | 'accepts-everything';

/** One address to ask, and the target it came from. */
export interface Host {
  /** What the user wrote: a name, an address, a range. */
  readonly target: string;
  /** The address in canonical text form, with its zone if it has one. */
  readonly address: string;
  readonly family: Family;
}

/** A rule that matched and the text it matched, so that a conclusion can be checked. */
export interface Evidence {
  /** Rule id, such as `smtp/postfix`, or `registry/tcp/25` for a guess from the port number. */
  readonly rule: string;
  /** The bytes that matched, as text. */
  readonly text: string;
}

/** How a service's name was found. `port` is a guess, the others are identifications. */
export type ServiceMethod = 'port' | 'banner' | 'probe';

/** What runs on an open port, as far as it is known. */
export interface Service {
  /** Service name (IANA's where it has one), such as `smtp`. */
  readonly name: string;
  readonly method: ServiceMethod;
  /** 0 to 1: how much the evidence supports the name. */
  readonly confidence: number;
  readonly product: string | null;
  readonly vendor: string | null;
  readonly version: string | null;
  /** Host name that the server announced. */
  readonly hostname: string | null;
  /** Operating system that the server announced. */
  readonly os: string | null;
  /** CPE 2.3 name without version, where it is certain. */
  readonly cpe: string | null;
  /** Further facts by name, such as `{"protocolVersion": "3.8"}` or `{"title": "Welcome"}`; empty where there are none. */
  readonly extra: Readonly<Record<string, string>>;
  readonly evidence: readonly Evidence[];
}

/** What a TLS handshake showed. A certificate's faults are recorded here; they never end a probe. */
export interface TlsSummary {
  /** Negotiated version, such as `TLSv1.3`. */
  readonly version: string | null;
  readonly cipher: string | null;
  readonly alpn: string | null;
  /** Whether the chain verifies against the system's roots and the certificate matches the name asked for. */
  readonly authorized: boolean;
  /** Node's code for why it does not, such as `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly authorizationError: string | null;
  /** OpenSSL's code for why the chain does not verify, whatever the name, such as `CERT_HAS_EXPIRED`; null where it does. */
  readonly chainError: string | null;
  /** Whether the certificate is for the name asked for; null where there is none. */
  readonly matchesName: boolean | null;
  /** By what the keys were agreed upon, such as `{"name": "X25519", "bits": 253}`; null where that is the certificate's own key. */
  readonly keyExchange: { readonly name: string; readonly bits: number } | null;
  readonly certificate: CertificateSummary | null;
  /** The further certificates that the server sent, in its order; left out in scans. */
  readonly chain?: readonly CertificateSummary[];
}

/** The public key of a certificate. */
export interface CertificateKey {
  /** `rsa`, `ec`, `ed25519`, or another of Node's names. */
  readonly type: string;
  /** Length of an RSA or DSA key; null where the curve tells it. */
  readonly bits: number | null;
  /** Curve of an `ec` key, such as `prime256v1`; null for others. */
  readonly curve: string | null;
}

/** The parts of a server certificate that people ask for. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and IP addresses of the subjectAltName extension. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly validFrom: string;
  /** ISO 8601. */
  readonly validTo: string;
  /** Lower-case hexadecimal digits. */
  readonly serialNumber: string;
  /** The server's public key; null where it is of no known kind. */
  readonly key: CertificateKey | null;
  /** How the issuer signed, such as `sha256WithRSAEncryption`; the identifier's bytes in hexadecimal where they have no name here. */
  readonly signatureAlgorithm: string | null;
  /** SHA-256 of the DER encoding, hexadecimal. */
  readonly fingerprint: string;
}
