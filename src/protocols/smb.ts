import { NEGOTIATE, NEGOTIATE_1, parseNegotiated, smbFrame } from './smb-message.js';
import type { Protocol, Recognition, Request } from './types.js';

/** SMB 1 has been switched off nearly everywhere, and asking for it looks like what worms did. */
const OPENINGS: readonly Request[] = [
  { name: 'negotiate', bytes: NEGOTIATE, frame: smbFrame },
  { name: 'negotiate1', bytes: NEGOTIATE_1, frame: smbFrame, intensity: 'full' },
];

/** Server Message Block over TCP, [MS-SMB2] section 2.1. */
export const smb: Protocol = {
  name: 'microsoft-ds',
  title: 'Server Message Block (SMB)',
  ports: [445],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: smbFrame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: OPENINGS,
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  return request.startsWith('microsoft-ds/') ? recognizeNegotiated(reply) : null;
}

/** What a negotiation tells, in lines: `dialect:`, `mechanisms:` and, where the identifier is a name, `name:`. */
export function recognizeNegotiated(reply: string): Recognition | null {
  const negotiated = parseNegotiated(reply);
  if (negotiated === null) return null;
  const { dialect, signing, guid, name, mechanisms } = negotiated;
  const lines = [`dialect: ${dialect}`, `mechanisms: ${mechanisms.join(' ')}`, `guid: ${guid ?? ''}`];
  if (name !== null) lines.push(`name: ${name}`);
  const extra = { dialect, signing, ...(guid === null ? {} : { guid }) };
  return { confidence: 0.95, text: `SMB ${dialect}`, hostname: name, subject: lines.join('\n'), extra };
}
