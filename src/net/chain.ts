import type { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { MAX_CHAIN_CERTIFICATES } from '../defaults.js';

const known = new WeakMap<TLSSocket, Buffer[]>();

/**
 * The certificates that the server sent, in DER and in its order, its own first: with what does not belong there, without what it
 * left out. At most {@link MAX_CHAIN_CERTIFICATES}; empty where it sent none. Never throws.
 *
 * `getPeerCertificate(true)` cannot tell this: it sorts the chain, leaves out strangers and appends issuers that this machine
 * knows. `getPeerX509Certificate` does (Node 20 to 24), but takes the chain from the connection, which has no certificate
 * afterwards; so it is asked once, and the socket goes on with what it knew before.
 */
export function certificatesSent(socket: TLSSocket): Buffer[] {
  const before = known.get(socket);
  if (before !== undefined) return before;
  const peer = socket.getPeerCertificate(true);
  const wire = wireChain(socket);
  socket.getPeerCertificate = () => peer;
  const sent = wire.length > 0 ? wire : sortedChain(peer);
  known.set(socket, sent);
  return sent;
}

function wireChain(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  try {
    let next: X509Certificate | undefined = socket.getPeerX509Certificate();
    while (next !== undefined && chain.length < MAX_CHAIN_CERTIFICATES) {
      chain.push(next.raw);
      next = next.issuerCertificate;
    }
  } catch {
    // A certificate that cannot be read again: what came before it was sent.
  }
  return chain;
}

/** The next best, for a runtime that does not tell the other. Its last certificate names itself as its issuer. */
function sortedChain(peer: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = peer;
  while (
    next?.fingerprint256 !== undefined &&
    !seen.has(next.fingerprint256) &&
    chain.length < MAX_CHAIN_CERTIFICATES
  ) {
    seen.add(next.fingerprint256);
    chain.push(next.raw);
    next = next.issuerCertificate;
  }
  return chain;
}
