import {
  DRIP_GROWTH,
  GREETING_QUIET_MS,
  PROMPT_LOOKS,
  RECOGNIZED_LENGTH,
  RECOGNIZED_LINES,
  SURE,
} from '../defaults.js';
import type { ReadRule } from '../net/reader.js';
import type { Protocol } from '../protocols/types.js';

/** The protocols that could have sent this greeting, the likeliest first. */
export function recognizedBy(greeting: string, protocols: readonly Protocol[]): Protocol[] {
  return ranked(greeting, protocols).map(({ protocol }) => protocol);
}

/** Protocols between which a greeting leaves open whose it is: of these the one that is usual at the port comes first. */
export function expectedFirst(candidates: readonly Protocol[], expected: Protocol | null): readonly Protocol[] {
  if (expected === null || !candidates.includes(expected)) return candidates;
  return [expected, ...candidates.filter((each) => each !== expected)];
}

interface Ranked {
  readonly protocol: Protocol;
  readonly confidence: number;
}

function ranked(greeting: string, protocols: readonly Protocol[]): Ranked[] {
  return protocols
    .map((protocol) => ({ protocol, confidence: protocol.recognize(greeting)?.confidence ?? 0 }))
    .filter(({ confidence }) => confidence > 0)
    .sort((first, second) => second.confidence - first.confidence);
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
  const likeliest = likeliestSoFar(protocols);
  return {
    frame(text) {
      lookAt(text);
      if (speaker !== undefined) return speaker.frame(text);
      // Not every greeting is made of lines: one that some protocol claims for sure ends where that protocol says.
      const whole = likeliest(text);
      return whole !== undefined && whole.confidence >= SURE ? whole.protocol.frame(text) : 0;
    },
    quietMs(text) {
      if (text === '' || isUnfinishedLine(text)) return undefined;
      const known = speaker ?? likeliest(text);
      return known === undefined ? GREETING_QUIET_MS : undefined;
    },
  };
}

/** Who the bytes so far speak for most. Each look is at all protocols, so bytes that drip are not looked at one by one. */
function likeliestSoFar(protocols: readonly Protocol[]): (text: string) => Ranked | undefined {
  let likeliest: Ranked | undefined;
  let looks = 0;
  let looked = 0;
  return (text) => {
    const length = Math.min(text.length, RECOGNIZED_LENGTH);
    const enough = looks < PROMPT_LOOKS || length === RECOGNIZED_LENGTH ? length : Math.ceil(looked * DRIP_GROWTH);
    if (length > looked && length >= enough) {
      likeliest = ranked(text.slice(0, length), protocols)[0];
      looks += 1;
      looked = length;
    }
    return likeliest;
  };
}

function isUnfinishedLine(text: string): boolean {
  return !text.includes('\n') && /^[\x20-\x7e\t\r]*$/.test(text);
}
