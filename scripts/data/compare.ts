import { SUCCESSORS, UNNUMBERED } from './newer.js';

/** What one side says of one pair or number: texts by field, and its documents. */
export interface Said {
  /** Such as `names` and `status`, each compared as a text. */
  readonly fields: Readonly<Record<string, string>>;
  readonly documents: readonly string[];
}

/** `newer`: ours is known to be; `unnumbered`: IANA's document is an RFC without a number yet; `different`: not accounted for. */
export type Kind = 'newer' | 'unnumbered' | 'different';

/** One difference in one field. */
export interface Difference {
  readonly key: string;
  readonly field: string;
  readonly iana: string;
  readonly ours: string;
  readonly kind: Kind;
}

const REMARKS: Readonly<Record<Kind, string>> = {
  newer: '\t(ours is newer)',
  unnumbered: "\t(IANA's has no number yet)",
  different: '',
};

/**
 * Differences of one pair. Documents agree when all of IANA's are among ours, which may be more.
 *
 * @param isNewer - whether names and status of the key are known to be newer on our side
 */
export function differencesOf(
  key: string,
  iana: Said | undefined,
  ours: Said | undefined,
  isNewer: boolean,
): Difference[] {
  const differences: Difference[] = [];
  for (const field of Object.keys({ ...iana?.fields, ...ours?.fields })) {
    const [theirs, own] = [iana?.fields[field] ?? '(none)', ours?.fields[field] ?? '(none)'];
    if (theirs !== own) {
      differences.push({ key, field, iana: theirs, ours: own, kind: isNewer ? 'newer' : 'different' });
    }
  }
  const [theirs, own] = [iana?.documents ?? [], ours?.documents ?? []];
  const missing = theirs.filter((document) => !own.includes(document));
  if (missing.length > 0) {
    const kind = kindOfMissing(missing, own);
    differences.push({ key, field: 'references', iana: theirs.join(','), ours: own.join(','), kind });
  }
  return differences;
}

function kindOfMissing(missing: readonly string[], own: readonly string[]): Kind {
  const isIn = (stand: Readonly<Record<string, string>>, document: string) => own.includes(stand[document] ?? '');
  if (missing.every((document) => isIn(SUCCESSORS, document))) return 'newer';
  return missing.every((document) => isIn({ ...SUCCESSORS, ...UNNUMBERED }, document)) ? 'unnumbered' : 'different';
}

/** Each difference on a line, then the counts. Returns whether nothing is different that is not accounted for. */
export function report(
  compared: number,
  differences: readonly Difference[],
  fields: readonly string[],
  write: (text: string) => void,
): boolean {
  for (const { key, field, iana, ours, kind } of differences) {
    write(`${key}\t${field}\tIANA ${iana}\tours ${ours}${REMARKS[kind]}\n`);
  }
  for (const field of fields) {
    const own = differences.filter((difference) => difference.field === field);
    write(`${field}: ${counts(compared, own)}\n`);
  }
  write(`${compared} compared: ${counts(compared, differences)}\n`);
  return differences.every(({ kind }) => kind !== 'different');
}

/** Keys that agree and that differ, each under its gravest kind. */
function counts(compared: number, differences: readonly Difference[]): string {
  const left = new Set(differences.map(({ key }) => key));
  const agree = compared - left.size;
  const take = (wanted: Kind) => {
    const keys = new Set(differences.filter(({ key, kind }) => kind === wanted && left.has(key)).map(({ key }) => key));
    for (const key of keys) left.delete(key);
    return keys.size;
  };
  const different = take('different');
  const unnumbered = take('unnumbered');
  return `${agree} agree, ${take('newer')} newer on our side, ${unnumbered} without a number yet, ${different} different`;
}
