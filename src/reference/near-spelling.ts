import { distance } from 'fastest-levenshtein';

/** A word that may be offered for a misspelt one. */
export interface Candidate {
  readonly name: string;
  /** Number that decides between equally near words: the lower one wins. */
  readonly order: number;
  /** Whether people meet the word often. */
  readonly known: boolean;
  /** One bit for each letter or digit that occurs; see {@link letterMask}. */
  readonly mask: number;
}

/** Cost of swapping two neighbours: the commonest slip, so cheaper than any other. */
const SWAP_COST = 0.8;
/** Cost of a word broken off. */
const PREFIX_COST = 1.9;
const NEVER = Number.POSITIVE_INFINITY;
const LETTER_A = 97;

export function candidate(name: string, order: number, known: boolean): Candidate {
  return { name, order, known, mask: letterMask(name) };
}

/**
 * Candidates like a misspelt word, nearest first: swapped neighbours count less than other slips; of equally near ones the
 * well-known and then the lower in order win. Empty when nothing is near.
 *
 * @param wanted In lower case.
 */
export function nearestOf(candidates: readonly Candidate[], wanted: string, limit: number): string[] {
  const mask = letterMask(wanted);
  const most = longestDistance(wanted.length);
  const near: { readonly candidate: Candidate; readonly cost: number }[] = [];
  for (const one of candidates) {
    const isPrefix = one.known && wanted.length >= 3 && (mask & ~one.mask) === 0 && one.name.startsWith(wanted);
    // A letter more or less changes one bit of the set, another letter two: most words are ruled out by that alone.
    const extra = Math.abs(one.name.length - wanted.length);
    if (!isPrefix && (extra > most || bitCount(mask ^ one.mask) > 2 * most - extra)) continue;
    const cost = costOf(wanted, one, most, isPrefix ? PREFIX_COST : NEVER);
    if (cost < NEVER) near.push({ candidate: one, cost });
  }
  near.sort((a, b) => a.cost - b.cost || compare(a.candidate, b.candidate));
  return [...new Set(near.map((one) => one.candidate.name))].slice(0, limit);
}

function costOf(wanted: string, { name, known }: Candidate, most: number, prefix: number): number {
  if (Math.abs(name.length - wanted.length) > most) return prefix;
  const plain = distance(wanted, name);
  if (plain > most + 1) return prefix;
  const cost = Math.min(plain, swappedDistance(wanted, name), prefix);
  if (cost <= 1) return cost;
  // Two slips in a short word make nearly any other short word: offer only well-known ones that begin alike.
  const plausible = wanted.length > 5 || (known && name[0] === wanted[0]);
  return cost <= most && plausible ? cost : NEVER;
}

/** Most slips that are still taken for a misspelling. */
function longestDistance(length: number): number {
  if (length < 3) return 1;
  return length < 9 ? 2 : 3;
}

/** Distance after the best swap of two neighbours, with the swap's own cost. */
function swappedDistance(wanted: string, name: string): number {
  let best = NEVER;
  for (let index = 0; index + 1 < wanted.length; index++) {
    const swapped = `${wanted.slice(0, index)}${wanted[index + 1]}${wanted[index]}${wanted.slice(index + 2)}`;
    best = Math.min(best, distance(swapped, name) + SWAP_COST);
  }
  return best;
}

/** Bits 0 to 25 for letters, one for all digits, one for everything else. */
function letterMask(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const letter = code - LETTER_A;
    if (letter >= 0 && letter < 26) mask |= 1 << letter;
    else mask |= code >= 48 && code <= 57 ? 1 << 26 : 1 << 27;
  }
  return mask;
}

/** Number of bits that are set, added up in parallel. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

function compare(a: Candidate, b: Candidate): number {
  return Number(b.known) - Number(a.known) || a.order - b.order || (a.name < b.name ? -1 : 1);
}
