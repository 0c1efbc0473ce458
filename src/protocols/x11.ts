import { bytes, lengthFrame, take, uint8, uint16le, uint32le } from './bytes.js';
import { onOneLine } from './text.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

/** Bytes of a reply that hold all that is looked at: screens and their visuals come behind it, kilobytes of them. */
const MOST_BYTES = 1024;
const FAILED = 0;
const SUCCESS = 1;
const AUTHENTICATE = 2;

/** Eight bytes and so many units of four (X Window System Protocol, chapter 8). */
const setup: Frame = lengthFrame(8, (text) =>
  uint8(text, 0) <= AUTHENTICATE ? Math.min(8 + 4 * uint16le(text, 6), MOST_BYTES) : Number.NaN,
);

/** Connection setup, low byte first, protocol 11.0, without authorization: what any client on a trusted host says. */
const OPENING: Request = { name: 'setup', bytes: `l\0${bytes(11, 0, 0, 0, 0, 0, 0, 0, 0, 0)}`, frame: setup };

/** X Window System, version 11 (X Window System Protocol, chapter 8 and appendix B). */
export const x11: Protocol = {
  name: 'x11',
  title: 'X Window System',
  ports: [6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: setup,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'x11/setup' || reply.length < 8) return null;
  const status = uint8(reply, 0);
  // Protocol 11, of any minor version; `authenticate` leaves the place unused.
  if (status === AUTHENTICATE) return authenticate(reply);
  if (uint16le(reply, 2) !== 11 || uint16le(reply, 4) > 9) return null;
  if (status === FAILED) return failed(reply);
  return status === SUCCESS ? accepted(reply) : null;
}

function accepted(reply: string): Recognition | null {
  const vendor = take(reply, 40, uint16le(reply, 24));
  const release = uint32le(reply, 8);
  if (vendor === null || Number.isNaN(release)) return null;
  const text = `vendor: ${onOneLine(vendor)}, release ${release}, version ${versionOf(release)}`;
  const extra = { access: 'open', vendor: onOneLine(vendor), release: String(release) };
  return { confidence: 0.95, text, hostname: null, subject: text, extra };
}

function failed(reply: string): Recognition | null {
  const reason = take(reply, 8, uint8(reply, 1));
  // The reason is filled up to the announced length and no further.
  if (reason === null || 4 * uint16le(reply, 6) !== Math.ceil(reason.length / 4) * 4) return null;
  const text = `refused: ${onOneLine(reason)}`;
  return {
    confidence: 0.95,
    text,
    hostname: null,
    subject: text,
    extra: { access: 'refused', reason: onOneLine(reason) },
  };
}

function authenticate(reply: string): Recognition | null {
  const length = 8 + 4 * uint16le(reply, 6);
  if (length < 12 || (reply.length !== length && reply.length !== MOST_BYTES)) return null;
  const reason = onOneLine(reply.slice(8));
  const text = `authenticate: ${reason}`;
  return { confidence: 0.8, text, hostname: null, subject: text, extra: { access: 'authentication required', reason } };
}

/**
 * The version in a release number of the X.Org Foundation and of XFree86: two digits each, as 12004000 for 1.20.4. Since 1.21
 * the leading 1 is no part of the name.
 */
function versionOf(release: number): string {
  const parts = [release / 10_000_000, (release / 100_000) % 100, (release / 1000) % 100, release % 1000];
  const [first, ...rest] = parts.map(Math.floor) as [number, ...number[]];
  const all = first === 1 && rest[0]! >= 21 ? rest : [first, ...rest];
  return all.at(-1) === 0 ? all.slice(0, -1).join('.') : all.join('.');
}
