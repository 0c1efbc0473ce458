import { asUint16, bytes, fromHex, printable, take, uint8, uint16 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

const MAGIC = fromHex('60 60 b0 17');
/** Versions that we would speak, each the newest of a range: 5.8 to 5.1, 4.4 to 4.2, 4.1, 3. */
const VERSIONS = fromHex('00 07 08 05  00 02 04 04  00 00 01 04  00 00 00 03');
const SUCCESS = 0x70;

/** The version that the server chose, all zero where it knows none of ours. */
const fourBytes: Frame = (text) => (text.startsWith('HTTP') || text.length < 4 ? 0 : 4);

/** Chunks up to an empty one (Bolt protocol, message transfer encoding). */
const message: Frame = (text) => {
  for (let at = 0; at + 2 <= text.length; ) {
    const length = uint16(text, at);
    at += 2 + length;
    if (length === 0 && at > 2) return at;
  }
  return 0;
};

const OPENING: Request = { name: 'handshake', bytes: MAGIC + VERSIONS, frame: fourBytes };

/** From version 5.1 on a client says hello before it logs in, and the server answers with its name. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'hello', bytes: hello, frame: message, until: 'version' }];

/** Neo4j and what takes its clients. */
export const bolt: Protocol = {
  name: 'bolt',
  title: 'Bolt graph database protocol',
  ports: [7687],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: fourBytes,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function hello({ said }: RequestContext): string | null {
  const chosen = said.find(({ request }) => request === 'bolt/handshake')?.text ?? '';
  if (uint8(chosen, 3) !== 5 || uint8(chosen, 2) < 1) return null;
  const string = (value: string) => bytes(0x80 + value.length) + value;
  const agent = `${string('product')}${bytes(0x8c)}portolan/1.0`;
  const map = `${bytes(0xa2)}${string('user_agent')}${bytes(0x8c)}portolan/1.0${string('bolt_agent')}${bytes(0xa1)}${agent}`;
  const content = bytes(0xb1, 0x01) + map;
  return `${asUint16(content.length)}${content}\0\0`;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request === 'bolt/handshake') {
    const [minor, major] = [uint8(reply, 2), uint8(reply, 3)];
    if (reply.length !== 4 || uint16(reply, 0) !== 0 || !(major >= 3 && major <= 5)) return null;
    const version = `${major}.${minor}`;
    return { confidence: 0.85, text: `version ${version}`, hostname: null, extra: { protocolVersion: version } };
  }
  if (request !== 'bolt/hello' || uint8(reply, 3) !== SUCCESS) return null;
  const server = serverOf(reply);
  return server === null ? null : { confidence: 0.95, text: server, hostname: null, subject: `server: ${server}\n` };
}

/** The string behind the name `server`; the head of a string tells its length in four bits, or in a byte of its own. */
function serverOf(reply: string): string | null {
  const at = reply.indexOf('\x86server') + 7;
  if (at < 7) return null;
  const head = uint8(reply, at);
  const value = head === 0xd0 ? take(reply, at + 2, uint8(reply, at + 1)) : take(reply, at + 1, head - 0x80);
  return value === null || value === '' ? null : printable(value, 120);
}
