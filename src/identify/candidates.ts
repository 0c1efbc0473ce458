import { SURE } from '../defaults.js';
import type { Knowledge, Recognizer } from './finding.js';
import { matchSignatures, type SignatureMatch } from './signatures.js';

/** A protocol that could have sent a greeting. */
export interface Candidate<P> {
  readonly protocol: P;
  readonly confidence: number;
  readonly text: string;
  readonly hostname: string | null;
}

/**
 * The protocols that could have sent this greeting, the likeliest first. Empty when asking is needless, because a
 * signature or the greeting itself decides, or useless, because no protocol greets like this.
 */
export function undecided<P extends Recognizer>(greeting: string, knowledge: Knowledge<P>): P[] {
  if (matchGreeting(greeting, knowledge) !== null) return [];
  const candidates = candidatesFor(greeting, knowledge.protocols);
  return isDecided(candidates) ? [] : candidates.map(({ protocol }) => protocol);
}

/** The protocols that could have sent a greeting, the likeliest first. */
export function candidatesFor<P extends Recognizer>(greeting: string, protocols: readonly P[]): Candidate<P>[] {
  return protocols
    .flatMap((protocol) => {
      const recognition = protocol.recognize(greeting);
      return recognition === null ? [] : [{ ...recognition, protocol }];
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Whether the likeliest protocol is beyond doubt. */
export function isDecided(candidates: readonly Candidate<Recognizer>[]): boolean {
  return (candidates[0]?.confidence ?? 0) >= SURE;
}

/** A greeting that a signature takes names the protocol as well, however little the protocol says of itself. */
export function matchGreeting(greeting: string, { signatures, protocols }: Knowledge): SignatureMatch | null {
  if (greeting === '') return null;
  const match = matchSignatures(signatures, 'greeting', greeting);
  if (match !== null) return match;
  for (const protocol of protocols) {
    const subject = protocol.recognize(greeting)?.subject;
    const told = subject === undefined ? null : matchSignatures(signatures, 'greeting', subject, protocol.name);
    if (told !== null) return told;
  }
  return null;
}
