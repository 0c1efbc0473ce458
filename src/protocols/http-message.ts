import { splitLines, trimBlanks } from './framing.js';
import type { Frame } from './types.js';

/** Body bytes that identification looks at: titles and product names stand in the first ones. */
const BODY_BYTES = 8192;

/** A response of HTTP/1, taken apart. */
export interface HttpResponse {
  /** Such as `1.1`. */
  readonly version: string;
  readonly status: number;
  /** Values by name in lower case; where a field comes twice, joined by a comma and a space (RFC 9110 section 5.3). */
  readonly fields: ReadonlyMap<string, string>;
  /** As much of it as was read, still in its transfer coding. */
  readonly body: string;
}

/**
 * A response of HTTP/1: head, and of the body as much as its length says (RFC 9112 section 6.3), but no more than is looked
 * at. Without a length the body goes on until the server closes or falls quiet. Anything but a response is one line.
 */
export const httpResponse: Frame = (text) => {
  const start = headLength(text);
  if (start === 0) return /^(?:H|HT|HTT|HTTP|HTTP\/.*)$/s.test(text) ? 0 : text.indexOf('\n') + 1;
  const most = start + BODY_BYTES;
  if (text.length >= most) return most;
  const head = text.slice(0, start);
  const announced = /\ncontent-length:[ \t]{0,8}(\d{1,15})[ \t]{0,8}\r?\n/i.exec(head)?.[1];
  if (announced !== undefined) return start + Number(announced) <= text.length ? start + Number(announced) : 0;
  if (/^HTTP\/\d(?:\.\d)? (?:204|304) /.test(head)) return start;
  const last = /\ntransfer-encoding:[^\n]*chunked/i.test(head) ? text.indexOf('\r\n0\r\n\r\n', start - 2) : -1;
  return last < 0 ? 0 : last + 7;
};

/** The response, null where the text does not begin with a status line of HTTP/1 (RFC 9112 section 4). */
export function parseHttpResponse(text: string): HttpResponse | null {
  const status = /^HTTP\/(1\.[01]) (\d{3})(?=[ \r\n])/.exec(text);
  if (status === null) return null;
  const end = headLength(text);
  const head = end === 0 ? text : text.slice(0, end);
  const fields = new Map<string, string>();
  for (const line of splitLines(head).slice(1)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = trimBlanks(line.slice(colon + 1));
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { version: status[1]!, status: Number(status[2]), fields, body: end === 0 ? '' : text.slice(end) };
}

/** Text of the first `<title>`, blanks joined; null where there is none. */
export function titleOf(body: string): string | null {
  const start = body.search(/<title[\s>]/i);
  const open = start < 0 ? -1 : body.indexOf('>', start);
  if (open < 0) return null;
  const rest = body.slice(open + 1, open + 1 + 300);
  const end = rest.search(/<\/title/i);
  const title = (end < 0 ? rest : rest.slice(0, end))
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
  return title === '' ? null : title;
}

/** Length of the head with its empty line, 0 where that has not come yet. */
function headLength(text: string): number {
  if (!text.startsWith('HTTP/')) return 0;
  const end = /\r?\n\r?\n/.exec(text);
  return end === null ? 0 : end.index + end[0].length;
}
