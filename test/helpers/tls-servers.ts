import type { Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { TLSSocket, type TlsOptions } from 'node:tls';
import type { Endpoint } from '../../src/net/dial.js';
import { MAIL } from './certificate.js';
import { serve } from './server.js';

export interface TlsServerOptions {
  /** What happens inside TLS. */
  readonly inside: (socket: TLSSocket, index: number) => void;
  /** What is said to who does not begin with TLS, before the server closes. Default: it closes. */
  readonly inClear?: string | Buffer;
  /** Further options of TLS, such as the protocols to be spoken inside. */
  readonly tls?: TlsOptions;
}

/** A server of TLS on loopback, and what it has seen. */
export interface TlsServer {
  readonly endpoint: Endpoint;
  /** What came first over each connection: `tls`, or the bytes in clear; empty where nothing has come. */
  readonly begun: readonly string[];
  /** Resolves once every connection so far is closed. */
  readonly closed: () => Promise<void>;
}

/** The byte by which a record of a handshake begins (RFC 8446 section 5.1). */
const HANDSHAKE = 0x16;

/** A server that speaks TLS to who begins with it, and says something of its own to everybody else. */
export async function serveTlsOrClear(
  t: TestContext,
  { inside, inClear = '', tls = {} }: TlsServerOptions,
): Promise<TlsServer> {
  const begun: string[] = [];
  const closings: Promise<void>[] = [];
  const endpoint = await serve(t, (socket: Socket) => {
    const index = begun.push('') - 1;
    closings.push(new Promise((resolve) => socket.once('close', () => resolve())));
    socket.once('data', (first) => {
      if (first[0] !== HANDSHAKE) {
        begun[index] = first.toString('latin1');
        socket.end(inClear);
        return;
      }
      begun[index] = 'tls';
      socket.pause();
      socket.unshift(first);
      const secured = new TLSSocket(socket, { isServer: true, ...MAIL, ...tls });
      secured.on('error', () => socket.destroy());
      inside(secured, index);
    });
  });
  return { endpoint, begun, closed: async () => void (await Promise.all(closings)) };
}
