/** What hostile servers do with a connection. */
import type { Socket } from 'node:net';
import { type SecureContextOptions, TLSSocket } from 'node:tls';
import { MAIL } from './certificate.js';

/** What a server does with one connection. Text is one character a byte. */
export type Act = (socket: Socket) => void;

/** What a server says to a line: text, or nothing where it has acted already. */
export type Answer = (line: string, socket: Socket) => string | undefined;

/** Bytes of one piece of a flood. */
const PIECE_BYTES = 65_536;
/** Milliseconds between two drops. */
const DROP_MS = 15;
/** The type of a record of a handshake (RFC 8446 section 5.1). */
const HANDSHAKE = 0x16;

/** Says one thing, and then nothing more. */
export function saying(text: string): Act {
  return (socket) => void socket.write(text, 'latin1');
}

/** Sends the same block again and again for as long as the other end takes it. */
export function flooding(block: string, first = ''): Act {
  return (socket) => {
    const bytes = Buffer.from(block.repeat(Math.ceil(PIECE_BYTES / block.length)), 'latin1');
    const more = () => {
      while (!socket.destroyed && socket.write(bytes));
    };
    socket.on('drain', more);
    socket.write(first, 'latin1');
    more();
  };
}

/** Sends one byte at a time, forever. */
export function dripping(block: string, first = ''): Act {
  return (socket) => {
    socket.write(first, 'latin1');
    let place = 0;
    const timer = setInterval(() => {
      socket.write(block.charAt(place % block.length), 'latin1');
      place += 1;
    }, DROP_MS);
    socket.once('close', () => clearInterval(timer));
  };
}

/** Greets, and answers line by line. What begins a handshake is no line. */
export function answering(greeting: string, answer: Answer): Act {
  return (socket) => {
    if (greeting !== '') socket.write(greeting, 'latin1');
    let pending = '';
    socket.on('data', (chunk: Buffer) => {
      if (chunk[0] === HANDSHAKE) return;
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
        const line = pending.slice(0, end).replace(/\r$/, '');
        pending = pending.slice(end + 1);
        const text = answer(line, socket);
        if (text && socket.writable) socket.write(text, 'latin1');
      }
    });
  };
}

/** Lets TLS begin over a connection that has spoken in clear. */
export function tlsOver(socket: Socket, inside: Act, certificate: SecureContextOptions = MAIL): void {
  socket.removeAllListeners('data');
  const secured = new TLSSocket(socket, { isServer: true, ...certificate });
  secured.on('error', () => {});
  inside(secured);
}

/** A record of TLS (RFC 8446 section 5.1). */
export function tlsRecord(type: number, ...body: readonly number[]): Buffer {
  return Buffer.from([type, 3, 3, body.length >> 8, body.length & 0xff, ...body]);
}
