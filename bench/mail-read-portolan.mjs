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
    keyExchange: tls.keyExchange?.name,
    ...(versions
      ? { tls10: versions.TLSv1, tls11: versions['TLSv1.1'], tls12: versions['TLSv1.2'], tls13: versions['TLSv1.3'] }
      : acceptedBy(tls.version)),
  };
}

/** Without trying, the one that was negotiated is known. */
function acceptedBy(version) {
  return { tls12: version === 'TLSv1.2' || undefined, tls13: version === 'TLSv1.3' || undefined };
}

function certificateOf({ certificate, chain, chainError, matchesName }) {
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
    pem: bare(certificate.pem),
    sent: chain ? 1 + chain.length : undefined,
    chain: chain ? true : undefined,
    trust: chainError === null,
    trustProblem: chainError,
    match: matchesName,
  };
}
