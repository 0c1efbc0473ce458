import type { Talk } from '../net/converse.js';
import type { Connection } from '../net/dial.js';
import { mayBeInClear } from '../net/tls.js';
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
  /**
   * Connects to the same port once more, within so many milliseconds, to meet it in clear where no TLS is spoken though
   * it should be. Without it such a port stays unmet.
   */
  readonly redial?: ((timeoutMs: number) => Promise<Connection>) | undefined;
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

/**
 * Reads the greeting of an open port and finds out whose it is, asking only where listening leaves it open. A port of TLS
 * where none is spoken is met in clear, over a connection of its own.
 */
export async function meet(talk: Talk, options: MeetOptions): Promise<Meeting> {
  const meeting = await meetOnce(talk, options);
  if (talk.tlsProblem === null || !mayBeInClear(talk.tlsProblem) || !(await redialed(talk, options))) return meeting;
  const inClear = await meetOnce(talk, { ...options, tlsFirst: false });
  return inClear.greeting.text === '' ? meeting : inClear;
}

async function redialed(talk: Talk, { redial }: MeetOptions): Promise<boolean> {
  const timeoutMs = talk.deadline.remainingMs();
  if (redial === undefined || timeoutMs === 0) return false;
  try {
    const connection = await redial(timeoutMs);
    connection.on('error', () => {});
    talk.moveTo(connection);
    return true;
  } catch {
    return false;
  }
}

async function meetOnce(talk: Talk, options: MeetOptions): Promise<Meeting> {
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
