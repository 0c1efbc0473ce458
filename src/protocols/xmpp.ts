import { singleLine } from './framing.js';
import { onOneLine } from './text.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';
import { isHostName } from './words.js';

const STREAMS = 'http://etherx.jabber.org/streams';

/** The head of a stream and its features, or the end of a stream that an error closed (RFC 6120 section 4). */
const head: Frame = (text) => {
  for (const end of ['</stream:stream>', '</stream:features>', '<stream:features/>']) {
    const at = text.indexOf(end);
    if (at >= 0) return at + end.length;
  }
  return 0;
};

/** The two roles, which differ in their name space and ports alone. */
interface Role {
  readonly name: string;
  readonly title: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly tlsName: string;
  /** `jabber:client` or `jabber:server`. */
  readonly space: string;
}

/** XMPP, RFC 6120; inside TLS from the first byte, XEP-0368. */
function xmpp({ name, title, port, tlsPort, tlsName, space }: Role): Protocol {
  const bytes = ({ host }: RequestContext) => {
    const domain = host.replace(/[^\w.:-]/g, '');
    return `<?xml version='1.0'?><stream:stream to='${domain}' version='1.0' xmlns='${space}' xmlns:stream='${STREAMS}'>`;
  };
  const opening: Request = { name: 'open', bytes, frame: head };
  const inquiries: readonly Inquiry[] = [{ name: 'header', bytes, frame: head, until: 'product', fresh: true }];
  return {
    ...{ name, title, ports: [port], tlsPorts: [tlsPort], tlsName, serverFirst: false, frame: singleLine },
    ...{ recognize: () => null, recognizeReply: (reply) => recognizeStream(reply, space), questions: [] },
    ...{ openings: [opening], inquiries, farewell: null, converse: null },
  };
}

/** Between clients and their servers. */
export const xmppClient = xmpp({
  ...{ name: 'xmpp-client', title: 'XMPP client connection', port: 5222, tlsPort: 5223, tlsName: 'xmpps-client' },
  space: 'jabber:client',
});

/** Between servers. */
export const xmppServer = xmpp({
  ...{ name: 'xmpp-server', title: 'XMPP server connection', port: 5269, tlsPort: 5270, tlsName: 'xmpps-server' },
  space: 'jabber:server',
});

const OPEN_TAG = /^(?:<\?xml [^>]{0,100}>\s{0,4})?<stream:stream\b([^>]{0,2000})>/;

/** Other words than XML are answered by an error, inside a stream that the server opens for it (RFC 6120 section 4.9.1.2). */
function recognizeStream(reply: string, space: string): Recognition | null {
  const match = OPEN_TAG.exec(reply);
  const attributes = match?.[1] ?? '';
  if (match === null || !attributes.includes(STREAMS) || !hasAttribute(attributes, 'xmlns', space)) return null;
  const rest = reply.slice(match[0].length, match[0].length + 4096);
  const from = attribute(attributes, 'from');
  const mechanisms = [...rest.matchAll(/<mechanism>([A-Z0-9_-]{1,40})</g)].map((found) => found[1]);
  return {
    ...{ confidence: 0.95, text: match[0].slice(match[0].indexOf('<stream:stream')).slice(0, 120) },
    ...{ hostname: from !== null && isHostName(from) ? from : null, subject: subjectOf(attributes, rest) },
    extra: {
      ...(mechanisms.length === 0 ? {} : { authentication: mechanisms.join(' ') }),
      ...(rest.includes('urn:ietf:params:xml:ns:xmpp-tls') ? { startTls: 'offered' } : {}),
    },
  };
}

/** One line, `stream: id decimal, version 1.0, error host-unknown, text -`: the order of attributes says nothing. */
function subjectOf(attributes: string, rest: string): string {
  const error = /^<stream:error><([a-z-]{1,40})/.exec(rest)?.[1] ?? '-';
  const text = /<text\b[^>]{0,200}>([^<]{1,200})</.exec(rest)?.[1] ?? '-';
  const version = attribute(attributes, 'version') || '-';
  const id = kindOf(attribute(attributes, 'id'));
  return `stream: id ${id}, version ${onOneLine(version)}, error ${error}, text ${onOneLine(text)}`;
}

/** How servers make their ids is their own. */
function kindOf(id: string | null): string {
  if (id === null || id === '') return id === '' ? 'empty' : 'none';
  if (/^\d{15,20}$/.test(id)) return 'decimal';
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return 'uuid';
  return /^[\da-f]{16,40}$/.test(id) ? 'hexadecimal' : 'other';
}

function hasAttribute(attributes: string, name: string, value: string): boolean {
  return attributes.includes(` ${name}='${value}'`) || attributes.includes(` ${name}="${value}"`);
}

/** The value of an attribute, null where there is none. */
function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(` ${name}=(?:'([^']{0,255})'|"([^"]{0,255})")`).exec(attributes);
  return match === null ? null : (match[1] ?? match[2] ?? '');
}
