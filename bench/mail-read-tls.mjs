// Which facts testssl.sh and sslscan tell.
import { bare, commonName, keySize, minute, told } from './mail-facts.mjs';

/** Its flat JSON, which tells all that its text does; only problems of its own are left out. */
export function readTestssl(json, { startTls }) {
  const found = Object.fromEntries(JSON.parse(json).map(({ id, finding }) => [id, finding]));
  return told({
    starttls: startTls && found.TLS1_2 ? true : undefined,
    ...handshakeOf(found),
    ...certificateOf(found),
    ...extensionsOf(found),
    ...chainOf(found),
  });
}

function handshakeOf(found) {
  const isOffered = (id) => (found[id] === undefined ? undefined : /^(is )?offered/.test(found[id]));
  return {
    ssl2: isOffered('SSLv2'),
    ssl3: isOffered('SSLv3'),
    tls10: isOffered('TLS1'),
    tls11: isOffered('TLS1_1'),
    tls12: isOffered('TLS1_2'),
    tls13: isOffered('TLS1_3'),
    alpn: found.ALPN,
    npn: found.NPN,
    extensions: found.TLS_extensions,
    // Behind it stands what it makes of that.
    ticket: /^(?:valid for \d+ seconds|no)/.exec(found.TLS_session_ticket)?.[0],
    sessionId: found.SSL_sessionID_support,
    resumptionTicket: isAnswer(found.sessionresumption_ticket),
    resumptionId: isAnswer(found.sessionresumption_ID),
    clock: found.TLS_timestamp,
    manyCiphers: found.pre_128cipher,
    stapling: found.OCSP_stapling,
  };
}

const isAnswer = (finding) => (/check failed/.test(finding ?? '') ? undefined : finding);

function certificateOf(found) {
  return {
    subject: found.cert_commonName,
    names: found.cert_subjectAltName,
    issuer: found.cert_caIssuers,
    notBefore: minute(found.cert_notBefore),
    notAfter: minute(found.cert_notAfter),
    key: found.cert_keySize?.replace(/ bits.*/, ''),
    signature: found.cert_signatureAlgorithm,
    serial: found.cert_serialNumber,
    sha1: found.cert_fingerprintSHA1,
    sha256: found.cert_fingerprintSHA256,
    pem: bare(found.cert),
  };
}

function extensionsOf(found) {
  return {
    usage: found.cert_keyUsage,
    extendedUsage: found.cert_extKeyUsage,
    policy: found.cert_certificatePolicies_EV,
    visibility: found.cert_eTLS,
    crl: found.cert_crlDistributionPoints,
    ocsp: found.cert_ocspURL,
    mustStaple: found.cert_mustStapleExtension,
    transparency: found.certificate_transparency,
  };
}

function chainOf(found) {
  return {
    withoutSni: found.cert_commonName_wo_SNI,
    certificates: found.cert_numbers,
    sent: found.certs_countServer,
    order: found.certs_list_ordering_problem,
    trust: found.cert_chain_of_trust === undefined ? undefined : /^passed/.test(found.cert_chain_of_trust),
    match: found.cert_trust === undefined ? undefined : /^Ok/.test(found.cert_trust),
  };
}

export function readSslscan(text, { startTls }) {
  const first = (pattern) => pattern.exec(text)?.[1].trim();
  const isEnabled = (name) => {
    const state = first(new RegExp(`^${name.replace('.', '\\.')} +(enabled|disabled)`, 'm'));
    return state === undefined ? undefined : state === 'enabled';
  };
  const isWhole = /Server Key Exchange Group/.test(text);
  const groups = (version) =>
    isWhole
      ? [...text.matchAll(new RegExp(`^${version} +\\d+ bits +(\\S+)`, 'gm'))].map((match) => match[1]).join()
      : undefined;
  return told({
    starttls: startTls && (isEnabled('TLSv1.2') || isEnabled('TLSv1.3')) ? true : undefined,
    ssl2: isEnabled('SSLv2'),
    ssl3: isEnabled('SSLv3'),
    tls10: isEnabled('TLSv1.0'),
    tls11: isEnabled('TLSv1.1'),
    tls12: isEnabled('TLSv1.2'),
    tls13: isEnabled('TLSv1.3'),
    groups13: groups('TLSv1.3'),
    groups12: groups('TLSv1.2'),
    stapling: /No OCSP response received/.test(text) ? 'not offered' : first(/(OCSP Response Status: .*)/),
    clientAuthorities: first(/Acceptable client certificate CA names:\n(.*)/),
    ...shownOf(first),
  });
}

function shownOf(first) {
  const extension = (name) => first(new RegExp(`X509v3 ${name}:[^\\n]*\\n +(.*)`));
  const curve = first(/ECC Curve Name: +(\S+)/);
  const rsaBits = first(/RSA Key Strength: +(\d+)/);
  return {
    subject: first(/^Subject: +(.*)/m),
    names: first(/^Altnames: DNS:(.*)/m),
    issuer: commonName(first(/^Issuer: +(.*)/m)),
    notBefore: minute(first(/^Not valid before: (.*)/m)),
    notAfter: minute(first(/^Not valid after: +(.*)/m)),
    key: curve ? keySize('ec', undefined, curve) : rsaBits && keySize('rsa', rsaBits),
    curve,
    signature: first(/^Signature Algorithm: (.*)/m),
    serial: first(/Serial Number: (.*)/),
    pem: bare(first(/(-----BEGIN[\s\S]+?END CERTIFICATE-----)/)),
    publicKey: first(/(Modulus:|pub:)/) === undefined ? undefined : true,
    usage: extension('Key Usage'),
    extendedUsage: extension('Extended Key Usage'),
    constraints: extension('Basic Constraints'),
    keyIdentifiers: extension('Subject Key Identifier'),
    // Against the system's authorities: it knows no others.
    trustProblem: first(/Verify Certificate:\n +(.*)/),
  };
}
