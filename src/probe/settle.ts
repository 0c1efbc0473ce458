import type { Talk } from '../net/converse.js';
import type { Protocol } from '../protocols/types.js';

/** Puts each candidate's questions until one is answered as only that protocol's servers do. */
export async function settle(
  talk: Talk,
  candidates: readonly Protocol[],
): Promise<{ protocol: Protocol; text: string } | null> {
  for (const protocol of candidates) {
    for (const question of protocol.questions) {
      talk.send(question.line);
      const reply = await talk.read({ frame: protocol.frame });
      if (question.confirms(reply.text)) return { protocol, text: reply.text };
      if (reply.end !== 'complete') return null;
    }
  }
  return null;
}
