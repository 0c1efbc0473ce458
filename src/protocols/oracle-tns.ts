import { asUint16, bytes, lengthFrame, printable, uint8, uint16 } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

const CONNECT = 1;
const REFUSE = 4;
/** Types of the other packets that answer a connection: accept, redirect, resend. */
const OTHER_ANSWERS = [2, 5, 11];
/** Where the connection's description begins. */
const DATA_AT = 58;

/** A head of eight bytes, the whole length first. */
const packet: Frame = lengthFrame(8, (text) => uint16(text, 0));

/** What Oracle's own `tnsping` asks: a listener answers by a refusal that tells its release. */
const OPENING: Request = { name: 'ping', bytes: connect('(CONNECT_DATA=(COMMAND=ping))'), frame: packet };

/** Oracle Database's listener: Transparent Network Substrate. */
export const oracleTns: Protocol = {
  name: 'oracle-tns',
  title: 'Oracle Transparent Network Substrate (TNS)',
  ports: [1521, 1522, 1526],
  tlsPorts: [2484],
  tlsName: null,
  serverFirst: false,
  frame: packet,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Version 313, compatible from 300 on; sizes of 2048 and 32767 bytes; the numbers of this order; where the data is. */
function connect(data: string): string {
  const numbers = [313, 300, 0, 2048, 32767, 0x7f08, 0, 1, data.length, DATA_AT].map(asUint16).join('');
  const head = asUint16(DATA_AT + data.length) + bytes(0, 0, CONNECT, 0, 0, 0);
  return (head + numbers).padEnd(DATA_AT, '\0') + data;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  const type = uint8(reply, 4);
  if (packet(reply) !== reply.length || uint16(reply, 2) !== 0) return null;
  if (type !== REFUSE) {
    const answers = request === 'oracle-tns/ping' && OTHER_ANSWERS.includes(type);
    return answers ? { confidence: 0.85, text: `packet ${type}`, hostname: null, subject: 'answered\n' } : null;
  }
  const text = /\([A-Z_]{2,20}=[^\0]{0,1000}/.exec(reply.slice(0, 1100))?.[0];
  if (text === undefined || !/\((?:ERR|VSNNUM|CODE|EMFI)=/.test(text)) return null;
  const number = /\(VSNNUM=(\d{1,10})\)/.exec(text)?.[1];
  const alias = /\(ALIAS=([^()]{1,100})\)/.exec(text)?.[1];
  const subject = number === undefined ? 'refused\n' : `listener: ${versionOf(Number(number))}\n`;
  const extra = alias === undefined ? {} : { listener: printable(alias) };
  return { confidence: 0.95, text: printable(text, 120), hostname: null, subject, extra };
}

/** One number holds the version: 8, 4, 8, 4 and 8 bits; from release 18 on 8, 8, 4, 4 and 8. */
function versionOf(number: number): string {
  const bits = (from: number, count: number) => (number >>> from) & (2 ** count - 1);
  const isNew = bits(24, 8) >= 18;
  const parts = isNew
    ? [bits(24, 8), bits(16, 8), bits(12, 4), bits(8, 4), bits(0, 8)]
    : [bits(24, 8), bits(20, 4), bits(12, 8), bits(8, 4), bits(0, 8)];
  return parts.join('.');
}
