import type { Frame, Protocol, Recognition, Request } from './types.js';

/** The server hangs up behind its answer. */
const untilClosed: Frame = () => 0;
/** The queue of the usual printer, in short: what `lpq` asks (RFC 1179 section 5.3). */
const OPENING: Request = { name: 'queue', bytes: '\x03lp\n', frame: untilClosed };

/** LPD, RFC 1179. */
export const printer: Protocol = {
  name: 'printer',
  title: 'Line printer daemon',
  ports: [515],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: untilClosed,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

const OWN_WORDS =
  /^(?:[\w.-]{1,255}: )?(?:lpd: (?:Illegal service request|Malformed from address|Your host does not have|unknown printer|\S{1,64}: unknown printer)|no entries\b|Printer: \S{1,255}|lp is ready\b|Rank {2,8}Owner\b)/i;

function recognizeReply(reply: string, request: string): Recognition | null {
  const text = OWN_WORDS.exec(reply)?.[0];
  const isOwn = request === 'printer/queue';
  if (text === undefined || !(isOwn || text.includes('lpd: '))) return null;
  return { confidence: isOwn ? 0.9 : 0.95, text, hostname: null };
}
