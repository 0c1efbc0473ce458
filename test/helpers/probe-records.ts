/** Records of the mail probe as they come, made by hand: a right service unless something else is said. */
import type { NamedHost } from '../../src/mail/domain/types.js';
import type { ImapOffers, Pop3Offers, SieveOffers, SmtpOffers } from '../../src/mail/offers/types.js';
import type { Finding, FindingGrade, Verdict } from '../../src/mail/types.js';
import type { DomainRecord, MailHostRecord, ProbeRecord } from '../../src/probe-records.js';
import type { CertificateDetails, CertificateSummary, Service, TlsDetails, TlsSummary } from '../../src/types.js';

export const NOW = '2026-11-21T12:00:00.000Z';

export const READY: Verdict = { code: 'ready', phase: 'done', evidence: null, earlier: null };

export function verdict(code: Verdict['code'], evidence: string | null = null): Verdict {
  return { code, phase: 'greeting', evidence, earlier: null };
}

export function finding(
  id: string,
  grade: FindingGrade,
  evidence: readonly string[] = ['250-X'],
  sentence = '',
): Finding {
  return {
    ...{ id, grade, evidence, sentence: sentence || `Something is to be said of ${id}.` },
    mend: `Change what makes ${id}.`,
    references: ['RFC 8314 section 4.1'],
  };
}

export function service(name: string, product: string | null = null, changes: Partial<Service> = {}): Service {
  return {
    ...{ name, method: 'banner', confidence: 0.95, product, vendor: null, version: null, hostname: null, os: null },
    ...{ cpe: null, extra: {}, evidence: [{ rule: `${name}/greeting`, text: '220' }] },
    ...changes,
  };
}

export const CERTIFICATE: CertificateSummary = {
  subject: 'CN=mail.example.org',
  issuer: 'CN=Example CA',
  names: ['mail.example.org'],
  validFrom: '2026-10-24T00:00:00.000Z',
  validTo: '2027-01-22T12:00:00.000Z',
  serialNumber: '0a',
  key: { type: 'rsa', bits: 2048, curve: null },
  signatureAlgorithm: 'sha256WithRSAEncryption',
  fingerprint: 'ab'.repeat(32),
};

/** Of a server's certificate that says what it is for, and nothing more. */
export function certificateDetails(changes: Partial<CertificateDetails> = {}): CertificateDetails {
  return {
    ...{
      pem: '-----BEGIN CERTIFICATE-----\n',
      sha1: 'cd'.repeat(20),
      md5: null,
      publicKey: null,
      publicKeySha256: null,
    },
    ...{ keyUsage: ['digitalSignature'], extendedKeyUsage: ['serverAuth'], basicConstraints: null },
    ...{ subjectKeyIdentifier: null, authorityKeyIdentifier: null, crlUris: [], ocspUris: [], issuerUris: [] },
    ...{ mustStaple: false, policies: [], validation: null, transparencyTimestamps: 0, otherExtensions: [] },
    ...changes,
  };
}

/** Of a right handshake. */
export function tlsDetails(changes: Partial<TlsDetails> = {}): TlsDetails {
  return {
    ...{ cipherBits: 256, alpnOffered: [], chainInOrder: true, tlsa: null, stapledResponse: null },
    ...{ sessionTicket: true, sessionTicketSeconds: 7200 },
    ...changes,
  };
}

export function tls(changes: Partial<TlsSummary> = {}): TlsSummary {
  return {
    ...{ version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: null, authorized: true, authorizationError: null },
    ...{ chainError: null, matchesName: true, keyExchange: { name: 'X25519', bits: 253 }, certificate: CERTIFICATE },
    ...changes,
  };
}

const NO_OFFERS = { capabilities: [], unknown: [], startTls: false, auth: [] };

export function smtpOffers(changes: Partial<SmtpOffers> = {}): SmtpOffers {
  return {
    ...{ ...NO_OFFERS, protocol: 'smtp', hello: 'EHLO', domain: 'mail.example.org', size: 10_240_000 },
    ...{ pipelining: true, eightBitMime: true, smtpUtf8: false, dsn: false, chunking: false, binaryMime: false },
    ...{ etrn: false, enhancedStatusCodes: true, requireTls: false, limits: null, mtPriority: null },
    ...{ futureRelease: null, deliverBy: null, xclient: null, xforward: null, masked: null },
    ...changes,
  };
}

export function pop3Offers(changes: Partial<Pop3Offers> = {}): Pop3Offers {
  return {
    ...{ ...NO_OFFERS, protocol: 'pop3', capa: true, apopTimestamp: null, user: false, top: true, uidl: true },
    ...{ respCodes: false, authRespCode: false, pipelining: false, utf8: false, expire: null, loginDelay: null },
    ...{ implementation: null },
    ...changes,
  };
}

export function imapOffers(changes: Partial<ImapOffers> = {}): ImapOffers {
  return {
    ...{ ...NO_OFFERS, protocol: 'imap', greeting: 'OK', inGreeting: null, versions: ['IMAP4REV1'] },
    ...{ loginDisabled: true, idle: true, id: true, saslIr: true, identity: null },
    ...changes,
  };
}

export function sieveOffers(changes: Partial<SieveOffers> = {}): SieveOffers {
  return {
    ...{ ...NO_OFFERS, protocol: 'sieve', implementation: 'Dovecot Pigeonhole', extensions: ['fileinto', 'vacation'] },
    ...{ notify: ['mailto'], version: '1.0', maxRedirects: null, language: null, owner: null, unauthenticate: false },
    ...changes,
  };
}

