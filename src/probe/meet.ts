import type { Talk } from '../net/converse.js';
import type { Protocol, Reply } from '../protocols/types.js';
import { greetingRule, recognizedBy } from './greeting.js';

export interface MeetOptions {
  /** Protocols to tell apart. */
  readonly protocols: readonly Protocol[];
  /** Whether the port is one where TLS is spoken from the first byte. */
  readonly tlsFirst: boolean;
  /** Whether a byte may be sent: TLS, and questions that settle whose greeting it is. */
  readonly mayAsk: boolean;
  /** The protocols between which a greeting leaves open whose it is; empty where it is clear or hopeless. */
  readonly undecided: (greeting: string) => readonly Protocol[];
}

/** What a first contact showed. */
export interface Meeting {
  readonly greeting: Reply;
  /** Whether the connection is inside TLS since its first byte. */
  readonly secure: boolean;
  /** The protocol that an answer to a question proved, with that answer. */
  readonly settled: { readonly protocol: string; readonly method: 'probe'; readonly text: string } | null;
  /** The protocol that is spoken here, as far as that is known. */
  readonly protocol: Protocol | null;
}

/** Reads the greeting of an open port and finds out whose it is, asking only where listening leaves it open. */
export async function meet(talk: Talk, options: MeetOptions): Promise<Meeting> {
  const { protocols, tlsFirst, mayAsk, undecided } = options;
  const secure = tlsFirst && mayAsk;
  if (secure) {
    const upgrade = await talk.startTls();
    if (upgrade.end !== 'complete') return { greeting: upgrade, secure: false, settled: null, protocol: null };
  }
  const greeting = await talk.read(greetingRule(protocols));
  const candidates = undecided(greeting.text);
  const answered = mayAsk && greeting.end === 'complete' ? await ask(talk, candidates) : null;
  const protocol = answered?.protocol ?? recognizedBy(greeting.text, protocols)[0] ?? null;
  const settled = answered && { protocol: answered.protocol.name, method: 'probe' as const, text: answered.text };
  return { greeting, secure, settled, protocol };
}

/** Puts each candidate's questions until one is answered as only that protocol's servers do. */
async function ask(talk: Talk, candidates: readonly Protocol[]): Promise<{ protocol: Protocol; text: string } | null> {
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
