import { fstatSync, writeSync } from 'node:fs';
import { EXIT, type Output } from './context.js';
import { wantsColour } from './streams.js';

const WIDTH_WITHOUT_TERMINAL = 80;

/**
 * Output that is kept and written at once at the end. Opening the runtime's own streams takes as long as the lookup itself, so
 * they are used only where the output may be a terminal, or where it takes no more for now.
 */
export class QuickOutput implements Output {
  private readonly descriptor: 1 | 2;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly stream: NodeJS.WriteStream | null;
  private text = '';

  constructor(descriptor: 1 | 2, environment: NodeJS.ProcessEnv) {
    this.descriptor = descriptor;
    this.environment = environment;
    this.stream = isCharacterDevice(descriptor) ? streamOf(descriptor) : null;
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }

  get columns(): number {
    return this.stream?.columns || WIDTH_WITHOUT_TERMINAL;
  }

  get colour(): boolean {
    return wantsColour(this.isTerminal, this.environment);
  }

  get isTerminal(): boolean {
    return this.stream?.isTTY === true;
  }

  /** Writes what was kept. False where nothing could be written; a reader that has gone wants nothing more. */
  flush(): boolean {
    // A terminal's stream knows what the terminal can show, which on Windows is not always UTF-8.
    if (this.isTerminal) {
      writeLater(streamOf(this.descriptor), this.text);
      return true;
    }
    const bytes = Buffer.from(this.text);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return true;
      if (code !== 'EAGAIN' && written === 0) return false;
      writeLater(streamOf(this.descriptor), bytes.subarray(written));
    }
    return true;
  }
}

/** The rest, when the reader takes more again; one that has gone wants nothing, any other failure is a wrong call. */
function writeLater(stream: NodeJS.WriteStream, rest: Uint8Array | string): void {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = EXIT.usage;
  });
  stream.write(rest);
}

function streamOf(descriptor: 1 | 2): NodeJS.WriteStream {
  return descriptor === 1 ? process.stdout : process.stderr;
}

/** Terminals are; so is the null device. A closed descriptor is none. */
function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}
