import type { FileHandle } from 'node:fs/promises';
import { JOURNAL_LONGEST_LINE, JOURNAL_READ_BYTES } from '../defaults.js';

/** One whole line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end. Good until the next line is asked for. */
  readonly bytes: Buffer;
  /** Where in the file the next one begins. */
  readonly end: number;
}

/** What {@link linesOfFile} throws. */
export class LongLine extends Error {
  readonly number: number;

  constructor(number: number) {
    super(`line ${number} is too long`);
    this.number = number;
  }
}

/**
 * The lines of the first `size` bytes of a file, one at a time. What comes behind the last line break was cut off, and
 * is left out.
 *
 * @throws LongLine
 */
export async function* linesOfFile(file: FileHandle, size: number): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let end = 0;
  for (let position = 0; position < size; ) {
    const wanted = Math.min(JOURNAL_READ_BYTES, size - position);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, position);
    // Somebody has made the file shorter meanwhile.
    if (bytesRead === 0) return;
    position += bytesRead;
    const read = buffer.subarray(0, bytesRead);
    const chunk = rest.length === 0 ? read : Buffer.concat([rest, read]);
    let start = 0;
    for (let stop = chunk.indexOf(10); stop !== -1; stop = chunk.indexOf(10, start)) {
      number += 1;
      end += stop + 1 - start;
      yield { number, bytes: chunk.subarray(start, stop), end };
      start = stop + 1;
    }
    rest = chunk.subarray(start);
    if (rest.length > JOURNAL_LONGEST_LINE) throw new LongLine(number + 1);
  }
}
