import { APPLICATION_INQUIRIES } from './http-applications.js';
import { http2FrameLength } from './http-frames.js';
import { httpResponse, parseResponse } from './http-message.js';
import { buildLine } from './http-metrics.js';
import { authority, getRequest, recognitionOf, speaksOfTls } from './http-reply.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

/**
 * Without a Host field, which HTTP/1.0 does not need: a server of another protocol that reads lines (Redis) takes one for
 * an attack by way of a browser. It answers this line as any unknown command.
 */
const OPENING: Request = { name: 'get', bytes: 'GET / HTTP/1.0\r\n\r\n', frame };

/** Length of a path that is followed. */
const LONGEST_PATH = 200;

const INQUIRIES: readonly Inquiry[] = [
  // As a browser asks: many servers show the product only to who names the host (RFC 9112 section 3.2).
  { name: 'page', bytes: (context) => getRequest('/', context), frame, until: 'product' },
  // Where the page is elsewhere on the same server, there: many applications begin at /login.
  { name: 'landing', bytes: landingRequest, frame, until: 'product' },
  ...APPLICATION_INQUIRIES,
];

/** HTTP/1, RFC 9112; inside TLS, RFC 9110 section 4.2.2. HTTP/2 (RFC 9113) is recognised by its name in TLS, or its frames. */
export const http: Protocol = {
  name: 'http',
  title: 'Hypertext Transfer Protocol',
  ports: [
    ...[80, 8080, 8000, 8008, 8081, 8888, 3000, 5000],
    ...[81, 591, 1880, 3001, 4000, 4646, 5001, 5357, 5601, 5984, 5985, 7001, 7547, 8001, 8006, 8010, 8082, 8083, 8085],
    ...[
      8086, 8088, 8090, 8096, 8123, 8161, 8180, 8181, 8200, 8280, 8500, 8880, 8983, 9000, 9001, 9080, 9990, 15672,
      32400,
    ],
  ],
  tlsPorts: [443, 8443, 4443, 9443, 10443],
  tlsName: 'https',
  alpn: ['h2', 'http/1.1'],
  serverFirst: false,
  frame,
  recognize,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function frame(text: string): ReturnType<Frame> {
  const binary = http2FrameLength(text);
  if (binary === 0) return httpResponse(text);
  return binary <= text.length ? binary : 0;
}

/** What a server of HTTP/2 begins with. */
function recognizeFrames(text: string): Recognition | null {
  return http2FrameLength(text) === 0
    ? null
    : { confidence: 0.9, text: 'HTTP/2', hostname: null, subject: 'status: HTTP/2', extra: { protocol: 'HTTP/2' } };
}

/**
 * A server that speaks only HTTP/2 says its settings before it has heard anything; one of HTTP/1 says that it has waited long
 * enough (RFC 9110 section 15.5.9), or the same to everybody.
 */
function recognize(greeting: string): Recognition | null {
  const response = greeting.startsWith('HTTP/') ? parseResponse(greeting) : null;
  return response === null ? recognizeFrames(greeting) : recognitionOf(response);
}

function recognizeReply(reply: string): Recognition | null {
  const response = parseResponse(reply) ?? parseResponse(reply, 'ICY');
  if (response === null) return recognizeFrames(reply);
  const build = buildLine(response.body);
  const recognition = recognitionOf(response, { lines: build === null ? [] : [build] });
  return speaksOfTls(response) ? { ...recognition, wantsTls: true } : recognition;
}

/** Follows one redirect, where it stays on the server that was asked. */
function landingRequest(context: RequestContext): string | null {
  for (const { request, text } of context.said) {
    const response = request === 'http/get' || request === 'http/page' ? parseResponse(text) : null;
    if (response === null || response.status < 300 || response.status > 399) continue;
    const path = localPath(response.fields.get('location') ?? '', context);
    if (path !== null) return getRequest(path, context);
  }
  return null;
}

/** The path of a location on the same server; null for any other, and for the root, which was asked already. */
function localPath(location: string, context: RequestContext): string | null {
  const origin = `${context.secure ? 'https' : 'http'}://${authority(context)}/`;
  const from = location.startsWith(origin) ? location.slice(origin.length - 1) : location;
  const path = from.split('#', 1)[0]!;
  return /^\/(?!\/)[!-~]+$/.test(path) && path.length <= LONGEST_PATH ? path : null;
}
