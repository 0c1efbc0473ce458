import { constants, X509Certificate } from 'node:crypto';
import { isIP, Socket } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, type SecureVersion, type TLSSocket } from 'node:tls';
import type { TlsSummary } from '../types.js';
import { summarizeCertificate, summarizeDer } from './certificate.js';
import { certificatesSent } from './chain.js';
import type { Deadline } from './deadline.js';
import type { Connection } from './dial.js';
import { sharedContext, trustedRoots } from './roots.js';
import type { TicketWatch } from './session.js';
import { watchDetails } from './tls-details.js';

/** How TLS is spoken, whatever the server. */
export interface TlsSettings {
  /** Authorities to trust, in PEM: the same array for the same ones. Default: those of {@link trustedRoots}. */
  readonly roots?: readonly string[] | undefined;
  /** The newest version to offer. Default TLS 1.3. */
  readonly newest?: SecureVersion | undefined;
  /** Whether to keep all certificates that the server sent, and to tell all that they and the handshake show. Default false. */
  readonly withChain?: boolean | undefined;
}

export interface TlsOptions extends TlsSettings {
  /** Name to ask for (SNI) and to match the certificate with: a host name or an address. */
  readonly name: string;
  readonly deadline: Deadline;
  /** Names of the protocols that may be spoken inside (RFC 7301). Default: nothing is said of them. */
  readonly alpn?: readonly string[];
}

/** A finished handshake, or why there is none. */
export type TlsOutcome =
  | {
      readonly connection: Connection;
      readonly summary: TlsSummary;
      /** What the server sent, in DER, its own certificate first; empty where that is not to be kept. */
      readonly certificates: readonly Buffer[];
      /** What is known of tickets once so many replies were read inside TLS; null where no details are told. */
      readonly tickets: TicketWatch | null;
    }
  | { readonly connection: null; readonly problem: string };

/** What the runtime says of a certificate that verifies and is another's. */
const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';
/**
 * OpenSSL's own choice in its own order, and behind it what does not encrypt, so that a server is seen which has or wants nothing
 * else; a right one takes what stands before. Never those without a certificate: Postfix has them, and would show none.
 */
const CIPHERS = 'ALL:-COMPLEMENTOFDEFAULT:eNULL:-aNULL:@SECLEVEL=0';
/** Old servers are looked at too: what they lack is told, not a reason to give up. */
const SETTINGS = {
  minVersion: 'TLSv1',
  ciphers: CIPHERS,
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
} as const;
const CLOSED = 'closed during the handshake';
const NO_ANSWER = 'no answer to the handshake';
const UNFINISHED = 'the handshake did not end in time';
/** How OpenSSL names the alerts that it received, by the version that brought them. */
const ALERT = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13|SSL\/TLS)_/;
/** What OpenSSL says of bytes that are no TLS, or only look like it at first. */
const NO_TLS =
  /^ERR_SSL_(?:WRONG_VERSION_NUMBER|HTTP_REQUEST|HTTPS_PROXY_REQUEST|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|RECORD_LAYER_FAILURE|BAD_RECORD_TYPE|NOT_SSL)/;

/** Whether the server broke off by an alert (RFC 8446 section 6). */
export function isAlert(problem: string): boolean {
  return ALERT.test(problem);
}

/** Whether the server spoke TLS, though the handshake failed: it sent an alert, or something that only TLS can send. */
export function speaksTls(problem: string): boolean {
  return isAlert(problem) || (/^ERR_(?:SSL|TLS|OSSL)_/.test(problem) && !NO_TLS.test(problem));
}

/** Whether the server broke off the handshake without a word. */
export function hangsUp(problem: string): boolean {
  return problem === CLOSED || problem === 'ECONNRESET' || problem === 'EPIPE';
}

/** Whether the server turned down every protocol that was offered to be spoken inside (RFC 7301 section 3.2). */
export function refusesAlpn(problem: string): boolean {
  return /NO_APPLICATION_PROTOCOL/.test(problem);
}

