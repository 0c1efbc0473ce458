import { GREETING_QUIET_MS } from '../defaults.js';
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
 * How to read a greeting without knowing whose it is: whole, by the frame of the protocol that it looks like. A line of
 * plain text that is not yet finished is waited for; anything else is taken as it is once the server falls quiet.
 */
export function greetingRule(protocols: readonly Protocol[]): ReadRule {
  return {
    frame: (text) => (text.includes('\n') ? (recognizedBy(text, protocols)[0]?.frame(text) ?? 0) : 0),
    quietMs(text) {
      if (text === '' || isUnfinishedLine(text)) return undefined;
      return recognizedBy(text, protocols).length > 0 ? undefined : GREETING_QUIET_MS;
    },
  };
}

function isUnfinishedLine(text: string): boolean {
  return !text.includes('\n') && /^[\x20-\x7e\t\r]*$/.test(text);
}
