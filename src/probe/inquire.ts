import { MAX_INQUIRIES } from '../defaults.js';
import type { Talk } from '../net/converse.js';
import type { Protocol, Saying } from '../protocols/types.js';
import { ask, isAllowed, requestId } from './ask.js';
import type { Visit } from './visit.js';

/** A server whose protocol is known. */
export interface Acquaintance {
  readonly protocol: Protocol;
  readonly secure: boolean;
  /** What it said so far, the greeting included. */
  readonly said: readonly Saying[];
  readonly talk: Talk;
  /** A further connection of the same kind. */
  readonly open: () => Promise<Talk | null>;
}

/** What the inquiries came to: everything that was said, and the connection over which it was said last. */
export interface Inquired {
  readonly said: readonly Saying[];
  readonly talk: Talk;
}

/**
 * Asks a server whose protocol is known for product and version, as long as they are not known and the protocol has something
 * to ask. Over a new connection where the server has closed the last one or the inquiry wants one of its own, if it is for
 * the client to speak first.
 */
export async function inquire(visit: Visit, { protocol, secure, said, talk, open }: Acquaintance): Promise<Inquired> {
  const all = [...said];
  let current = talk;
  let count = 0;
  const renew = async (): Promise<boolean> => {
    if (protocol.serverFirst) return false;
    // Before the next is opened: where a host may have few connections, the last one has its place.
    visit.drop(current);
    const next = await open();
    if (next === null) return false;
    current = next;
    return true;
  };
  for (const inquiry of protocol.inquiries) {
    const isPut = all.some(({ request }) => request === requestId(protocol, inquiry));
    if (isPut || !isAllowed(inquiry, visit.options.intensity)) continue;
    if (visit.options.known(protocol, all)[inquiry.until]) continue;
    if (count >= MAX_INQUIRIES || visit.deadline.remainingMs() < 1) break;
    const context = visit.context(secure, all);
    if (typeof inquiry.bytes !== 'string' && inquiry.bytes(context) === null) continue;
    const isNew = !current.isOpen || inquiry.fresh === true;
    if (isNew && !(await renew())) break;
    let answer = await ask(current, protocol, inquiry, context);
    // It was about to close behind its last answer.
    const wasClosing = !isNew && answer?.text === '' && answer.end === 'closed';
    if (wasClosing && (await renew())) answer = await ask(current, protocol, inquiry, context);
    if (answer === null) continue;
    count += 1;
    if (answer.text !== '') all.push({ request: answer.request, text: answer.text });
    // A server that does not answer one question is not pressed with another over the same connection.
    if (answer.end !== 'complete') visit.drop(current);
  }
  return { said: all, talk: current };
}