/**
 * Runs a TLS handshake over an open connection. The certificate is looked at and judged, but never ends the handshake:
 * its faults are part of the result.
 */
export function upgradeToTls(connection: Connection, options: TlsOptions): Promise<TlsOutcome> {
  const { name, deadline, alpn = [], roots = trustedRoots(), newest, withChain } = options;
  return new Promise((resolve) => {
    const socket = connect({
      socket: connection,
      rejectUnauthorized: false,
      secureContext: sharedContext(roots, { ...SETTINGS, ...(newest === undefined ? {} : { maxVersion: newest }) }),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(alpn.length === 0 ? {} : { ALPNProtocols: [...alpn] }),
      ...(withChain ? { requestOCSP: true } : {}),
      checkServerIdentity: (_host, certificate) => identityError(name, certificate),
    });
    const finish = (outcome: TlsOutcome) => {
      cancel();
      socket.off('close', onClose);
      resolve(outcome);
    };
    const fail = (problem: string) => {
      finish({ connection: null, problem });
      socket.destroy();
    };
    const onClose = () => fail(CLOSED);
    // Sockets count what came; a silence and a handshake that drips are two things.
    const before = bytesRead(connection);
    const cancel = deadline.schedule(() => fail(bytesRead(connection) > before ? UNFINISHED : NO_ANSWER));
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    socket.once('close', onClose);
    const watch = withChain ? watchDetails(socket, alpn) : null;
    socket.once('secureConnect', () => {
      const certificates = watch ? certificatesSent(socket) : [];
      const bare = summaryOf(socket, options, certificates);
      const summary = watch ? { ...bare, details: { ...watch.told(bare), ...watch.tickets(0) } } : bare;
      finish({ connection: socket, summary, certificates, tickets: watch?.tickets ?? null });
    });
  });
}

function bytesRead(connection: Connection): number {
  return connection instanceof Socket ? connection.bytesRead : 0;
}

/** Why the certificate is not for this name; undefined where it is. */
function identityError(name: string, certificate: PeerCertificate): Error | undefined {
  return isIP(name) !== 0 && isForAddress(certificate, name) ? undefined : checkServerIdentity(name, certificate);
}

/** Asked of OpenSSL, since some versions of the runtime compare IPv6 addresses as text. */
function isForAddress({ raw }: PeerCertificate, address: string): boolean {
  try {
    return new X509Certificate(raw).checkIP(address) !== undefined;
  } catch {
    // A certificate of a shape that cannot be read twice; the runtime's own check decides.
    return false;
  }
}

function summaryOf(socket: TLSSocket, { name, withChain }: TlsOptions, sent: readonly Buffer[]): TlsSummary {
  // Typed as an Error, but the runtime sets the code or the message.
  const authorizationError = socket.authorized ? null : String(socket.authorizationError ?? 'unknown');
  const peer = socket.getPeerCertificate();
  const certificate = summarizeCertificate(peer, withChain);
  return {
    version: socket.getProtocol(),
    cipher: socket.getCipher()?.name ?? null,
    alpn: socket.alpnProtocol || null,
    authorized: socket.authorized,
    authorizationError,
    chainError: authorizationError === WRONG_NAME ? null : authorizationError,
    matchesName: certificate === null ? null : identityError(name, peer) === undefined,
    keyExchange: keyExchangeOf(socket),
    certificate,
    ...(withChain ? { chain: sent.slice(1).flatMap((raw) => summarizeDer(raw) ?? []) } : {}),
  };
}

/** The group by which the keys were agreed upon; null where there is none, as with RSA's own key exchange. */
function keyExchangeOf(socket: TLSSocket): TlsSummary['keyExchange'] {
  const key = socket.getEphemeralKeyInfo();
  if (key === null || !('size' in key) || key.size === undefined) return null;
  return { name: 'name' in key && key.name ? key.name : key.type, bits: key.size };
}
