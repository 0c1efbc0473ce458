import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Family } from '../types.js';
import { systemClock } from './clock.js';
import { scheduleAfterEvents } from './deadline.js';

/** Where to connect to. */
export interface Endpoint {
  /** IPv4 or IPv6 address, with its zone if it has one. */
  readonly address: string;
  readonly family: Family;
  readonly port: number;
}

export interface DialOptions {
  /** Milliseconds until the attempt counts as silent. */
  readonly timeoutMs: number;
  /** Gives up when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** A connection: any duplex stream, with its addresses where they are known. */
export type Connection = Duplex & {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
};

/**
 * Opens a connection. Hand in your own to go through a proxy or to test without a network.
 *
 * It must settle by itself within `timeoutMs`: with a {@link Connection}, or by rejecting with an error whose `code` is
 * the system's (`ECONNREFUSED`, `ETIMEDOUT`, …) and whose `local` is true where this machine itself refused to send.
 */
export type Dialer = (endpoint: Endpoint, options: DialOptions) => Promise<Connection>;

/** A failed connect. */
export interface DialError extends Error {
  code?: string;
  /** True when the attempt failed on this machine, before anything was sent. */
  local?: boolean;
}

/** Codes of a connect whose connection was established and is gone already. */
const BROKEN_OFF: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE']);

/** Connects over TCP. A connection that the peer broke off at once is still one. A failed attempt settles when its descriptor is free again, so that callers can count them. */
export const dialTcp: Dialer = (endpoint, { timeoutMs, signal }) =>
  new Promise((resolve, reject) => {
    let failure: DialError | undefined;
    const socket = connect({
      host: endpoint.address,
      port: endpoint.port,
      family: endpoint.family,
      autoSelectFamily: false,
      noDelay: true,
    });
    const release = signal === undefined ? undefined : destroyOnAbort(signal, socket);
    // The runtime connects in the next tick. What has failed right behind it never left this machine.
    let local = false;
    process.nextTick(() => {
      local = socket.destroyed;
    });
    const cancelTimer = scheduleAfterEvents(systemClock, timeoutMs, () => {
      // An answer that came just before stands.
      failure ??= dialError('ETIMEDOUT', `no answer within ${timeoutMs} ms`);
      socket.destroy();
    });
    socket.once('connect', () => {
      cancelTimer();
      socket.removeListener('close', onClose);
      if (release !== undefined) socket.once('close', release);
      resolve(socket);
    });
    socket.on('error', (error: DialError) => {
      failure ??= Object.assign(error, { local });
    });
    const onClose = () => {
      cancelTimer();
      release?.();
      // A reset behind the handshake; one instead of it is ECONNREFUSED (RFC 9293 section 3.10.7.3).
      if (!local && BROKEN_OFF.has(failure?.code)) resolve(socket);
      else reject(failure ?? dialError('ECANCELED', 'stopped'));
    };
    socket.once('close', onClose);
  });

function dialError(code: string, message: string): DialError {
  return Object.assign(new Error(message), { code });
}

const socketsOfSignal = new WeakMap<AbortSignal, Set<Socket>>();

/** One listener a signal, not one a socket: a scan has thousands in flight. */
function destroyOnAbort(signal: AbortSignal, socket: Socket): () => void {
  if (signal.aborted) socket.destroy();
  let sockets = socketsOfSignal.get(signal);
  if (sockets === undefined) {
    sockets = new Set();
    socketsOfSignal.set(signal, sockets);
    signal.addEventListener('abort', () => destroyAll(socketsOfSignal.get(signal)), { once: true });
  }
  sockets.add(socket);
  return () => sockets.delete(socket);
}

function destroyAll(sockets: Set<Socket> | undefined): void {
  for (const socket of sockets ?? []) socket.destroy();
}
