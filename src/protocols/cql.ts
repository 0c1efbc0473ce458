import { asUint16, asUint32, bytes, lengthFrame, printable, take, uint8, uint16, uint32 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

/** The version of the protocol that the most releases know: Cassandra 2.1 to 5, and their kin. */
const VERSION = 3;
const OPCODES = {
  error: 0,
  startup: 1,
  ready: 2,
  authenticate: 3,
  options: 5,
  supported: 6,
  query: 7,
  result: 8,
} as const;
const ROWS = 2;
const CONSISTENCY_ONE = 1;

/** A head of nine bytes from version 3 on, of eight before, and the body. */
const message: Frame = (text) =>
  uint8(text, 0) === 0x81 || uint8(text, 0) === 0x82 ? oldMessage(text) : newMessage(text);
const oldMessage = lengthFrame(8, (text) => 8 + uint32(text, 4));
const newMessage = lengthFrame(9, (text) => 9 + uint32(text, 5));

/** What the server supports: a question before any login. */
const OPENING: Request = { name: 'options', bytes: request(OPCODES.options, ''), frame: message };

/** A session, and where it needs no login the release out of the table in which every node keeps its own. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'startup', bytes: startup, frame: message, until: 'version' },
  { name: 'release', bytes: releaseQuery, frame: message, until: 'version' },
];

/** Apache Cassandra and what takes its clients: the native protocol of CQL. */
export const cql: Protocol = {
  name: 'cql',
  title: 'Cassandra Query Language native protocol',
  ports: [9042, 10350],
  tlsPorts: [9142],
  tlsName: null,
  serverFirst: false,
  frame: message,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function request(opcode: number, body: string): string {
  return bytes(VERSION, 0, 0, 0, opcode) + asUint32(body.length) + body;
}

function startup({ said }: RequestContext): string | null {
  const string = (value: string) => asUint16(value.length) + value;
  const isSupported = said.some(({ text }) => opcodeOf(text) === OPCODES.supported);
  return isSupported ? request(OPCODES.startup, asUint16(1) + string('CQL_VERSION') + string('3.0.0')) : null;
}

function releaseQuery({ said }: RequestContext): string | null {
  if (!said.some(({ text }) => opcodeOf(text) === OPCODES.ready)) return null;
  const isScylla = said.some(({ text }) => text.includes('SCYLLA_'));
  const query = isScylla
    ? "SELECT version FROM system.versions WHERE key = 'local'"
    : 'SELECT release_version FROM system.local';
  return request(OPCODES.query, asUint32(query.length) + query + asUint16(CONSISTENCY_ONE) + bytes(0));
}

/** Kind of a reply; NaN where it is none. */
function opcodeOf(reply: string): number {
  const version = uint8(reply, 0);
  if (!(version >= 0x81 && version <= 0x86) || uint8(reply, 1) > 0x1f) return Number.NaN;
  return uint8(reply, version <= 0x82 ? 3 : 4);
}

function recognizeReply(reply: string): Recognition | null {
  if (message(reply) === 0) return null;
  const body = reply.slice(uint8(reply, 0) <= 0x82 ? 8 : 9);
  switch (opcodeOf(reply)) {
    case OPCODES.supported:
      return recognizeSupported(body);
    case OPCODES.error:
      return recognizeError(body);
    case OPCODES.authenticate:
      return recognizeAuthenticate(body);
    case OPCODES.ready:
      return body === '' ? recognition('ready', 'ready\n') : null;
    case OPCODES.result:
      return recognizeResult(body);
    default:
      return null;
  }
}

function recognition(text: string, subject: string, extra: Record<string, string> = {}): Recognition {
  return { confidence: 0.95, text: printable(text, 120), hostname: null, subject, extra };
}

/** `supported:` and what is offered, names and values apart from each other by a blank. */
function recognizeSupported(body: string): Recognition | null {
  const options = stringMultimap(body);
  const [version] = options.get('CQL_VERSION') ?? [];
  if (version === undefined) return null;
  const told = [...options].map(([name, values]) => `${name}=${values.join(',')}`).sort();
  const subject = `supported: ${printable(told.join(' '), 2000)}\n`;
  const protocols = options.get('PROTOCOL_VERSIONS')?.join(' ');
  const extra = { cqlVersion: version, ...(protocols === undefined ? {} : { protocolVersions: protocols }) };
  return recognition(`CQL_VERSION ${version}`, subject, extra);
}

function stringMultimap(body: string): Map<string, string[]> {
  const options = new Map<string, string[]>();
  let at = 2;
  const string = () => {
    const value = take(body, at + 2, uint16(body, at));
    at += 2 + (value?.length ?? body.length);
    return value;
  };
  for (let left = uint16(body, 0); left > 0; left -= 1) {
    const name = string();
    if (name === null) break;
    const values: string[] = [];
    const count = uint16(body, at);
    at += 2;
    for (let index = 0; index < count; index += 1) {
      const value = string();
      if (value === null) break;
      values.push(value);
    }
    options.set(name, values);
  }
  return options;
}

function recognizeError(body: string): Recognition | null {
  const text = take(body, 6, uint16(body, 4));
  if (text === null || uint32(body, 0) > 0xffff) return null;
  return recognition(text, `error: ${printable(text, 300)}\n`);
}

function recognizeAuthenticate(body: string): Recognition | null {
  const name = take(body, 2, uint16(body, 0));
  if (name === null || name === '') return null;
  return recognition(name, `authenticator: ${printable(name, 200)}\n`, { access: 'password required' });
}

/** The one value of a result of one row and one column, behind the name of the column. */
function recognizeResult(body: string): Recognition | null {
  if (uint32(body, 0) !== ROWS || uint32(body, 8) !== 1) return null;
  // Keyspace, table and column, in this order whether the table is named once or for each column.
  let at = 12;
  for (let strings = 2; strings > 0; strings -= 1) at += 2 + uint16(body, at);
  const column = take(body, at + 2, uint16(body, at));
  const value = column && take(body, at + 2 + column.length + 2 + 4 + 4, uint32(body, at + 2 + column.length + 2 + 4));
  return value ? recognition(value, `${printable(column)}: ${printable(value)}\n`) : null;
}
