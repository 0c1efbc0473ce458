import { type HttpResponse, type MessageName, parseResponse } from './http-message.js';
import { pageFacts } from './http-page.js';
import type { Recognition, RequestContext } from './types.js';

/** Characters of a field that signatures see; products name themselves early. */
const FIELD_LENGTH = 400;

/** How servers of TLS answer HTTP in clear; {@link speaksOfTls} tells whose words these are. */
const WANTS_TLS = [
  'plain http', // nginx and kin, Apache httpd, Cheroot
  'http request to an https server', // Go: Caddy, Traefik, Docker, Kubernetes
  'requires tls', // Tomcat
  'running in ssl mode', // Webmin
  'http to an ssl', // older Apache httpd
  'https is required', // HttpListener behind some appliances
] as const;

/** A response as a recognition: its facts, and the lines that signatures read. */
export function recognitionOf(
  response: HttpResponse,
  {
    name = 'HTTP',
    confidence = 0.9,
    extra = {},
    lines = [],
  }: {
    readonly name?: MessageName;
    readonly confidence?: number;
    readonly extra?: Readonly<Record<string, string>>;
    /** Lines for signatures, before those of the response. */
    readonly lines?: readonly string[];
  } = {},
): Recognition {
  const { version, status } = response;
  const text = `${version === '' ? 'ICY' : `${name}/${version}`} ${status}`;
  const subject = [...lines, subjectOf(response)].join('\n');
  return { confidence, text, hostname: null, subject, extra: { ...extraOf(response), ...extra } };
}

/**
 * Recognises a protocol that is carried by HTTP/1.
 *
 * @param told - What the response tells of that protocol; null where it is not spoken here.
 */
export function recognizeCarried(
  reply: string,
  told: (response: HttpResponse) => {
    readonly extra?: Readonly<Record<string, string>>;
    readonly lines?: readonly string[];
  } | null,
): Recognition | null {
  const response = reply.startsWith('HTTP/') ? parseResponse(reply) : null;
  const facts = response && told(response);
  return response && facts && recognitionOf(response, { ...facts, confidence: 0.95 });
}

/** Whether the server says that it wants TLS. */
export function speaksOfTls({ status, body }: HttpResponse): boolean {
  if (status !== 400 && status !== 200 && status !== 426) return false;
  const words = body.slice(0, 2048).toLowerCase();
  const found = WANTS_TLS.find((each) => words.includes(each));
  return found !== undefined && (status !== 200 || found === 'running in ssl mode');
}

/**
 * What signatures read: `status:`, every field as a line with its name in lower case, what the page says of itself
 * (`title:`, `generator:`, `application:`), and `body:` with every run of blanks as one.
 */
function subjectOf({ status, reason, lines, body }: HttpResponse): string {
  const { title, generator, application } = pageFacts(body);
  const told: readonly (readonly [string, string | null])[] = [
    ...lines.map(([name, value]) => [name, value.slice(0, FIELD_LENGTH)] as const),
    ['title', title],
    ['generator', generator],
    ['application', application],
    ['body', body.split(/[\s\0]+/).join(' ')],
  ];
  return [
    `status: ${status} ${reason}`.trimEnd(),
    ...told.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])),
  ].join('\n');
}

function extraOf({ status, fields, body }: HttpResponse): Record<string, string> {
  const told: readonly (readonly [string, string | null | undefined])[] = [
    ['status', String(status)],
    ['server', fields.get('server')],
    ['poweredBy', fields.get('x-powered-by')],
    ['realm', realmOf(fields.get('www-authenticate') ?? fields.get('proxy-authenticate') ?? '')],
    ['location', fields.get('location')],
    ['title', pageFacts(body).title],
  ];
  return Object.fromEntries(told.filter((pair): pair is readonly [string, string] => Boolean(pair[1])));
}

/** What the server calls the area that wants a password (RFC 9110 section 11.5). */
function realmOf(challenge: string): string | null {
  const [, quoted, token] = /\brealm=(?:"([^"]{0,200})"|([^\s,"]{1,200}))/i.exec(challenge.slice(0, 1000)) ?? [];
  return quoted ?? token ?? null;
}

/** A GET of HTTP/1.1 after which the server closes. */
export function getRequest(path: string, context: RequestContext): string {
  const fields = [`Host: ${authority(context)}`, 'User-Agent: portolan', 'Accept: */*', 'Connection: close'];
  return [`GET ${path} HTTP/1.1`, ...fields, '', ''].join('\r\n');
}

/** Host and port as they stand in a Host field (RFC 9110 section 7.2): without the port where it is the usual one. */
export function authority({ host, port, secure }: RequestContext): string {
  const name = host.includes(':') ? `[${host.split('%', 1)[0]}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${port}`;
}
