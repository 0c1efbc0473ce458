import { append } from './lists.js';

/** Questions after which an index of all lines pays: until then the text is searched, which needs no preparation. */
const FEW_QUESTIONS = 50;
/** Lines whose first field is a range, such as `6000-6063`. */
const RANGE_LINES = /\n(\d+-\d+\t[^\n]*)/g;
const NONE: readonly string[] = [];

/** Lines of a tab-separated file whose first field is a number or a range of numbers; `#` begins a comment. */
export class LineTable {
  private readonly text: string;
  private questions = 0;
  private index: Map<number, string[]> | undefined;
  private ranges: readonly string[] | undefined;
  private lowerText: string | undefined;

  constructor(text: string) {
    this.text = `\n${text}\n`;
  }

  /** Lines of exactly this number, in the file's order. */
  linesOf(number: number): readonly string[] {
    this.questions += 1;
    if (this.questions <= FEW_QUESTIONS) return this.searched(`\n${number}\t`);
    this.index ??= this.indexed();
    return this.index.get(number) ?? NONE;
  }

  /** Lines of ranges, in the file's order. */
  rangeLines(): readonly string[] {
    this.ranges ??= [...this.text.matchAll(RANGE_LINES)].map(([, line = '']) => line);
    return this.ranges;
  }

  /**
   * Lines that hold a text, given in lower case, in any case; in the file's order. Where capitals and small letters differ in
   * length, every line.
   */
  linesWith(text: string): string[] {
    this.lowerText ??= this.text.toLowerCase();
    if (text === '' || this.lowerText.length !== this.text.length) return this.all();
    const lines: string[] = [];
    for (let at = this.lowerText.indexOf(text); at !== -1; at = this.lowerText.indexOf(text, at)) {
      const end = this.text.indexOf('\n', at);
      const line = this.text.slice(this.text.lastIndexOf('\n', at) + 1, end);
      if (!line.startsWith('#')) lines.push(line);
      at = end;
    }
    return lines;
  }

  /** Every line but comments, in the file's order. */
  all(): string[] {
    return this.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }

  private searched(beginning: string): readonly string[] {
    let lines: string[] | undefined;
    for (let at = this.text.indexOf(beginning); at !== -1; at = this.text.indexOf(beginning, at + 1)) {
      lines ??= [];
      lines.push(this.text.slice(at + 1, this.text.indexOf('\n', at + 1)));
    }
    return lines ?? NONE;
  }

  private indexed(): Map<number, string[]> {
    const index = new Map<number, string[]>();
    for (const line of this.all()) {
      const number = Number(line.slice(0, line.indexOf('\t')));
      if (!Number.isNaN(number)) append(index, number, line);
    }
    return index;
  }
}
