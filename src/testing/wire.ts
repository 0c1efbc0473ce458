import type { Socket } from 'node:net';
import { CHUNK_BYTES, MAX_LINE_BYTES, MAX_UNREAD_BYTES } from './limits.js';
import type { Logbook } from './log.js';

/** The connection is over: what the script still has to say is said to nobody. */
export class Over extends Error {}

/** Calls back once after `ms` milliseconds; the returned function cancels. */
export type Schedule = (ms: number, callback: () => void) => () => void;

const LINE_FEED = 0x0a;

/** One connection of a client: reads lines and bytes of it, and writes. Every wait ends with the connection, by `Over`. */
export class Wire {
  readonly #raw: Socket;
  readonly #log: Logbook;
  readonly #schedule: Schedule;
  #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  #hasEnded = false;
  #isOver = false;
  #isReading = false;
  #isSleeping = false;
  /** How often something had been said when the client sent what nobody has read yet; null where there is nothing. */
  #early: number | null = null;
  #timesSaid = 0;
  readonly #waits = new Set<() => void>();

  constructor(socket: Socket, log: Logbook, schedule: Schedule) {
    this.#raw = socket;
    this.#socket = socket;
    this.#log = log;
    this.#schedule = schedule;
    socket.on('error', this.#onError);
    socket.once('close', this.#onClose);
    this.#listen(socket);
  }

  /** Whether the client hung up. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Says bytes, and waits until they are on their way. */
  async write(bytes: Buffer): Promise<void> {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      this.#timesSaid += 1;
      await this.until((done) => this.#socket.write(bytes.subarray(start, start + CHUNK_BYTES), () => done()));
    }
  }

  /** The client's next line, one character a byte, without its line end. */
  async line(): Promise<string> {
    this.#noticeEarly();
    let searched = 0;
    let end = -1;
    for (;;) {
      end = this.#unread.indexOf(LINE_FEED, searched);
      if (end >= 0 || this.#unread.length > MAX_LINE_BYTES) break;
      searched = this.#unread.length;
      await this.#more();
    }
    if (end < 0 || end > MAX_LINE_BYTES) return await this.#longLine();
    const line = this.#take(end + 1).toString('latin1', 0, end);
    if (line.endsWith('\r')) return line.slice(0, -1);
    this.#log.warn('bare-lf', `a line ends with LF alone: ${line}`);
    return line;
  }

  /** Reads some bytes and throws them away. */
  async skip(bytes: number): Promise<void> {
    this.#noticeEarly();
    for (let rest = bytes; rest > 0; ) {
      if (this.#unread.length === 0) await this.#more();
      rest -= this.#take(Math.min(rest, this.#unread.length)).length;
    }
  }

  /** Waits until the client has sent something that is not read yet, and takes it. */
  async anything(): Promise<Buffer> {
    if (this.#unread.length === 0) await this.#more();
    return this.#take(this.#unread.length);
  }

  /** Waits, unless the client has hung up. */
  async sleep(ms: number): Promise<void> {
    this.#isSleeping = true;
    this.#stopForNobody();
    await this.until((done) => this.#schedule(ms, done));
    this.#isSleeping = false;
  }

  /** Lets everybody else have a turn. */
  async turn(): Promise<void> {
    await this.until((done) => {
      const immediate = setImmediate(done);
      return () => clearImmediate(immediate);
    });
  }

  /** What came and was not read, for TLS to take; nothing is read any more. */
  detach(): Buffer {
    this.#socket.off('data', this.#onData);
    this.#socket.off('end', this.#onEnd);
    this.#socket.pause();
    this.#early = null;
    return this.#take(this.#unread.length);
  }

  /** Goes on over another socket, which is the old one inside TLS. */
  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on('error', this.#onError);
    socket.once('close', this.#onClose);
    this.#listen(socket);
  }

  /** The socket below TLS. */
  get raw(): Socket {
    return this.#raw;
  }

  /** Waits for what a function begins; it may return what cancels it when the connection ends before. */
  until(begin: (done: () => void) => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      let cancel: unknown;
      const stop = () => {
        this.#waits.delete(stop);
        if (typeof cancel === 'function') cancel();
        reject(new Over());
      };
      if (this.#isOver) return stop();
      this.#waits.add(stop);
      cancel = begin(() => {
        this.#waits.delete(stop);
        resolve();
      });
    });
  }

  /** Says nothing more; what the client still says can be read. */
  halfClose(): void {
    this.#log.end('server');
    this.#socket.end();
  }

  /** Hangs up: says nothing more, and reads nothing more. */
  close(): void {
    this.#log.end('server');
    this.#socket.off('data', this.#onData);
    this.#socket.resume();
    this.#socket.end();
    this.#finish();
  }

  /** Breaks the connection off (RST). */
  reset(): void {
    this.#log.end('server');
    this.#raw.resetAndDestroy();
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    socket.on('data', this.#onData);
    socket.once('end', this.#onEnd);
    socket.resume();
  }

  readonly #onData = (chunk: Buffer): void => {
    if (!this.#isReading) this.#early ??= this.#timesSaid;
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    if (this.#unread.length > MAX_UNREAD_BYTES) this.#socket.pause();
    this.#wake();
  };

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    this.#log.end('client');
    this.#stopForNobody();
    this.#wake();
  };

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'ECONNRESET' && this.#isReading && this.#log.endedBy === null)
      this.#log.warn('reset', 'the connection was reset');
    this.#log.end('client');
  };

  readonly #onClose = (): void => {
    this.#log.end('client');
    this.#finish();
  };

  /** Nobody waits for what comes after a pause: the client hung up, and asked nothing before. */
  #stopForNobody(): void {
    if (this.#isSleeping && this.#hasEnded && this.#unread.length === 0) this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    for (const stop of [...this.#waits]) stop();
  }

  #wake: () => void = () => {};

  /** Waits for more bytes. */
  async #more(): Promise<void> {
    if (this.#hasEnded) throw new Over();
    this.#isReading = true;
    this.#socket.resume();
    await this.until((done) => {
      this.#wake = done;
    });
    this.#isReading = false;
    if (this.#hasEnded && this.#unread.length === 0) throw new Over();
  }

  #take(length: number): Buffer {
    const taken = this.#unread.subarray(0, length);
    this.#unread = this.#unread.subarray(length);
    this.#early = this.#unread.length === 0 ? null : this.#timesSaid;
    return taken;
  }

  /** What lies unread came before something was said: the client did not wait for it. */
  #noticeEarly(): void {
    if (this.#early !== null && this.#timesSaid > this.#early) {
      const sample = this.#unread.toString('latin1', 0, 80).replace(/\r?\n.*$/s, '');
      this.#log.warn('pipelining', `sent before the server had said all that it had to wait for: ${sample}`);
    }
    this.#early = this.#unread.length === 0 ? null : this.#timesSaid;
  }

  async #longLine(): Promise<string> {
    this.#log.warn('long-line', `a line has more than ${MAX_LINE_BYTES} bytes`);
    const line = this.#take(MAX_LINE_BYTES).toString('latin1');
    for (;;) {
      const end = this.#unread.indexOf(LINE_FEED);
      this.#take(end < 0 ? this.#unread.length : end + 1);
      if (end >= 0) return line;
      await this.#more();
    }
  }
}
