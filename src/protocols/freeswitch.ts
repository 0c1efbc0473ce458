import type { Frame, Protocol, Recognition } from './types.js';

/** A block of header fields up to an empty line. */
const frame: Frame = (text) => {
  const at = text.indexOf('\n\n');
  return at < 0 ? 0 : at + 2;
};

/** The event socket of FreeSWITCH, by which programs steer calls: `mod_event_socket` in its documentation. */
export const freeswitch: Protocol = {
  name: 'freeswitch-event',
  title: 'FreeSWITCH event socket',
  ports: [8021],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Wants a password, or turns away who is not on its list. */
function recognize(greeting: string): Recognition | null {
  const match = /^Content-Type: (auth\/request|text\/rude-rejection)\r?\n/.exec(greeting);
  if (match === null) return null;
  const access = match[1] === 'auth/request' ? 'password required' : 'denied';
  return { confidence: 0.95, text: match[0].trimEnd(), hostname: null, extra: { access } };
}
