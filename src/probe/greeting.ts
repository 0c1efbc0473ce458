import { GREETING_QUIET_MS, RECOGNIZED_LENGTH, RECOGNIZED_LINES, SURE } from '../defaults.js';
import type { ReadRule } from '../net/reader.js';
import type { Protocol } from '../protocols/types.js';

/** The protocols that could have sent this greeting, the likeliest first. */
export function recognizedBy(greeting: string, protocols: readonly Protocol[]): Protocol[] {
  return protocols
    .map((protocol) => ({ protocol, confidence: protocol.recognize(greeting)?.confidence ?? 0 }))
    .filter(({ confidence }) => confidence > 0)
    .sort((first, second) => second.confidence - first.confidence)
    .map(({ protocol }) => protocol);
}

/**
 * How to read one greeting without knowing whose it is: whole, by the frame of the protocol that its first lines look
 * like. A line of plain text that is not yet finished is waited for; anything else is taken as it is once the server
 * falls quiet. The rule remembers what it saw, so each greeting needs its own.
 */
export function greetingRule(protocols: readonly Protocol[]): ReadRule {
  let speaker: Protocol | undefined;
  let lines = 0;
  let seen = 0;
  /** Line by line, so that it makes no difference how the greeting falls into packets. */
  const lookAt = (text: string) => {
    while (speaker === undefined && lines < RECOGNIZED_LINES) {
      const end = text.indexOf('\n', seen) + 1;
      if (end === 0) return;
      speaker = recognizedBy(text.slice(0, Math.min(end, RECOGNIZED_LENGTH)), protocols)[0];
      seen = end;
      lines += 1;
    }
  };
  return {
    frame(text) {
      lookAt(text);
      return speaker?.frame(text) ?? frameWithoutLines(text, protocols);
    },
    quietMs(text) {
      if (text === '' || isUnfinishedLine(text)) return undefined;
      const known = speaker ?? recognizedBy(text.slice(0, RECOGNIZED_LENGTH), protocols)[0];
      return known === undefined ? GREETING_QUIET_MS : undefined;
    },
  };
}

/** Not every greeting is made of lines: one that some protocol claims for sure ends where that protocol says. */
function frameWithoutLines(text: string, protocols: readonly Protocol[]): number {
  const start = text.slice(0, RECOGNIZED_LENGTH);
  const sure = protocols.find((protocol) => (protocol.recognize(start)?.confidence ?? 0) >= SURE);
  return sure?.frame(text) ?? 0;
}

function isUnfinishedLine(text: string): boolean {
  return !text.includes('\n') && /^[\x20-\x7e\t\r]*$/.test(text);
}
