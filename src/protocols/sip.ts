import { known } from './http-carried.js';
import { parseResponse, responseWithLength } from './http-message.js';
import { recognitionOf } from './http-reply.js';
import type { Protocol, Recognition, Request, RequestContext } from './types.js';

const frame = responseWithLength('SIP');

/** What the server can do: what clients ask to see whether it is there (RFC 3261 section 11). */
const OPENING: Request = { name: 'options', bytes: optionsRequest, frame };

/** Session Initiation Protocol over TCP, RFC 3261; inside TLS, its section 26.2.1. */
export const sip: Protocol = {
  name: 'sip',
  title: 'Session Initiation Protocol',
  ports: [5060],
  tlsPorts: [5061],
  tlsName: 'sips',
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

function recognizeReply(reply: string): Recognition | null {
  const response = parseResponse(reply, 'SIP');
  if (response === null) return null;
  const facts = {
    userAgent: response.fields.get('user-agent') ?? '',
    methods: (response.fields.get('allow') ?? '').slice(0, 200),
  };
  return recognitionOf(response, { name: 'SIP', confidence: 0.95, extra: known(facts) });
}

/** Nothing in it changes from one call to the next: over a connection of its own nothing can be mistaken for it. */
function optionsRequest({ host, port, secure, clientName }: RequestContext): string {
  const bare = clientName.replace(/^\[(?:IPv6:)?|\]$/g, '');
  const own = bare.includes(':') ? `[${bare}]` : bare;
  const name = host.includes(':') ? `[${host.split('%', 1)[0]}]` : host;
  const target = `sip:${name}:${port}${secure ? ';transport=tls' : ';transport=tcp'}`;
  return [
    `OPTIONS ${target} SIP/2.0`,
    `Via: SIP/2.0/${secure ? 'TLS' : 'TCP'} ${own};branch=z9hG4bKportolan;rport`,
    'Max-Forwards: 70',
    `To: <${target}>`,
    `From: <sip:portolan@${own}>;tag=portolan`,
    `Call-ID: portolan@${own}`,
    'CSeq: 1 OPTIONS',
    `Contact: <sip:portolan@${own};transport=tcp>`,
    'Accept: application/sdp',
    'User-Agent: portolan',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
