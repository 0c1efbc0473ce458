import { httpResponse } from './http-message.js';
import { getRequest } from './http-reply.js';
import type { Inquiry, Protocol, Request } from './types.js';

/** A server of its own, asked as one of HTTP is; it tells in any response whose it is. */
export const ROOT: Request = { name: 'get', bytes: 'GET / HTTP/1.0\r\n\r\n', frame: httpResponse };

/** A GET of a path that tells the version. */
export function versionAt(path: string): Inquiry {
  return { name: 'version', bytes: (context) => getRequest(path, context), frame: httpResponse, until: 'version' };
}

/** The parts of a protocol of which those carried by HTTP make no use. */
export const CARRIED_BY_HTTP = {
  carriedBy: 'http',
  tlsName: null,
  serverFirst: false,
  frame: httpResponse,
  recognize: () => null,
  openings: [ROOT],
  questions: [],
  farewell: null,
  converse: null,
} as const satisfies Partial<Protocol>;

/** A text of an answer in JSON, on one line; empty where there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.split(/\s+/).join(' ').slice(0, 200) : '';
}

/** An object inside an answer in JSON; empty where there is none. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Facts without those that are empty. */
export function known(facts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
}
