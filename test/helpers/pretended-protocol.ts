import { singleLine } from '../../src/protocols/framing.js';
import type { Inquiry, Protocol, Request } from '../../src/protocols/types.js';

/** A protocol of lines that knows nothing and asks nothing, but for what is given. */
export function pretendedProtocol(name: string, changes: Partial<Protocol> = {}): Protocol {
  return {
    name,
    title: name,
    ports: [],
    tlsPorts: [],
    tlsName: null,
    serverFirst: false,
    frame: singleLine,
    recognize: () => null,
    questions: [],
    openings: [],
    inquiries: [],
    farewell: null,
    converse: null,
    ...changes,
  };
}

/** A protocol whose client says `NAME?`, and whose server answers `NAME!`. */
export function askingProtocol(name: string, confidence = 0.9, changes: Partial<Protocol> = {}): Protocol {
  return pretendedProtocol(name, {
    openings: [request('hello', `${name}?\r\n`)],
    recognizeReply: (reply) => (reply.startsWith(`${name}!`) ? { confidence, text: reply, hostname: null } : null),
    ...changes,
  });
}

export function request(name: string, bytes: Request['bytes'], changes: Partial<Request> = {}): Request {
  return { name, bytes, frame: singleLine, ...changes };
}

export function inquiry(name: string, bytes: Request['bytes'], changes: Partial<Inquiry> = {}): Inquiry {
  return { ...request(name, bytes), until: 'version', ...changes };
}
