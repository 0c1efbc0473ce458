import { asUint16, bytes, fromHex, lengthFrame, take, uint8, uint16 } from './bytes.js';
import { onOneLine } from './text.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

const SEND_BODY = 3;
const SEND_HEADERS = 4;
const END_RESPONSE = 5;
const PONG = 9;
const GET = 2;

/** `AB` and two bytes of length before each packet of the container (AJPv13, "Packet Structure"). */
const packet: Frame = lengthFrame(4, (text) => (text.startsWith('AB') ? 4 + uint16(text, 2) : Number.NaN));

/** Packets up to the end of a response. */
const response: Frame = (text) => {
  for (let at = 0; text.startsWith('AB', at); ) {
    const end = at + 4 + uint16(text, at + 2);
    if (!(end <= text.length)) return 0;
    if (uint8(text, at + 4) === END_RESPONSE) return end;
    at = end;
  }
  return 0;
};

/** What front ends ask to see whether the container lives. */
const OPENING: Request = { name: 'ping', bytes: fromHex('1234 0001 0a'), frame: packet };

/** The first page, as a front end would pass on a browser's request: containers name themselves on it. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'page', bytes: page, frame: response, until: 'product' }];

/** Apache JServ Protocol 1.3, by which web servers talk to containers such as Tomcat. */
export const ajp: Protocol = {
  name: 'ajp13',
  title: 'Apache JServ Protocol',
  ports: [8009],
  tlsPorts: [],
  tlsName: null,
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

/** Forward request: method, protocol, path, remote address and host, server, port, no TLS, no header (AJPv13). */
function page({ host, port }: RequestContext): string {
  const text = (value: string) => `${asUint16(value.length)}${value}\0`;
  const name = text(host.slice(0, 200));
  const body = `${bytes(2, GET)}${text('HTTP/1.1')}${text('/')}${text('127.0.0.1')}${fromHex('ffff')}${name}`;
  const message = `${body}${asUint16(port)}${fromHex('00 0001 a00b')}${name}${fromHex('ff')}`;
  return `${fromHex('1234')}${asUint16(message.length)}${message}`;
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (!request.startsWith('ajp13/') || packet(reply) === 0) return null;
  const kind = uint8(reply, 4);
  if (kind === PONG && uint16(reply, 2) === 1) return { confidence: 0.95, text: 'CPong', hostname: null };
  if (kind !== SEND_HEADERS) return null;
  const status = String(uint16(reply, 5));
  const body = onOneLine(bodyOf(reply));
  return { confidence: 0.95, text: `status ${status}`, hostname: null, subject: `body: ${body}`, extra: { status } };
}

/** What the packets of a response carry of its body. */
function bodyOf(reply: string): string {
  let body = '';
  for (let at = 0; reply.startsWith('AB', at); at += 4 + uint16(reply, at + 2)) {
    if (uint8(reply, at + 4) !== SEND_BODY) continue;
    body += take(reply, at + 7, uint16(reply, at + 5)) ?? reply.slice(at + 7);
  }
  return body;
}
