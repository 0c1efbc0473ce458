import { onOneLine } from './text.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

/** Universal Exit Language: leaves any printer language for PJL (HP's PJL Technical Reference Manual, chapter 3). */
const EXIT = '\x1b%-12345X';

/** An answer of PJL ends with a form feed. */
const untilFormFeed: Frame = (text) => text.indexOf('\f') + 1;

/** Asks for the model. A printer that does not know PJL would print it, so that only who asks for everything gets it. */
const OPENING: Request = {
  name: 'id',
  bytes: `${EXIT}@PJL INFO ID\r\n${EXIT}`,
  frame: untilFormFeed,
  intensity: 'full',
};

/** Printers' raw port, which IANA knows as PDL Data Streaming Port: what is sent there is printed. */
export const jetdirect: Protocol = {
  name: 'pdl-datastream',
  title: 'Raw printing (JetDirect)',
  ports: [9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  listenOnly: true,
  frame: untilFormFeed,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** `@PJL INFO ID`, and the model in quotes on a line of its own; some printers leave the quotes out. */
function recognizeReply(reply: string): Recognition | null {
  const match = /^@PJL INFO ID\s*"?([^"\r\n\f]{0,200})/.exec(reply);
  if (match === null) return null;
  const model = onOneLine(match[1]!);
  return { confidence: 0.95, text: '@PJL INFO ID', hostname: null, subject: `model: ${model}`, extra: { model } };
}
