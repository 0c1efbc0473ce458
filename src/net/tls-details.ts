import type { TLSSocket } from 'node:tls';
import type { CertificateSummary, TlsDetails, TlsSummary } from '../types.js';
import { tlsaOf } from './certificate-details.js';
import { type TicketWatch, watchTickets } from './session.js';
import { stapledResponse } from './stapling.js';

/** Bits of the key by parts of a cipher's name, OpenSSL's or the RFCs'. What is not encrypted, and what is short, comes first. */
const KEY_BITS: readonly (readonly [part: RegExp, bits: number])[] = [
  [/NULL|^TLS_SHA/, 0],
  [/EXP1024|(?:^|[-_])DES-CBC$|_DES_/, 56],
  [/EXP|DES40/, 40],
  [/3DES|CBC3/, 112],
  [/256|CHACHA20/, 256],
  [/128|RC4|RC2|IDEA|SEED/, 128],
];

/** The length of a cipher's key in bits: `AES128-SHA256` has 128. Null where the name does not tell. */
export function cipherBits(cipher: string): number | null {
  // The digest behind it is of no matter.
  const name = cipher.toUpperCase().replace(/[-_](?:SHA\d*|MD5)$/, '');
  return KEY_BITS.find(([part]) => part.test(name))?.[1] ?? null;
}

/** Listens to what a handshake tells beside what it agrees on. */
export interface DetailsWatch {
  /** All but the ticket, which may come later, from a handshake that was finished and has this summary. */
  readonly told: (summary: TlsSummary) => Omit<TlsDetails, keyof ReturnType<TicketWatch>>;
  readonly tickets: TicketWatch;
}

/**
 * @param socket - Before its handshake, in which an OCSP response is asked for.
 * @param alpnOffered - The names that are offered in it.
 */
export function watchDetails(socket: TLSSocket, alpnOffered: readonly string[]): DetailsWatch {
  let response: Buffer | null = null;
  socket.once('OCSPResponse', (received: Buffer | null) => {
    response = received;
  });
  return {
    tickets: watchTickets(socket),
    told: ({ cipher, certificate, chain = [] }) => ({
      cipherBits: cipher === null ? null : cipherBits(cipher),
      alpnOffered: [...alpnOffered],
      chainInOrder: certificate && isInOrder([certificate, ...chain]),
      tlsa: certificate?.details ? tlsaOf(certificate.details) : null,
      stapledResponse: response && stapledResponse(response, certificate?.serialNumber ?? ''),
    }),
  };
}

/** Whether each certificate is followed by its issuer's, as far as names tell (RFC 5246 section 7.4.2). */
export function isInOrder(sent: readonly Pick<CertificateSummary, 'subject' | 'issuer'>[]): boolean {
  return sent.every(({ issuer }, index) => {
    const next = sent[index + 1];
    return next === undefined || next.subject.toLowerCase() === issuer.toLowerCase();
  });
}
