import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

/** Everything up to a NUL, or where the server did not understand us a line end. */
const toNul: Frame = (text) => text.search(/[\0\n]/) + 1;
const OPENING: Request = { name: 'ping', bytes: 'zPING\0', frame: toNul };
const INQUIRIES: readonly Inquiry[] = [{ name: 'version', bytes: 'zVERSION\0', frame: toNul, until: 'version' }];

/** Clamd's own protocol: `clamd(8)`. */
export const clamd: Protocol = {
  name: 'clamd',
  title: 'ClamAV daemon',
  ports: [3310],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: toNul,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** What a command that begins with z is answered by ends with NUL, the others with a line end. */
function recognizeReply(reply: string, request: string): Recognition | null {
  const text = /^(?:ClamAV \d[^\0\r\n]{0,80}|UNKNOWN COMMAND(?=\n$)|COMMAND UNAVAILABLE(?=\n$)|PONG(?=[\0\n]$))/.exec(
    reply,
  )?.[0];
  if (text === undefined) return null;
  const isSure = text.startsWith('ClamAV') || request.startsWith('clamd/');
  return { confidence: isSure ? 0.95 : 0.8, text, hostname: null };
}
