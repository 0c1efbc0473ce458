import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import type { Logbook } from './log.js';
import type { HandshakeFault, TlsChoice } from './types.js';
import type { Wire } from './wire.js';

/** By what a handshake record begins: its type, and the first byte of the version (RFC 8446 section 5.1). */
const HANDSHAKE = Buffer.from([0x16, 0x03]);
/** An alert record of TLS 1.0, which every version understands before it has agreed on one (RFC 8446 section 6). */
const FATAL_ALERT = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02];
/** Bytes of clear text that a problem shows. */
const SAMPLE = 80;
const NONSENSE = 'this is not TLS\r\n';
/** What OpenSSL needs to speak versions below 1.2 at all. */
const OLD_CIPHERS = 'DEFAULT@SECLEVEL=0';

/** Options of Node's TLS, as the server's own and the script's wishes make them. */
export function tlsOptionsFor({ min, max, ciphers }: TlsChoice, options: TlsOptions): TlsOptions {
  const isOld = [min, max].some((version) => version === 'TLSv1' || version === 'TLSv1.1');
  const chosen = ciphers ?? (isOld ? (options.ciphers ?? OLD_CIPHERS) : undefined);
  return {
    ...options,
    ...(min === undefined && !(max && isOld) ? {} : { minVersion: min ?? 'TLSv1' }),
    ...(max === undefined ? {} : { maxVersion: max }),
    ...(chosen === undefined ? {} : { ciphers: chosen }),
  };
}

/** Lets TLS begin. The connection is over when the handshake comes to nothing. */
export async function beginTls(wire: Wire, log: Logbook, options: TlsOptions): Promise<void> {
  const { socket: clear, unread } = wire.detach();
  const start = unread.indexOf(HANDSHAKE);
  const text = (start < 0 ? unread : unread.subarray(0, start)).toString('latin1', 0, SAMPLE);
  if (text !== '') log.warn('clear-before-tls', `clear text before the handshake: ${text}`);
  if (start >= 0) clear.unshift(unread.subarray(start));
  const server = createServer({ ...options });
  server.once('tlsClientError', (error: NodeJS.ErrnoException) => {
    const reason =
      error.code === 'ECONNRESET' ? 'the client hung up during the handshake' : (error.code ?? error.message);
    log.warn('tls-failed', reason);
    clear.end();
  });
  // Who hangs up during the handshake is gone.
  clear.allowHalfOpen = false;
  await wire.until((done) => {
    server.once('secureConnection', (socket) => {
      socket.allowHalfOpen = true;
      const { name: cipher } = socket.getCipher();
      log.secure({ version: socket.getProtocol(), cipher, serverName: serverNameOf(socket) });
      wire.attach(socket);
      done();
    });
    server.emit('connection', clear);
  });
}

/** Node gives false where the client asked for no name. */
function serverNameOf(socket: TLSSocket): string | null {
  const { servername } = socket as { servername?: string | false };
  return typeof servername === 'string' ? servername : null;
}

/** Waits for the client's handshake and gives it something else. */
export async function failHandshake(wire: Wire, fault: HandshakeFault, alert: number): Promise<void> {
  await wire.anything();
  if (fault === 'alert') await wire.write(Buffer.from([...FATAL_ALERT, alert]));
  if (fault === 'nonsense') await wire.write(Buffer.from(NONSENSE));
  if (fault === 'reset') return wire.reset();
  if (fault !== 'silence') return wire.close();
  for (;;) await wire.anything();
}
