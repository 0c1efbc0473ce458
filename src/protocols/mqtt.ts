import { asUint16, printable, take, uint8, uint16 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

const CONNECT = 0x10;
const CONNACK = 0x20;
const PUBLISH = 0x30;
const SUBSCRIBE = 0x82;
const SUBACK = 0x90;
/** Property of a CONNACK in version 5: the name that the server chose for a client without one (OASIS MQTT 5.0, 3.2.2.3.7). */
const ASSIGNED_CLIENT = 0x12;
/** A pair of strings; all other properties are one string, or have a fixed length. */
const USER_PROPERTY = 0x26;
/** Lengths of the properties of a CONNACK that are no strings, by their identifier. */
const PROPERTY_BYTES: Readonly<Record<number, number>> = {
  17: 4,
  19: 2,
  33: 2,
  34: 2,
  36: 1,
  37: 1,
  39: 4,
  40: 1,
  41: 1,
  42: 1,
};

/** Codes of a CONNACK up to version 3.1.1 (OASIS MQTT 3.1.1, 3.2.2.3). */
const RETURN_CODES = [
  ...['accepted', 'unacceptable protocol version', 'client identifier rejected', 'server unavailable'],
  ...['bad user name or password', 'not authorized'],
];

/** Where the brokers that publish it keep name and version: Mosquitto and those after its manner, EMQX. */
const VERSION_TOPICS = ['$SYS/broker/version', '$SYS/brokers/+/version', '$SYS/brokers/+/sysdescr'];

/** One packet: its type, its length in up to four bytes of seven bits (2.2.3), and so much content. */
const packet: Frame = (text) => packetEnd(text, 0);

/** The answer to a subscription, and the message that was kept under its topic. */
const packets: Frame = (text) => {
  const first = packetEnd(text, 0);
  if (uint8(text, 0) !== SUBACK) return first;
  return first === 0 ? 0 : packetEnd(text, first);
};

/** An empty name, a clean session, no will, no user: nothing stays at the server, and nobody is thrown out. */
const OPENING: Request = { name: 'connect', bytes: connect(4, ''), frame: packet };

const INQUIRIES: readonly Inquiry[] = [
  {
    name: 'version',
    bytes: ({ said }) => (said.some(({ text }) => isAccepted(text)) ? subscribe(VERSION_TOPICS) : null),
    frame: packets,
    until: 'version',
  },
  // Brokers of version 5 tell the name that they choose for us; each has its own manner.
  { name: 'connect-5', bytes: connect(5, '\0'), frame: packet, until: 'product', fresh: true },
];

/** MQTT 3.1.1 and 5.0. */
export const mqtt: Protocol = {
  name: 'mqtt',
  title: 'Message Queuing Telemetry Transport',
  ports: [1883],
  tlsPorts: [8883],
  tlsName: 'secure-mqtt',
  alpn: ['mqtt'],
  serverFirst: false,
  frame: packet,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function string(value: string): string {
  return asUint16(value.length) + value;
}

function connect(version: number, properties: string): string {
  const body = `${string('MQTT')}${String.fromCharCode(version)}\x02${asUint16(60)}${properties}${string('')}`;
  return String.fromCharCode(CONNECT, body.length) + body;
}

function subscribe(topics: readonly string[]): string {
  const body = `${asUint16(1)}${topics.map((topic) => `${string(topic)}\0`).join('')}`;
  return String.fromCharCode(SUBSCRIBE, body.length) + body;
}

function isAccepted(reply: string): boolean {
  return /^ \x02[\0\x01]\0/.test(reply);
}

/** Index behind the packet that begins at a place; 0 where it is not whole, or no packet. */
function packetEnd(text: string, start: number): number {
  let length = 0;
  for (let index = 0; index < 4; index += 1) {
    const digit = uint8(text, start + 1 + index);
    length += (digit & 0x7f) * 128 ** index;
    if (Number.isNaN(digit)) return 0;
    if (digit < 128) return start + 2 + index + length <= text.length ? start + 2 + index + length : 0;
  }
  return 0;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'mqtt/version' && uint8(reply, 0) === SUBACK) return recognizeMessages(reply);
  if (uint8(reply, 0) !== CONNACK || packet(reply) !== reply.length) return null;
  if (request === 'mqtt/connect-5' && reply.length > 4) return recognizeConnack5(reply);
  const code = RETURN_CODES[uint8(reply, 3)];
  if (reply.length !== 4 || uint8(reply, 2) > 1 || code === undefined) return null;
  // A broker that does not know version 5 says so in the old form: that is no refusal of the client.
  const refusal: Record<string, string> = code === 'accepted' || request === 'mqtt/connect-5' ? {} : { access: code };
  return { confidence: 0.9, text: `CONNACK ${code}`, hostname: null, subject: `connack: ${code}\n`, extra: refusal };
}

/** `assigned:` the name that the server chose, and the properties that it sent, which each does in its own order. */
function recognizeConnack5(reply: string): Recognition | null {
  const properties = connackProperties(reply);
  const assigned = properties.get(ASSIGNED_CLIENT) ?? '-';
  const kinds = [...properties.keys()].map((property) => property.toString(16)).join(' ');
  const subject = `assigned: ${printable(assigned)} (${kinds})\n`;
  return { confidence: 0.9, text: 'CONNACK 5', hostname: null, subject, extra: { protocolVersion: '5.0' } };
}

/** Properties in order; the values of those that are strings. */
function connackProperties(reply: string): Map<number, string> {
  const properties = new Map<number, string>();
  // A CONNACK is short: one byte of length, one of the length of the properties.
  for (let at = 5; at < reply.length; ) {
    const property = uint8(reply, at);
    const fixed = PROPERTY_BYTES[property];
    const value = fixed === undefined ? take(reply, at + 3, uint16(reply, at + 1)) : '';
    if (value === null) break;
    properties.set(property, value);
    const second = property === USER_PROPERTY ? 2 + uint16(reply, at + 3 + value.length) : 0;
    at += 1 + (fixed ?? 2 + value.length + second);
    if (Number.isNaN(at)) break;
  }
  return properties;
}

/** What was kept under the topics, one line each: topic and message. The name of an EMQX node has its host in it. */
function recognizeMessages(reply: string): Recognition {
  const lines: string[] = [];
  for (let start = packetEnd(reply, 0); start > 0 && start < reply.length; ) {
    const end = packetEnd(reply, start);
    const line = messageLine(reply.slice(start, end || reply.length));
    if (line !== null) lines.push(line);
    start = end;
  }
  const subject = lines.length === 0 ? 'nothing kept\n' : `${lines.join('\n')}\n`;
  return { confidence: 0.9, text: lines[0] ?? 'SUBACK', hostname: null, subject };
}

/** Topic, with a plus for the name of a node, and message; null for another packet. */
function messageLine(text: string): string | null {
  if ((uint8(text, 0) & 0xf0) !== PUBLISH) return null;
  const start = uint8(text, 1) < 128 ? 2 : 3;
  const topic = take(text, start, 0) === null ? null : take(text, start + 2, uint16(text, start));
  if (topic === null) return null;
  const message = text.slice(start + 2 + topic.length);
  return `${printable(topic).replace(/^(\$SYS\/brokers\/)[^/]*/, '$1+')}: ${printable(message, 120)}`;
}