/** A service of mail.example.org; without further words an SMTP relay that is as it should be. */
export function probed(port: number, changes: Partial<ProbeRecord> = {}): ProbeRecord {
  return {
    ...{ type: 'probe', target: 'mail.example.org', address: '192.0.2.25', port, transport: 'tcp', state: 'open' },
    ...{ reason: 'accepted', attempts: 1, rttMs: 1.5, at: NOW, service: service('smtp', 'Postfix') },
    ...{ banner: '220 mail.example.org ESMTP Postfix\r\n', greetingEnd: 'complete', tls: tls(), secure: false },
    ...{ ready: true, capabilities: ['STARTTLS'], secureCapabilities: ['SIZE 10240000'], startTls: 'done' },
    ...{ injected: null, verdict: READY, role: 'relay', offers: smtpOffers({ startTls: true }) },
    ...{ secureOffers: smtpOffers(), tlsVersions: null, names: null, dane: null, relayTest: null, origin: null },
    ...{ findings: [], transcript: [] },
    ...changes,
  };
}

/** A port where nothing was said. */
export function notOpen(port: number, changes: Partial<ProbeRecord> = {}): ProbeRecord {
  return probed(port, {
    ...{ state: 'closed', reason: 'refused', service: null, banner: null, greetingEnd: null, tls: null, ready: null },
    ...{ capabilities: null, secureCapabilities: null, startTls: null, verdict: verdict('refused'), role: null },
    ...{ offers: null, secureOffers: null },
    ...changes,
  });
}

export function mailHost(findings: readonly Finding[] = [], changes: Partial<MailHostRecord> = {}): MailHostRecord {
  return { type: 'mail-host', target: 'mail.example.org', address: '192.0.2.25', findings, ...changes };
}

/** What DNS says of the name of a host. */
export function namedHost(...addresses: readonly string[]): NamedHost {
  return { addresses, omittedAddresses: 0, alias: null, problem: null };
}

export function domain(changes: Partial<DomainRecord> = {}): DomainRecord {
  return {
    type: 'domain',
    domain: 'example.org',
    mail: {
      kind: 'mx',
      exchangers: [
        {
          name: 'mail.example.org',
          preference: 10,
          ...namedHost('192.0.2.25', '2001:db8::25'),
        },
        { name: 'spare.example.org', preference: 20, ...namedHost(), problem: 'no-such-name' },
      ],
      omitted: 0,
      validated: false,
    },
    clientServices: [
      { service: 'imaps', priority: 0, weight: 1, target: 'imap.example.org', port: 993, ...namedHost('192.0.2.26') },
      { service: 'pop3', priority: 0, weight: 0, target: null, port: 0, ...namedHost() },
    ],
    unansweredServices: [],
    omittedServices: 0,
    mtaSts: {
      id: '20261101',
      policy: { mode: 'enforce', mx: ['mail.example.org', '*.example.net'], maxAgeSeconds: 604_800 },
      problem: null,
    },
    findings: [],
    ...changes,
  };
}

/** The eight mail ports of a host with some faults, one of them closed. */
export function faultyHost(): ProbeRecord[] {
  const inClear = finding('smtp-auth-in-clear', 'wrong', ['250-AUTH PLAIN LOGIN']);
  const version = (evidence: string) => finding('greeting-reveals-version', 'note', [evidence]);
  const old = { ...CERTIFICATE, validTo: '2026-11-18T11:00:00.000Z' };
  return [
    probed(25, { findings: [inClear, version('220 mail.example.org ESMTP Postfix 3.7')] }),
    notOpen(110),
    probed(143, {
      ...{ service: service('imap', 'Dovecot'), role: 'retrieval', offers: imapOffers({ startTls: true }) },
      secureOffers: imapOffers({ loginDisabled: false, auth: ['PLAIN'] }),
    }),
    probed(465, {
      ...{ service: service('submissions', 'Postfix'), role: 'submission', secure: true, startTls: 'not-tried' },
      ...{ offers: smtpOffers({ auth: ['PLAIN'] }), secureOffers: null, secureCapabilities: null },
      tls: tls({ certificate: old, chainError: 'CERT_HAS_EXPIRED', authorized: false }),
      findings: [finding('certificate-expired', 'wrong', ['expired 2026-11-18'])],
    }),
    probed(587, {
      ...{ role: 'submission', offers: smtpOffers({ startTls: true, auth: ['PLAIN', 'LOGIN'] }) },
      secureOffers: smtpOffers({ auth: ['PLAIN', 'LOGIN'] }),
      findings: [inClear, finding('tls-old-accepted', 'weak', ['TLSv1'])],
    }),
    probed(993, {
      ...{ service: service('imaps', 'Dovecot'), role: 'retrieval', secure: true, startTls: 'not-tried' },
      ...{ offers: imapOffers({ loginDisabled: false, auth: ['PLAIN'] }), secureOffers: null },
    }),
    notOpen(995),
    probed(4190, {
      ...{
        service: service('sieve', 'Dovecot'),
        role: 'filters',
        verdict: verdict('temporarily-refused', 'BYE "busy"'),
      },
      ...{ tls: null, startTls: 'not-tried', offers: null, secureOffers: null },
    }),
  ];
}
