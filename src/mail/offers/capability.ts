import { decodeReply } from '../reply-text.js';
import type { Capability } from './types.js';

/** A line such as `SIZE 10240000`: keyword and parameters, with blanks between them. */
export function readLine(line: string): Capability {
  const text = decodeReply(line);
  const [keyword = '', ...parameters] = wordsOf(text);
  return { keyword: upperCase(keyword), parameters, text };
}

/** A word such as `AUTH=PLAIN`: keyword and parameter with `=` between them (RFC 9051 section 7.2.2). */
export function readWord(word: string): Capability {
  const text = decodeReply(word);
  const sign = text.indexOf('=');
  if (sign < 1) return { keyword: upperCase(text), parameters: [], text };
  return { keyword: upperCase(text.slice(0, sign)), parameters: [text.slice(sign + 1)], text };
}

/** The words of a text; only blanks and tabs part them. */
export function wordsOf(text: string): string[] {
  return text.split(/[ \t]+/).filter((word) => word !== '');
}

/** ASCII letters only: no other letter may turn into one, as a long s does. */
export function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** What was announced, and how to look it up. */
export class Announced {
  readonly all: readonly Capability[];
  readonly #byKeyword = new Map<string, Capability[]>();

  constructor(all: readonly Capability[]) {
    this.all = all;
    for (const capability of all) {
      const same = this.#byKeyword.get(capability.keyword);
      if (same === undefined) this.#byKeyword.set(capability.keyword, [capability]);
      else same.push(capability);
    }
  }

  has(keyword: string): boolean {
    return this.#byKeyword.has(keyword);
  }

  /** The parameters of the first one with this keyword; null where there is none. */
  parameters(keyword: string): readonly string[] | null {
    return this.#byKeyword.get(keyword)?.[0]?.parameters ?? null;
  }

  /** Those of all that have this keyword, in upper case, each once. */
  merged(keyword: string): string[] {
    const parameters = (this.#byKeyword.get(keyword) ?? []).flatMap((capability) => capability.parameters);
    return [...new Set(parameters.map((parameter) => upperCase(parameter)).filter((name) => name !== ''))];
  }

  /** What stands behind the first one with this keyword, as it was written; null where there is none, or nothing behind it. */
  rest(keyword: string): string | null {
    const text = this.#byKeyword.get(keyword)?.[0]?.text;
    return text?.slice(keyword.length).replace(/^[ \t]+/, '') || null;
  }

  /** The texts of those whose keyword is none of these. */
  unknown(known: ReadonlySet<string>): string[] {
    return this.all.filter(({ keyword }) => !known.has(keyword)).map(({ text }) => text);
  }
}

/** A number of decimal digits as a number, the largest exact integer where it is larger; null for anything else. */
export function readNumber(text: string | undefined, mostDigits: number): number | null {
  if (text === undefined || text.length > mostDigits || !/^\d+$/.test(text)) return null;
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}

/** Names and values as a record. Names that every object has would be mistaken for what was never said: they are left out. */
export function recordOf(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const first = new Map<string, string>();
  for (const [name, value] of pairs) if (!first.has(name) && !(name in Object.prototype)) first.set(name, value);
  return Object.fromEntries(first);
}
