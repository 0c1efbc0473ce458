import { known } from './http-carried.js';
import { type HttpResponse, parseResponse, responseWithLength } from './http-message.js';
import { recognitionOf } from './http-reply.js';
import type { Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

const frame = responseWithLength('RTSP');

/** What the server can do (RFC 7826 section 13.1), in the version that all servers speak (RFC 2326 section 10.1). */
const OPENING: Request = {
  name: 'options',
  bytes: 'OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: portolan\r\n\r\n',
  frame,
};

/** Where the server keeps its name to itself, it may tell it with what it refuses to show. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'describe', bytes: describeRequest, frame, until: 'product' }];

/** Real-Time Streaming Protocol, RFC 7826 and RFC 2326. */
export const rtsp: Protocol = {
  name: 'rtsp',
  title: 'Real-Time Streaming Protocol',
  ports: [554, 8554],
  tlsPorts: [322],
  tlsName: 'rtsps',
  serverFirst: false,
  frame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string): Recognition | null {
  const response = parseResponse(reply, 'RTSP') ?? tunnelRefusal(reply);
  if (response === null) return null;
  const methods = response.fields.get('public') ?? response.fields.get('allow') ?? '';
  return recognitionOf(response, { name: 'RTSP', confidence: 0.95, extra: known({ methods: methods.slice(0, 200) }) });
}

function describeRequest({ host, port, secure }: RequestContext): string {
  const name = host.includes(':') ? `[${host.split('%', 1)[0]}]` : host;
  const target = `${secure ? 'rtsps' : 'rtsp'}://${name}:${port}/`;
  return [`DESCRIBE ${target} RTSP/1.0`, 'CSeq: 2', 'Accept: application/sdp', 'User-Agent: portolan', '', ''].join(
    '\r\n',
  );
}

/** How a server answers HTTP that carries RTSP through HTTP only (Apple's tunnel) and says so. */
function tunnelRefusal(reply: string): HttpResponse | null {
  const response = parseResponse(reply);
  return response !== null && /\bRTSP Server\b/i.test(response.fields.get('server') ?? '') ? response : null;
}
