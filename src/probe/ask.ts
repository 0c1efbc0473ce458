import { GREETING_QUIET_MS, SURE } from '../defaults.js';
import type { Talk } from '../net/converse.js';
import type { Deadline } from '../net/deadline.js';
import type { ReadRule } from '../net/reader.js';
import type { Frame, Intensity, Protocol, Recognition, Request, RequestContext, Saying } from '../protocols/types.js';
import type { Words } from './listening.js';

/** A protocol, and how far something that a server said speaks for it. */
export interface Recognized {
  readonly protocol: Protocol;
  readonly recognition: Recognition;
}

/** How signatures and protocols refer to a request. */
export function requestId(protocol: Protocol, request: Request): string {
  return `${protocol.name}/${request.name}`;
}

/** Whether a request may be sent at this intensity. */
export function isAllowed(request: Request, intensity: 'listen' | Intensity): boolean {
  return intensity === 'full' || (intensity === 'light' && request.intensity !== 'full');
}

/**
 * Sends a request and reads its reply. Null where the request makes no sense here, and nothing was sent.
 *
 * @param deadline - Until when the answer may take. Default: as long as the connection has.
 */
export async function ask(
  talk: Talk,
  protocol: Protocol,
  request: Request,
  context: RequestContext,
  deadline?: Deadline,
): Promise<Words | null> {
  const bytes = typeof request.bytes === 'string' ? request.bytes : request.bytes(context);
  if (bytes === null) return null;
  talk.write(bytes);
  const { text, end } = await talk.read(untilQuiet(request.frame), deadline);
  return { request: requestId(protocol, request), text, end };
}

/** A whole reply, or what there is of it once the server falls quiet: nobody knows yet whose reply it is. */
function untilQuiet(frame: Frame): ReadRule {
  return { frame, quietMs: (text) => (text === '' ? undefined : GREETING_QUIET_MS) };
}

/**
 * The whole of a reply that is another protocol's than the request was: where that one's replies end, the request cannot
 * know, and a page may have been cut behind its first line.
 */
export async function readRest(talk: Talk, protocol: Protocol, { request, text }: Saying): Promise<Saying> {
  if (request.startsWith(`${protocol.name}/`) || protocol.frame(text) !== 0) return { request, text };
  const frame = (rest: string) => Math.max(0, protocol.frame(text + rest) - text.length);
  const rest = await talk.read({ frame, quietMs: () => GREETING_QUIET_MS });
  return { request, text: text + rest.text };
}

/** The protocol that a reply speaks for most; null where it speaks for none. */
export function recognizeReply(protocols: readonly Protocol[], { request, text }: Saying): Recognized | null {
  if (text === '') return null;
  let best: Recognized | null = null;
  for (const protocol of protocols) {
    const recognition = protocol.recognizeReply?.(text, request) ?? lateGreeting(protocol, text);
    if (recognition !== null && recognition.confidence > (best?.recognition.confidence ?? 0)) {
      best = { protocol, recognition };
    }
  }
  return best;
}

/** A server that speaks first may do so late, after we have begun. Its words then are no answer to ours. */
function lateGreeting(protocol: Protocol, text: string): Recognition | null {
  const recognition = protocol.serverFirst ? protocol.recognize(text) : null;
  return recognition !== null && recognition.confidence >= SURE ? recognition : null;
}
