import type { Findings, Frame, Reply, Step } from './types.js';

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

/** Upgrades the connection to TLS. */
export const STARTTLS: Step = { do: 'starttls' };

/** Sends a line and waits for its reply, whose end `frame` tells where the protocol's own does not. */
export function send(line: string, frame?: Frame): Step {
  return frame === undefined ? { do: 'send', line } : { do: 'send', line, frame };
}

/** Whether the conversation can go on after this reply. */
export function isComplete(reply: Reply): boolean {
  return reply.end === 'complete';
}

/** Whether the first word of some capability is this one, in any case. */
export function offers(capabilities: readonly string[], word: string): boolean {
  return capabilities.some((capability) => capability.split(' ', 1)[0]!.toUpperCase() === word);
}
