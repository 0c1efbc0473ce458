import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** MPD's own protocol, by which programs steer the music. No standard: the product's documentation. */
export const mpd: Protocol = {
  name: 'mpd',
  title: 'Music Player Daemon',
  ports: [6600],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: 'close',
  converse: null,
};

/** The version is that of the protocol: it stays the same over many releases of the server. */
function recognize(greeting: string): Recognition | null {
  const match = /^OK MPD (\d[\d.]{0,15})\r?\n/.exec(greeting);
  if (match === null) return null;
  return { confidence: 0.98, text: match[0].trimEnd(), hostname: null, extra: { protocolVersion: match[1]! } };
}
