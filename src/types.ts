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
  /** What else the handshake told; left out in scans. */
  readonly details?: TlsDetails;
}

/** What a TLS handshake showed beside what was agreed on. */
export interface TlsDetails {
  /** Length of the cipher's key in bits, 0 where nothing is encrypted; null where its name does not tell. */
  readonly cipherBits: number | null;
  /** Application protocols that were offered to the server (RFC 7301); none where there is nothing for it to agree to. */
  readonly alpnOffered: readonly string[];
  /** Whether each certificate that was sent is followed by its issuer's; null where none was sent. */
  readonly chainInOrder: boolean | null;
  /** The TLSA record that stands for the server's key (RFC 6698), such as `3 1 1 8cb0…`; null where there is no certificate. */
  readonly tlsa: string | null;
  /** The OCSP response that came along, as it was asked to; null where none did. */
  readonly stapledResponse: StapledResponse | null;
  /** Whether the server gave a ticket to resume the session by; null where the talk ended before it was sure to have come. */
  readonly sessionTicket: boolean | null;
  /** Seconds for which it says that the ticket is good; null where it does not say, or gave none. */
  readonly sessionTicketSeconds: number | null;
}

/** What an authority says of a certificate (RFC 6960), as the server passed it on: who signed that was not checked. */
export interface StapledResponse {
  /** Null where the response is an error, is not about the certificate, or cannot be read. */
  readonly status: 'good' | 'revoked' | 'unknown' | null;
  /** From when on that is known to be so, ISO 8601. */
  readonly thisUpdate: string | null;
  /** When more will be known, ISO 8601; null where that is left open. */
  readonly nextUpdate: string | null;
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
  /** The rest of it; left out in scans. */
  readonly details?: CertificateDetails;
}

/** The rest of a certificate (RFC 5280). What it does not have is null, an empty list, false or 0. */
export interface CertificateDetails {
  /** The certificate itself. */
  readonly pem: string;
  /** Digests of the DER encoding by which other tools name it, hexadecimal; null where this machine does not compute them. */
  readonly sha1: string | null;
  readonly md5: string | null;
  /** The public key, DER in Base64 (SubjectPublicKeyInfo); null where it cannot be read. */
  readonly publicKey: string | null;
  /** SHA-256 of it, hexadecimal. */
  readonly publicKeySha256: string | null;
  /** What the key may do, such as `digitalSignature`; null where nothing is said. */
  readonly keyUsage: readonly string[] | null;
  /** What the certificate may be used for, such as `serverAuth`, or an object identifier; null where nothing is said. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly basicConstraints: {
    /** Whether it may sign others. */
    readonly isAuthority: boolean;
    /** How many authorities may stand below it; null for any number. */
    readonly pathLength: number | null;
  } | null;
  /** Lower-case hexadecimal digits. */
  readonly subjectKeyIdentifier: string | null;
  /** Lower-case hexadecimal digits. */
  readonly authorityKeyIdentifier: string | null;
  /** Where lists of what was revoked are. */
  readonly crlUris: readonly string[];
  /** Whom to ask whether it was revoked. */
  readonly ocspUris: readonly string[];
  /** Where the issuer's certificate is. */
  readonly issuerUris: readonly string[];
  /** Whether a server has to pass an OCSP response along (RFC 7633). */
  readonly mustStaple: boolean;
  /** Object identifiers of the policies that it was issued under. */
  readonly policies: readonly string[];
  /** What the issuer looked into, where a policy of the CA/Browser Forum tells: `domain`, up to `extended`. */
  readonly validation: 'domain' | 'organization' | 'individual' | 'extended' | null;
  /** Timestamps of Certificate Transparency logs inside it (RFC 6962 section 3.3). */
  readonly transparencyTimestamps: number;
  /** Extensions of which nothing is told above, and whether who does not know them must turn the certificate down. */
  readonly otherExtensions: readonly { readonly id: string; readonly isCritical: boolean }[];
}
