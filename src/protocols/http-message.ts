import { splitLines, trimBlanks } from './framing.js';
import type { Frame } from './types.js';

/** Body bytes that identification looks at: titles and product names stand in the first ones. */
const BODY_BYTES = 8192;

/** Protocols whose responses have the form of HTTP's: RTSP (RFC 7826 section 5.2), SIP (RFC 3261 section 7.2), SHOUTcast. */
export type MessageName = 'HTTP' | 'RTSP' | 'SIP' | 'ICY';

/** A response, taken apart. */
export interface HttpResponse {
  /** Such as `1.1`; empty where the status line has none. */
  readonly version: string;
  readonly status: number;
  /** What the status line says in words; may be empty. */
  readonly reason: string;
  /** Values by name in lower case; where a field comes twice, joined by a comma and a space (RFC 9110 section 5.3). */
  readonly fields: ReadonlyMap<string, string>;
  /** Every field line in its order, its name in lower case. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** As much of it as was read, out of its chunks (RFC 9112 section 7.1). */
  readonly body: string;
}

const STATUS_LINE: Readonly<Record<MessageName, RegExp>> = {
  HTTP: /^HTTP\/(\d(?:\.\d)?) {1,2}(\d{3})(?![\w-])([^\r\n]*)/,
  RTSP: /^RTSP\/(\d\.\d) (\d{3})(?![\w-])([^\r\n]*)/,
  SIP: /^SIP\/(\d\.\d) (\d{3})(?![\w-])([^\r\n]*)/,
  ICY: /^ICY()? (\d{3})(?![\w-])([^\r\n]*)/,
};

/**
 * A response of HTTP/1: head, and of the body as much as its length says (RFC 9112 section 6.3), but no more than is looked
 * at. Without a length the body goes on until the server closes or falls quiet. Anything but a response is one line.
 */
export const httpResponse: Frame = (text) => responseLength(text, ['HTTP', 'ICY']);

/** The same for a protocol in which a response without a length has no body (RFC 7826 section 5.3). */
export function responseWithLength(name: MessageName): Frame {
  return (text) => {
    const length = responseLength(text, [name]);
    const start = length === 0 ? headLength(text) : 0;
    return start > 0 && announcedLength(text.slice(0, start)) === null ? start : length;
  };
}

/** The response, null where the text does not begin with a status line (RFC 9112 section 4). */
export function parseResponse(text: string, name: MessageName = 'HTTP'): HttpResponse | null {
  const status = STATUS_LINE[name].exec(text);
  if (status === null) return null;
  const end = headLength(text);
  const lines = fieldLines(end === 0 ? text : text.slice(0, end));
  const fields = new Map<string, string>();
  for (const [key, value] of lines) {
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  const body = end === 0 ? '' : text.slice(end);
  const isChunked = /chunked/i.test(fields.get('transfer-encoding') ?? '');
  return {
    ...{ version: status[1] ?? '', status: Number(status[2]), reason: trimBlanks(status[3] ?? '') },
    ...{ fields, lines, body: isChunked ? unchunked(body) : body },
  };
}

/** The object that a body is in JSON; null where it is none, or not all of it was read. */
export function jsonObject(body: string): Readonly<Record<string, unknown>> | null {
  if (!/^\s*\{/.test(body)) return null;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

function responseLength(text: string, names: readonly MessageName[]): number {
  if (!names.some((name) => STATUS_LINE[name].test(text))) {
    // The beginning of a status line, as far as it has come.
    const isBegun = names.some((name) => text.startsWith(`${name}/`) || name.startsWith(text));
    return isBegun && !text.includes('\n') ? 0 : text.indexOf('\n') + 1;
  }
  const start = headLength(text);
  if (start === 0) return 0;
  const most = start + BODY_BYTES;
  const head = text.slice(0, start);
  const length = hasNoBody(head) ? 0 : announcedLength(head);
  if (length !== null) return wholeOrCut(text, start + length, most);
  const end = isChunkedHead(head) ? chunksEnd(text, start) : 0;
  return end > 0 && end <= most ? end : wholeOrCut(text, most, most);
}

/** The end where all of it is there, cut at what is looked at; 0 when more is needed. */
function wholeOrCut(text: string, end: number, most: number): number {
  const wanted = Math.min(end, most);
  return wanted <= text.length ? wanted : 0;
}

/** RFC 9112 section 6.3: these never have one, whatever their fields say. */
function hasNoBody(head: string): boolean {
  return /^HTTP\/\S{1,3} {1,2}(?:204|304)(?!\w)/.test(head);
}

function isChunkedHead(head: string): boolean {
  return /\ntransfer-encoding:[^\n]*chunked/i.test(head);
}

function announcedLength(head: string): number | null {
  if (isChunkedHead(head)) return null;
  const digits = /\n(?:content-length|l)[ \t]{0,8}:[ \t]{0,8}(\d{1,15})[ \t]{0,8}\r?\n/i.exec(head)?.[1];
  return digits === undefined ? null : Number(digits);
}

function fieldLines(head: string): [string, string][] {
  return splitLines(head)
    .slice(1)
    .flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      if (colon <= 0) return [];
      return [[trimBlanks(line.slice(0, colon)).toLowerCase(), trimBlanks(line.slice(colon + 1))]];
    });
}

/** Length of the head with its empty line, 0 where that has not come yet. */
function headLength(text: string): number {
  const end = /\n\r?\n/.exec(text);
  return end === null ? 0 : end.index + end[0].length;
}

/** Where the data of the chunk at a place begins and ends; null where there is no whole line with its size. */
function chunkAt(text: string, at: number): { readonly start: number; readonly end: number } | null {
  const start = text.indexOf('\n', at) + 1;
  const size = /^([\da-f]{1,7})[ \t]{0,8}[;\r\n]/i.exec(text.slice(at, Math.min(start, at + 20)))?.[1];
  return start === 0 || size === undefined ? null : { start, end: start + Number.parseInt(size, 16) };
}

/** The index behind the last chunk and its trailer, 0 when more is needed. */
function chunksEnd(text: string, from: number): number {
  for (let at = from; ; ) {
    const chunk = chunkAt(text, at);
    if (chunk === null || chunk.end > text.length) return 0;
    if (chunk.end === chunk.start) {
      const end = /\n\r?\n/.exec(text.slice(chunk.start - 1));
      return end === null ? 0 : chunk.start - 1 + end.index + end[0].length;
    }
    at = behindLineEnd(text, chunk.end);
  }
}

/** The data of all chunks, as far as they came. What is no chunk ends them. */
function unchunked(body: string): string {
  const parts: string[] = [];
  for (let chunk = chunkAt(body, 0); chunk !== null; ) {
    parts.push(body.slice(chunk.start, chunk.end));
    chunk = chunk.end === chunk.start ? null : chunkAt(body, behindLineEnd(body, chunk.end));
  }
  return parts.join('');
}

function behindLineEnd(text: string, at: number): number {
  const first = text.charAt(at) === '\r' ? at + 1 : at;
  return text.charAt(first) === '\n' ? first + 1 : first;
}
