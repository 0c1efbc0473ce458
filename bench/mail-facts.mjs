// What can be told of a mail service: one list for every tool. Capabilities come on top, a fact each, in clear and inside TLS.

/** A fact's id, and its name in the tables. */
export const FACTS = {
  greeting: 'the whole greeting',
  hello: 'its name in the answer to EHLO',
  software: 'which software it is',
  identity: 'its answer to ID',
  help: 'the commands of its answer to HELP',
  starttls: 'STARTTLS works',
  tls10: 'TLS 1.0 accepted or not',
  tls11: 'TLS 1.1 accepted or not',
  tls12: 'TLS 1.2 accepted or not',
  tls13: 'TLS 1.3 accepted or not',
  ssl2: 'SSL 2 accepted or not',
  ssl3: 'SSL 3 accepted or not',
  version: 'TLS version negotiated',
  cipher: 'cipher negotiated',
  cipherBits: 'bits of the cipher negotiated',
  keyExchange: 'key exchange group negotiated',
  groups13: 'all groups accepted, TLS 1.3',
  groups12: 'all groups accepted, TLS 1.2',
  alpn: 'ALPN',
  npn: 'NPN',
  extensions: 'TLS extensions of the server',
  ticket: 'session tickets given or not, and their lifetime',
  sessionId: 'session IDs given or not',
  resumptionTicket: 'resumption by ticket',
  resumptionId: 'resumption by session ID',
  clock: 'clock in the ServerHello',
  manyCiphers: 'a ClientHello of more than 128 ciphers is taken',
  stapling: 'OCSP response stapled or not',
  clientAuthorities: 'authorities of client certificates asked for',
  subject: 'certificate: subject',
  names: 'certificate: alternative names',
  issuer: 'certificate: issuer',
  notBefore: 'certificate: valid from',
  notAfter: 'certificate: valid to',
  key: 'certificate: key type and size',
  curve: 'certificate: curve of the key',
  signature: 'certificate: signature algorithm',
  serial: 'certificate: serial number',
  md5: 'certificate: MD5',
  sha1: 'certificate: SHA-1',
  sha256: 'certificate: SHA-256',
  pem: 'certificate: itself (PEM)',
  publicKey: 'certificate: the key itself, or its numbers',
  usage: 'certificate: key usage',
  extendedUsage: 'certificate: extended key usage',
  constraints: 'certificate: basic constraints',
  keyIdentifiers: 'certificate: key identifiers of subject and issuer',
  policy: 'certificate: extended validation or not',
  visibility: 'certificate: ETSI visibility extension or not',
  crl: 'certificate: revocation list',
  ocsp: 'certificate: OCSP responder',
  mustStaple: 'certificate: must staple or not',
  transparency: 'certificate: transparency timestamps or not',
  withoutSni: 'certificate shown without SNI',
  certificates: 'how many host certificates it has',
  sent: 'how many certificates it sends',
  order: 'whether they are in order',
  chain: 'each further certificate that it sends',
  trust: 'whether the chain verifies',
  trustProblem: 'why it does not verify',
  match: 'whether the certificate is for the name',
};

/** Where two tools that are right may still say different things: each negotiates for itself. */
const OWN = new Set(['version', 'cipher', 'cipherBits', 'keyExchange', 'greeting', 'trustProblem']);

export const capability = (secure, text) => `${secure ? 'inside TLS' : 'in clear'}: ${text.trim().toUpperCase()}`;

export const nameOfFact = (id) => FACTS[id] ?? id;

/** `said` without what is null or undefined, under known names only. */
export function told(said) {
  const facts = new Map();
  for (const [id, value] of Object.entries(said)) {
    if (!(id in FACTS)) throw new Error(`no such fact: ${id}`);
    if (value !== null && value !== undefined) facts.set(id, plain(value));
  }
  return facts;
}

/** The same notation for what tools write differently: `ECDSA with SHA256`, `0A:0B`. */
function plain(value) {
  return typeof value === 'string' ? value.toLowerCase().replace(/[^a-z0-9]/g, '') : String(value);
}

/** Facts of one service that tools tell differently, as text. */
export function disagreements(byTool) {
  const lines = [];
  const ids = new Set([...byTool.values()].flatMap((facts) => [...facts.keys()]));
  for (const id of ids) {
    if (OWN.has(id)) continue;
    const said = [...byTool].filter(([, facts]) => facts.has(id)).map(([tool, facts]) => [tool, facts.get(id)]);
    if (new Set(said.map(([, value]) => value)).size < 2) continue;
    lines.push(`${nameOfFact(id)}: ${said.map(([tool, value]) => `${tool} ${value.slice(0, 60)}`).join(', ')}`);
  }
  return lines;
}

const CURVE_BITS = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** The curve tells the size of such a key. */
export const keySize = (type, bits, curve) => `${type} ${CURVE_BITS[curve] ?? bits}`;

/** `CN=` in any notation left out; these certificates have nothing else in their names. */
export const commonName = (name) => name?.replace(/^\/?CN\s*=\s*/, '');

/** To the minute, as the least exact of the tools tells it. */
export function minute(text) {
  if (!text) return undefined;
  const date = new Date(/GMT|Z$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  return date.toISOString().slice(0, 16);
}

export const bare = (pem) => pem?.replace(/-----[^-]+-----|\s/g, '');
