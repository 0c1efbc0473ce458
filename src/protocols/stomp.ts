import type { Frame, Protocol, Recognition, Request } from './types.js';

/** A frame ends with NUL; line ends may follow. */
const frame: Frame = (text) => text.indexOf('\0') + 1;
/** Introduces itself without a name or password, as clients do where none is needed; later versions would want a Host field. */
const OPENING: Request = { name: 'connect', bytes: 'CONNECT\naccept-version:1.0\n\n\0', frame };

/** STOMP, stomp.github.io/stomp-specification-1.2.html. */
export const stomp: Protocol = {
  name: 'stomp',
  title: 'Streaming Text Oriented Messaging Protocol',
  ports: [61613],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** The subject is the field that names the server, `server: RabbitMQ/3.10.8`. */
function recognizeReply(reply: string): Recognition | null {
  const text = /^(?:CONNECTED|ERROR)(?=\r?\n[a-z-]{1,40}:)/.exec(reply)?.[0];
  if (text === undefined || !(reply.includes('\0') || text === 'CONNECTED')) return null;
  const server = /\nserver:([^\r\n]{1,200})/.exec(reply.slice(0, 2048))?.[1];
  const version = /\nversion:([\d.,]{1,20})/.exec(reply.slice(0, 2048))?.[1];
  const access: Record<string, string> = text === 'ERROR' ? { access: 'password required' } : {};
  return {
    ...{ confidence: 0.9, text, hostname: null, subject: `server: ${server ?? '-'}` },
    extra: { ...(version === undefined ? {} : { protocolVersion: version }), ...access },
  };
}
