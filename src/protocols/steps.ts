import type { ConverseOptions, Findings, Frame, Reply, Step } from './types.js';

/** A conversation, or a part of one. */
export type Conversation<Result> = Generator<Step, Result, Reply>;

/** Findings while the conversation goes on. */
export type Draft = { -readonly [Key in keyof Findings]: Findings[Key] };

/** What is known before the first byte. */
export function draftFindings(): Draft {
  return { greeting: '', ready: false, capabilities: [], secureCapabilities: null, startTls: 'not-tried' };
}

/** Waits for the next reply. */
export const READ: Step = { do: 'read' };

/** How a line is sent. */
interface SendOptions {
  /** Where its reply ends, where the protocol's own frame does not tell. */
  readonly frame?: Frame;
  /** The inquiry of the protocol that it is. */
  readonly name?: string;
}

/** Sends a line and waits for its reply. */
export function send(line: string, options: SendOptions = {}): Step {
  return { do: 'send', line, ...options };
}

/** Whether the conversation can go on after this reply. */
export function isComplete(reply: Reply): boolean {
  return reply.end === 'complete';
}

/** How a protocol upgrades to TLS. */
interface Upgrade {
  /** The command: the capability and the line that asks for it. */
  readonly offer: string;
  readonly request: Step;
  /** Whether the reply is the go-ahead. */
  readonly accepts: (reply: string) => boolean;
  /** Asks for the capabilities, null when the connection broke. */
  readonly askAgain: () => Conversation<readonly string[] | null>;
}

/**
 * Upgrades where it is wanted and offered, and asks again what the server can do: what was learned in clear must be
 * forgotten (RFC 3207 section 4.2, RFC 2595 section 4, RFC 9051 section 6.2.1). False when the connection broke.
 */
export function* upgradeToTls(found: Draft, options: ConverseOptions, how: Upgrade): Conversation<boolean> {
  if (options.secure || !options.startTls) return true;
  found.startTls = 'not-offered';
  if (!offers(found.capabilities, how.offer)) return true;
  found.startTls = 'failed';
  const reply = yield how.request;
  if (!isComplete(reply)) return false;
  if (!how.accepts(reply.text)) {
    found.startTls = 'refused';
    return true;
  }
  // Behind a failed handshake there is neither clear text nor TLS to say good-bye in.
  if (!isComplete(yield { do: 'starttls' })) return false;
  found.startTls = 'done';
  found.secureCapabilities = [];
  const capabilities = yield* how.askAgain();
  if (capabilities === null) return false;
  found.secureCapabilities = capabilities;
  return true;
}

/** Whether the first word of some capability is this one, in any case. */
function offers(capabilities: readonly string[], word: string): boolean {
  return capabilities.some((capability) => capability.split(' ', 1)[0]!.toUpperCase() === word);
}
