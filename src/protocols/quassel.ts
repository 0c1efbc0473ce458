import { fromHex, uint8 } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

const choice: Frame = (text) => (text.length < 4 ? 0 : 4);
/** The magic number, with encryption and compression on offer; then the two protocols that cores speak, the last one marked. */
const OPENING: Request = { name: 'offer', bytes: fromHex('42b33f03 00000002 80000001'), frame: choice };

/** The protocol between Quassel's client and core: `src/common/protocol.h` of its source. */
export const quassel: Protocol = {
  name: 'quassel',
  title: 'Quassel core',
  ports: [4242],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: choice,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** The kind of protocol that the core chose, behind its features: 1 or 2. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'quassel/offer' || reply.length !== 4) return null;
  const [options, kind] = [uint8(reply, 0), uint8(reply, 3)];
  if (options > 3 || !(kind === 1 || kind === 2)) return null;
  const extra = { encryption: options & 1 ? 'offered' : 'none' };
  return { confidence: 0.85, text: `protocol ${kind}`, hostname: null, subject: `protocol: ${kind}`, extra };
}
