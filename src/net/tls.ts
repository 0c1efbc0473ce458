import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { CertificateSummary, TlsSummary } from '../types.js';
import type { Deadline } from './deadline.js';
import type { Connection } from './dial.js';

export interface TlsOptions {
  /** Name to ask for (SNI) and to match the certificate with: a host name or an address. */
  readonly name: string;
  readonly deadline: Deadline;
  /** Names of the protocols that may be spoken inside (RFC 7301). Default: nothing is said of them. */
  readonly alpn?: readonly string[];
}

/** A finished handshake, or why there is none. */
export type TlsOutcome =
  | { readonly connection: Connection; readonly summary: TlsSummary }
  | { readonly connection: null; readonly problem: string };

const NO_ANSWER = 'no answer to the handshake';

/**
 * Whether a failed handshake leaves it possible that the server speaks in clear: not when it sent an alert, since it then
 * does speak TLS, and not when it was silent until the deadline.
 */
export function mayBeInClear(problem: string): boolean {
  return problem !== NO_ANSWER && !/^ERR_SSL_.*(?:ALERT|UNRECOGNIZED_NAME)/.test(problem);
}

/** Whether the server spoke TLS, though the handshake failed: it sent an alert, or something that only TLS can send. */
export function speaksTls(problem: string): boolean {
  return (
    problem !== NO_ANSWER &&
    /^ERR_(?:SSL|TLS|OSSL)_/.test(problem) &&
    !/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|RECORD_LAYER_FAILURE|BAD_RECORD_TYPE|NOT_SSL/.test(
      problem,
    )
  );
}

/** Whether the server turned down every protocol that was offered to be spoken inside (RFC 7301 section 3.2). */
export function refusesAlpn(problem: string): boolean {
  return /NO_APPLICATION_PROTOCOL/.test(problem);
}

/**
 * Runs a TLS handshake over an open connection. The certificate is looked at and judged, but never ends the handshake:
 * its faults are part of the result.
 */
export function upgradeToTls(connection: Connection, { name, deadline, alpn = [] }: TlsOptions): Promise<TlsOutcome> {
  return new Promise((resolve) => {
    const socket = connect({
      socket: connection,
      rejectUnauthorized: false,
      // Old servers are looked at too: what they lack is told, not a reason to give up.
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(alpn.length === 0 ? {} : { ALPNProtocols: [...alpn] }),
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
    const onClose = () => fail('closed during the handshake');
    const cancel = deadline.schedule(() => fail(NO_ANSWER));
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    socket.once('close', onClose);
    socket.once('secureConnect', () => finish({ connection: socket, summary: summaryOf(socket) }));
  });
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

function summaryOf(socket: TLSSocket): TlsSummary {
  // Typed as an Error, but the runtime sets the code or the message.
  const authorizationError = socket.authorized ? null : String(socket.authorizationError ?? 'unknown');
  return {
    version: socket.getProtocol(),
    cipher: socket.getCipher()?.name ?? null,
    alpn: socket.alpnProtocol || null,
    authorized: socket.authorized,
    authorizationError,
    certificate: certificateOf(socket.getPeerCertificate()),
  };
}

function certificateOf(certificate: PeerCertificate): CertificateSummary | null {
  // The runtime gives an empty object where there is no certificate.
  if (certificate?.fingerprint256 === undefined) return null;
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    names: alternativeNames(certificate.subjectaltname),
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** As in RFC 4514, without its escapes: for people to read. */
function distinguishedName(name: PeerCertificate['subject'] | undefined): string {
  return Object.entries(name ?? {})
    .flatMap(([attribute, value]) => [value].flat().map((one) => `${attribute}=${one}`))
    .join(', ');
}

function alternativeNames(extension: string | undefined): string[] {
  return (extension ?? '')
    .split(', ')
    .map((entry) => /^(?:DNS|IP Address):"?([^"]*)"?$/.exec(entry)?.[1])
    .filter((name) => name !== undefined);
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}
