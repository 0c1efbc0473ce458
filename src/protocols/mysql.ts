import { cString, lengthFrame, printable, uint8, uint16le, uint24le } from './bytes.js';
import type { Frame, Protocol, Recognition } from './types.js';

/** Three bytes of length, a sequence number, and so many bytes (MySQL internals, "MySQL Packets"). */
const packet: Frame = lengthFrame(4, (text) => 4 + uint24le(text, 0));

/** First byte of the content: an error, or the version of the handshake. */
const ERROR = 0xff;
const HANDSHAKES = [9, 10];
/** Capability of the server: it can go on inside TLS. */
const CLIENT_SSL = 0x0800;
/** A greeting is short; anything longer is something else. */
const LONGEST_PACKET = 1024;
/** Errors that say how welcome we are. */
const ACCESS: Readonly<Record<number, string>> = {
  1040: 'too many connections',
  1129: 'host blocked',
  1130: 'host not allowed',
};

/** MySQL, MariaDB and what takes their clients: the handshake of the server, which speaks first. */
export const mysql: Protocol = {
  name: 'mysql',
  title: 'MySQL client/server protocol',
  ports: [3306],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: packet,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const length = uint24le(greeting, 0);
  if (!(length >= 3 && length <= LONGEST_PACKET) || uint8(greeting, 3) !== 0) return null;
  return uint8(greeting, 4) === ERROR ? recognizeError(greeting, length) : recognizeHandshake(greeting);
}

/** `server:` and the version as the server gives it, which in MariaDB before 11 begins with `5.5.5-`. */
function recognizeHandshake(greeting: string): Recognition | null {
  const protocol = uint8(greeting, 4);
  if (!HANDSHAKES.includes(protocol)) return null;
  const version = cString(greeting, 5);
  // The head alone: its second byte of a line end is all that has come.
  if (version === null) return greeting.length === 5 ? { confidence: 0.5, text: '', hostname: null } : null;
  if (!/^\d[ -~]{0,99}$/.test(version)) return null;
  const told = handshakeFacts(greeting, 5 + version.length + 1);
  return {
    confidence: 0.95,
    text: version,
    hostname: null,
    subject: `server: ${version}\n`,
    extra: { protocolVersion: String(protocol), ...told },
  };
}

/** What stands behind the version: thread, first part of the salt, capabilities, name of the authentication. */
function handshakeFacts(greeting: string, at: number): Record<string, string> {
  const capabilities = uint16le(greeting, at + 4 + 8 + 1);
  const method = /([a-z][a-z0-9_]{3,40})\0$/.exec(packetOf(greeting))?.[1];
  return {
    ...(Number.isNaN(capabilities) ? {} : { tls: capabilities & CLIENT_SSL ? 'offered' : 'not offered' }),
    ...(method === undefined ? {} : { authentication: method }),
  };
}

function packetOf(greeting: string): string {
  return greeting.slice(0, packet(greeting) || greeting.length);
}

/** `error:`, the number, and the message without the SQL state before it and without our own address. */
function recognizeError(greeting: string, length: number): Recognition | null {
  const code = uint16le(greeting, 5);
  if (!(code >= 1000 && code < 10_000)) return null;
  const message = printable(greeting.slice(7, 4 + length).replace(/^#[\dA-Z]{5}/, ''), 200);
  const access = ACCESS[code];
  return {
    confidence: message.length > 8 ? 0.9 : 0.6,
    text: message,
    hostname: null,
    subject: `error: ${code} ${message.replace(/^Host '[^']*' is /, '')}\n`,
    extra: { ...(access === undefined ? {} : { access }), error: String(code) },
  };
}
