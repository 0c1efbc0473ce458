import { type HttpResponse, httpResponse, parseHttpResponse, titleOf } from './http-message.js';
import type { Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

/**
 * Without a Host field, which HTTP/1.0 does not need: a server of another protocol that reads lines (Redis) takes one for
 * an attack by way of a browser. It answers this line as any unknown command.
 */
const OPENING: Request = { name: 'get', bytes: 'GET / HTTP/1.0\r\n\r\n', frame: httpResponse };

/** As a browser asks: many servers show the product only to who names the host (RFC 9112 section 3.2). */
const INQUIRIES: readonly Inquiry[] = [{ name: 'page', bytes: pageRequest, frame: httpResponse, until: 'product' }];

/** Field whose values tell of products, in the order in which signatures read them. */
const TELLING = /^(?:server|via|x-powered-by|www-authenticate|set-cookie|location|x-[a-z0-9-]+)$/;

/** HTTP/1, RFC 9112; inside TLS, RFC 9110 section 4.2.2. HTTP/2 (RFC 9113) is recognised by its name in TLS. */
export const http: Protocol = {
  name: 'http',
  title: 'Hypertext Transfer Protocol',
  ports: [80, 8080, 8000, 8008, 8081, 8888, 3000, 5000],
  tlsPorts: [443, 8443],
  tlsName: 'https',
  alpn: ['h2', 'http/1.1'],
  serverFirst: false,
  frame: httpResponse,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string): Recognition | null {
  const response = parseHttpResponse(reply);
  if (response === null) return null;
  const { version, status, fields, body } = response;
  const text = `HTTP/${version} ${status}`;
  const recognition = { confidence: 0.9, text, hostname: null, subject: subjectOf(response), extra: extraOf(response) };
  // What servers of TLS say to who speaks HTTP in clear.
  const wantsTls =
    status === 400 && /plain HTTP|HTTP request to an HTTPS|speaking plain/i.test(`${fields.get('server')} ${body}`);
  return wantsTls ? { ...recognition, wantsTls } : recognition;
}

/** The telling fields, one a line in lower case, then `title:` and `body:`; signatures begin at the line they read. */
function subjectOf(response: HttpResponse): string {
  const { status, fields, body } = response;
  const told = [...fields].filter(([name]) => TELLING.test(name)).map(([name, value]) => `${name}: ${value}`);
  const title = titleOf(body);
  return [`status: ${status}`, ...told, ...(title === null ? [] : [`title: ${title}`]), `body: ${body}`].join('\n');
}

function extraOf({ status, fields, body }: HttpResponse): Record<string, string> {
  const told: readonly (readonly [string, string | null | undefined])[] = [
    ['status', String(status)],
    ['server', fields.get('server')],
    ['poweredBy', fields.get('x-powered-by')],
    ['location', fields.get('location')],
    ['title', titleOf(body)],
  ];
  return Object.fromEntries(told.filter((pair): pair is readonly [string, string] => Boolean(pair[1])));
}

function pageRequest(context: RequestContext): string {
  return getRequest('/', context);
}

/** A GET of HTTP/1.1 after which the server closes. */
export function getRequest(path: string, { host, port, secure }: RequestContext): string {
  const name = host.includes(':') ? `[${host.split('%', 1)[0]}]` : host;
  const place = port === (secure ? 443 : 80) ? name : `${name}:${port}`;
  const fields = [`Host: ${place}`, 'User-Agent: portolan', 'Accept: */*', 'Connection: close'];
  return [`GET ${path} HTTP/1.1`, ...fields, '', ''].join('\r\n');
}
