import { type AmqpTable, amqpTable } from './amqp-table.js';
import { amqp1Facts, amqp1Open } from './amqp1.js';
import { lengthFrame, printable, take, uint8, uint16, uint32 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

const HEADER_0_9_1 = 'AMQP\0\0\x09\x01';
const HEADER_1_0 = 'AMQP\0\x01\0\0';
const HEADER_1_0_SASL = 'AMQP\x03\x01\0\0';

/**
 * A header of eight bytes, or a frame: type, channel, length, content and an end (AMQP 0-9-1, 2.3.5). Behind a header of
 * AMQP 1.0 some servers say what is wrong, so that it ends where the server falls quiet or closes.
 */
const headerOrFrame: Frame = (text) => {
  if (!'AMQP'.startsWith(text.slice(0, 4))) return frame091(text);
  return text.length < 8 || isVersion1(text) ? 0 : 8;
};
const frame091 = lengthFrame(7, (text) => 8 + uint32(text, 3));
/** In AMQP 1.0 the header comes before the first frame, which begins with its length (part 2, 2.3). */
const headerAndFrame: Frame = (text) => {
  if (!text.startsWith('AMQP')) return headerOrFrame(text);
  const length = uint32(text, 8);
  return length >= 8 && 8 + length <= text.length ? 8 + length : 0;
};

/** Servers of this version answer with what they are, all others with the header of theirs. */
const OPENING: Request = { name: 'header', bytes: HEADER_0_9_1, frame: headerOrFrame };

const INQUIRIES: readonly Inquiry[] = [
  // A server that was found by its answer to another request: its own header. Without a login it says no more.
  { name: 'start', bytes: asksAgain, frame: headerOrFrame, until: 'product', fresh: true },
  {
    name: 'open',
    bytes: (context) => inVersion1(context, 0, amqp1Open()),
    frame: headerAndFrame,
    until: 'product',
    fresh: true,
  },
  {
    name: 'sasl',
    bytes: (context) => inVersion1(context, 3, ''),
    frame: headerAndFrame,
    until: 'product',
    fresh: true,
  },
];

/** AMQP 0-9-1 and 1.0, which share their ports and the form of their headers. */
export const amqp: Protocol = {
  name: 'amqp',
  title: 'Advanced Message Queuing Protocol',
  ports: [5672],
  tlsPorts: [5671],
  tlsName: 'amqps',
  serverFirst: false,
  frame: headerOrFrame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function asksAgain({ said }: RequestContext): string | null {
  const isClear = said.some(({ request, text }) => request === 'amqp/header' || /^AMQP[\0\x03]\x01/.test(text));
  return isClear ? null : HEADER_0_9_1;
}

/** The header of AMQP 1.0, in clear (0) or for the choice of a login (3), for a server that answered with such a one. */
function inVersion1({ said }: RequestContext, id: 0 | 3, more: string): string | null {
  const header = id === 0 ? HEADER_1_0 : HEADER_1_0_SASL;
  return said.some(({ text }) => text.startsWith(header)) ? header + more : null;
}

function recognizeReply(reply: string): Recognition | null {
  if (reply.startsWith('AMQP') && reply.length >= 8) return recognizeHeader(reply);
  const isStart = uint8(reply, 0) === 1 && uint16(reply, 1) === 0 && uint32(reply, 7) === 0x000a_000a;
  const table = isStart ? amqpTable(reply, 13) : null;
  if (table === null) return null;
  const version = `${uint8(reply, 11)}-${uint8(reply, 12)}`;
  const { values } = table;
  const told = (name: string) => printable(values.get(name) ?? '-', 100);
  return {
    confidence: 0.98,
    text: `Connection.Start ${version} ${told('product')}`,
    hostname: null,
    subject: `product: ${told('product')} ${told('version')}\nplatform: ${told('platform')}\n`,
    extra: { protocolVersion: version === '0-9' ? '0-9-1' : version, ...startFacts(reply, table) },
  };
}

function startFacts(reply: string, { values, end }: AmqpTable): Record<string, string> {
  const mechanisms = take(reply, end + 4, uint32(reply, end));
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['platform', values.get('platform')],
    ['clusterName', values.get('cluster_name')],
    ['mechanisms', mechanisms],
  ];
  return Object.fromEntries(facts.flatMap(([name, value]) => (value ? [[name, printable(value, 200)] as const] : [])));
}

function isVersion1(reply: string): boolean {
  return reply.startsWith(HEADER_1_0) || reply.startsWith(HEADER_1_0_SASL);
}

/** Headers of the versions before 1.0, each in its own order of numbers. */
const VERSIONS: Readonly<Record<string, string>> = {
  ...{ '1 1 8 0': '0-8', '1 1 0 9': '0-9', '0 0 9 1': '0-9-1', '1 1 0 10': '0-10' },
};

/** `header: 1 0 9 1`, and before it, for one of AMQP 1.0, what the frames behind it tell. */
function recognizeHeader(reply: string): Recognition | null {
  const numbers = [4, 5, 6, 7].map((at) => uint8(reply, at));
  if (numbers.some((each) => each > 10)) return null;
  const told = isVersion1(reply) ? amqp1Facts(reply) : null;
  const version = told === null ? VERSIONS[numbers.join(' ')] : '1.0';
  return {
    confidence: 0.9,
    text: `AMQP ${numbers.join(' ')}`,
    hostname: null,
    subject: `${told?.subject ?? ''}header: ${numbers.join(' ')}\n`,
    extra: { ...(version === undefined ? {} : { protocolVersion: version }), ...told?.extra },
  };
}
