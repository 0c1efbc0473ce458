import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

/** A client that a test leads by the hand. Ends with its test. */
export interface Client {
  /** All that came so far, one character a byte. */
  readonly text: string;
  /** Each piece as it came. */
  readonly pieces: readonly string[];
  /** Code of the error by which the connection ended; null without one. */
  readonly error: string | null;
  readonly socket: Socket;
  /** Sends as it is. */
  readonly send: (text: string) => void;
  /** Resolves with all that came, once it holds a text or the server hung up. */
  readonly until: (text: string) => Promise<string>;
  /** Sends a line and waits for a text. */
  readonly ask: (line: string, reply: string) => Promise<string>;
  /** Resolves with all that came, once the connection is closed. */
  readonly closed: () => Promise<string>;
  /** Begins TLS; a client that goes on inside. */
  readonly startTls: (options?: ConnectionOptions) => Client;
}

/** Connects to a server of loopback. */
export async function connectTo(t: TestContext, { host, port }: { host: string; port: number }): Promise<Client> {
  const socket = connectTcp({ host, port });
  t.after(() => socket.destroy());
  const client = clientOver(t, socket);
  await once(socket, 'connect');
  return client;
}

function clientOver(t: TestContext, socket: Socket): Client {
  const pieces: string[] = [];
  let error: string | null = null;
  let isClosed = false;
  let listeners: (() => void)[] = [];
  const tell = () => {
    const told = listeners;
    listeners = [];
    for (const each of told) each();
  };
  const onData = (chunk: Buffer) => {
    pieces.push(chunk.toString('latin1'));
    tell();
  };
  socket.on('data', onData);
  socket.on('end', tell);
  socket.on('error', (cause: NodeJS.ErrnoException) => {
    error = cause.code ?? cause.message;
  });
  socket.on('close', () => {
    isClosed = true;
    tell();
  });
  const when = async (condition: () => boolean) => {
    while (!condition() && !isClosed) await new Promise<void>((resolve) => listeners.push(resolve));
    return pieces.join('');
  };
  const until = (text: string) => when(() => pieces.join('').includes(text) || socket.readableEnded);
  return {
    get text() {
      return pieces.join('');
    },
    pieces,
    get error() {
      return error;
    },
    socket,
    send: (text) => void socket.write(text, 'latin1'),
    until,
    ask: (line, reply) => {
      pieces.length = 0;
      socket.write(`${line}\r\n`, 'latin1');
      return until(reply);
    },
    closed: () => when(() => isClosed),
    startTls: (options = {}) => {
      socket.off('data', onData);
      const secured = connectTls({ socket, rejectUnauthorized: false, ...options });
      t.after(() => secured.destroy());
      return clientOver(t, secured);
    },
  };
}
