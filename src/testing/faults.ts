import { PortolanError } from '../errors.js';

/** A line of a script. */
export interface ScriptLine {
  /** From 1. */
  readonly number: number;
  /** What it is indented with. */
  readonly indent: string;
  /** Without its indentation, and without the blanks at its end. */
  readonly content: string;
}

interface FaultMore {
  readonly values?: Readonly<Record<string, string | number>>;
  readonly suggestion?: string | readonly string[] | undefined;
}

/** What is wrong with a line of a script. `{line}` in the template is its number. */
export function fault(line: ScriptLine, problem: string, { values, suggestion }: FaultMore = {}): PortolanError {
  return new PortolanError('ERR_SCRIPT', {
    value: line.content,
    problem,
    values: { ...values, line: line.number },
    suggestion,
  });
}

/** Of some words those that differ from a word by a typing mistake or two. */
export function nearWords(word: string, known: readonly string[]): string[] {
  const lower = word.toLowerCase().slice(0, 40);
  const rated = known.map((each) => ({ each, distance: editDistance(lower, each.toLowerCase()) }));
  const best = Math.min(...rated.map(({ distance }) => distance));
  const most = Math.min(2, Math.floor(lower.length / 2));
  return best > most ? [] : rated.filter(({ distance }) => distance === best).map(({ each }) => each);
}

/** Insertions, deletions, replacements and swaps of neighbours from one word to another. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index += 1) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] as number) + (to[column - 1] === from[index] ? 0 : 1);
      const isSwap = index > 0 && to[column - 1] === from[index - 1] && to[column - 2] === from[index];
      const swapped = isSwap ? (before[column - 2] as number) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[column] as number) + 1, (next[column - 1] as number) + 1));
    }
    before = row;
    row = next;
  }
  return row.at(-1) as number;
}
