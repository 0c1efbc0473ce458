import { MAX_LINE_BYTES } from './limits.js';
import type { ProblemCode } from './types.js';

const LINE_FEED = 0x0a;
/** Characters of a line that a problem shows. */
const SAMPLE = 80;

/** What a client sent and nobody has read yet. */
export class Inbox {
  readonly #warn: (code: ProblemCode, text: string) => void;
  #bytes: Buffer = Buffer.alloc(0);
  /** How often the server had said something when the first of the bytes came. */
  #cameAfter = 0;
  /** Bytes of which it is known that no line ends in them. */
  #searched = 0;
  /** Whether what comes up to the next line end belongs to a line that was too long. */
  #isSkipping = false;

  /** @param warn Is told of lines that are not as they should be. */
  constructor(warn: (code: ProblemCode, text: string) => void) {
    this.#warn = warn;
  }

  get size(): number {
    return this.#bytes.length;
  }

  /** @param timesSaid How often the server has said something. */
  push(chunk: Buffer, timesSaid: number): void {
    if (this.#bytes.length === 0) this.#cameAfter = timesSaid;
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /**
   * The server is ready for the client's next words: whatever came before it had said its own did not wait for them.
   * What is left is judged anew by what is said from now on.
   */
  judge(timesSaid: number): void {
    if (this.#bytes.length > 0 && timesSaid > this.#cameAfter) {
      const sample = this.#bytes.toString('latin1', 0, SAMPLE).replace(/\r?\n.*$/s, '');
      this.#warn('pipelining', `sent before the server had said all that the client had to wait for: ${sample}`);
    }
    this.#cameAfter = timesSaid;
  }

  /** Some bytes from the front. */
  take(length: number): Buffer {
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    this.#searched = 0;
    return taken;
  }

  /** The first line without its end, one character a byte; null while none is complete. */
  takeLine(): string | null {
    const end = this.#bytes.indexOf(LINE_FEED, this.#searched);
    if (this.#isSkipping) {
      this.take(end < 0 ? this.size : end + 1);
      this.#isSkipping = end < 0;
      return end < 0 ? null : this.takeLine();
    }
    const length = end < 0 ? this.size : end;
    if (length > MAX_LINE_BYTES) return this.#longLine();
    this.#searched = this.size;
    return end < 0 ? null : this.#lineOf(this.take(end + 1));
  }

  /** A line is given as soon as it is too long, since its end may never come. */
  #longLine(): string {
    this.#warn('long-line', `a line has more than ${MAX_LINE_BYTES} bytes`);
    this.#isSkipping = true;
    return this.take(MAX_LINE_BYTES).toString('latin1');
  }

  #lineOf(bytes: Buffer): string {
    const line = bytes.toString('latin1', 0, bytes.length - 1);
    if (line.endsWith('\r')) return line.slice(0, -1);
    this.#warn('bare-lf', `a line ends with LF alone: ${line.slice(0, SAMPLE)}`);
    return line;
  }
}
