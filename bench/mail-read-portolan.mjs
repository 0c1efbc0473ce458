// Which facts the JSON of `portolan probe` tells.
import { bare, capability, commonName, keySize, minute, told } from './mail-facts.mjs';

/** Facts by port. */
export function readPortolan(text) {
  return new Map(JSON.parse(text).results.map((result) => [result.port, factsOf(result)]));
}

function factsOf(result) {
  const { tls, secure, capabilities, secureCapabilities, offers, secureOffers } = result;
  const facts = told({
    greeting: result.banner,
    hello: offers?.domain,
    software: result.service?.product,
    identity: identityOf(secureOffers ?? offers),
    starttls: result.startTls === 'done' ? true : undefined,
    ...(tls ? { ...handshakeOf(tls, result.tlsVersions), ...certificateOf(tls) } : {}),
  });
  for (const line of capabilities ?? []) facts.set(capability(secure, line), 'true');
  for (const line of secureCapabilities ?? []) facts.set(capability(true, line), 'true');
  return facts;
}

const identityOf = (offers) => (offers?.identity ? JSON.stringify(offers.identity) : undefined);

function handshakeOf(tls, versions) {
  return {
    version: tls.version,
    cipher: tls.cipher,
    cipherBits: tls.details.cipherBits,
    alpn: tls.details.alpnOffered.length > 0 ? (tls.alpn ?? 'not offered') : undefined,
    stapling: tls.details.stapledResponse === null ? 'not offered' : JSON.stringify(tls.details.stapledResponse),
    ticket: ticketOf(tls.details),
    keyExchange: tls.keyExchange?.name,
    ...(versions
      ? { tls10: versions.TLSv1, tls11: versions['TLSv1.1'], tls12: versions['TLSv1.2'], tls13: versions['TLSv1.3'] }
      : acceptedBy(tls.version)),
  };
}

function ticketOf({ sessionTicket, sessionTicketSeconds }) {
  if (sessionTicket === null) return undefined;
  return sessionTicket ? `valid for ${sessionTicketSeconds} seconds` : 'no';
}

/** Without trying, the one that was negotiated is known. */
function acceptedBy(version) {
  return { tls12: version === 'TLSv1.2' || undefined, tls13: version === 'TLSv1.3' || undefined };
}

function certificateOf({ certificate, chain, chainError, matchesName, details }) {
  if (!certificate) return {};
  const { key } = certificate;
  return {
    subject: commonName(certificate.subject),
    names: certificate.names.join(),
    issuer: commonName(certificate.issuer),
    notBefore: minute(certificate.validFrom),
    notAfter: minute(certificate.validTo),
    key: key ? keySize(key.type, key.bits, key.curve) : undefined,
    curve: key?.curve,
    signature: certificate.signatureAlgorithm,
    serial: certificate.serialNumber,
    sha256: certificate.fingerprint,
    ...detailsOf(certificate.details),
    order: details.chainInOrder ? 'no' : 'yes',
    sent: chain ? 1 + chain.length : undefined,
    chain: chain ? true : undefined,
    trust: chainError === null,
    trustProblem: chainError ?? 'none',
    match: matchesName,
  };
}

/** ETSI's extension (TS 103 523-2), which is told among those that have no name of their own. */
const VISIBILITY = '0.4.0.3523.3.1';
/** How others write what RFC 5280 calls so. */
const PURPOSES = { serverAuth: 'TLS Web Server Authentication', clientAuth: 'TLS Web Client Authentication' };

/** As the others write it, whose marks for nothing differ. */
function detailsOf(details) {
  const { basicConstraints, extendedKeyUsage, otherExtensions } = details;
  const listed = (values) => values?.join() || '--';
  return {
    md5: details.md5,
    sha1: details.sha1,
    pem: bare(details.pem),
    publicKey: details.publicKey === null ? undefined : true,
    usage: listed(details.keyUsage),
    extendedUsage: listed(extendedKeyUsage?.map((use) => PURPOSES[use] ?? use)),
    constraints: basicConstraints === null ? '--' : `CA:${basicConstraints.isAuthority}`,
    keyIdentifiers: details.subjectKeyIdentifier ?? '--',
    policy: details.validation === 'extended' ? 'yes' : 'no',
    visibility: otherExtensions.some(({ id }) => id === VISIBILITY) ? 'present' : 'not present',
    crl: listed(details.crlUris),
    ocsp: listed(details.ocspUris),
    mustStaple: details.mustStaple ? 'supported' : '--',
    transparency: details.transparencyTimestamps === 0 ? 'N/A' : 'yes',
  };
}
