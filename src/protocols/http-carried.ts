import { httpResponse } from './http-message.js';
import { getRequest } from './http-reply.js';
import type { Inquiry, Protocol, Request, RequestContext } from './types.js';

/** A GET of a path, which is not put twice. */
export function get(name: string, path: string, protocol: string): Request {
  const bytes = (context: RequestContext) =>
    context.said.some(({ request }) => request === `${protocol}/${name}`) ? null : getRequest(path, context);
  return { name, bytes, frame: httpResponse };
}

/** The parts of a protocol of which those carried by HTTP make no use. */
export const CARRIED_BY_HTTP = {
  tlsName: null,
  serverFirst: false,
  frame: httpResponse,
  recognize: () => null,
  questions: [],
  farewell: null,
  converse: null,
} as const satisfies Partial<Protocol>;

/** Asked until the version is known, once more after the opening only where that was another question. */
export function untilVersion(request: Request): Inquiry {
  return { ...request, until: 'version' };
}

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
