import type { Socket } from 'node:net';
import { Inbox } from './inbox.js';
import { CHUNK_BYTES, MAX_UNREAD_BYTES } from './limits.js';
import type { Logbook } from './log.js';

/** The connection is over: what the script still has to say is said to nobody. */
export class Over extends Error {}

/** Calls back once after `ms` milliseconds; the returned function cancels. */
export type Schedule = (ms: number, callback: () => void) => () => void;

/** One connection of a client: reads lines and bytes of it, and writes. Every wait ends with the connection, by `Over`. */
export class Wire {
  readonly #raw: Socket;
  readonly #log: Logbook;
  readonly #schedule: Schedule;
  readonly #inbox: Inbox;
  /** The socket in use: inside TLS another than the raw one. */
  #socket: Socket;
  #hasEnded = false;
  #isOver = false;
  #isReading = false;
  #isSleeping = false;
  #timesSaid = 0;
  #wake: () => void = () => {};
  /** What ends the waits that are under way. */
  readonly #stops = new Set<() => void>();

  constructor(socket: Socket, log: Logbook, schedule: Schedule) {
    this.#raw = socket;
    this.#socket = socket;
    this.#log = log;
    this.#schedule = schedule;
    this.#inbox = new Inbox((code, text) => log.warn(code, text));
    this.attach(socket);
  }

  /** Whether the client hung up. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Says bytes, and waits until they are on their way. */
  async write(bytes: Buffer): Promise<void> {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      this.#timesSaid += 1;
      const chunk = bytes.subarray(start, start + CHUNK_BYTES);
      await this.until((done) => void this.#socket.write(chunk, (error) => (error ? this.#finish() : done())));
    }
  }

  /** The client's next line, one character a byte, without its line end. */
  async line(): Promise<string> {
    this.#inbox.judge(this.#timesSaid);
    for (;;) {
      const line = this.#inbox.takeLine();
      if (line !== null) return line;
      await this.#more();
    }
  }

  /** Reads some bytes and throws them away. */
  async skip(bytes: number): Promise<void> {
    this.#inbox.judge(this.#timesSaid);
    for (let rest = bytes; rest > 0; ) {
      if (this.#inbox.size === 0) await this.#more();
      rest -= this.#inbox.take(rest).length;
    }
  }

  /** Waits until the client has sent something, and throws it away. */
  async anything(): Promise<void> {
    if (this.#inbox.size === 0) await this.#more();
    this.#inbox.take(this.#inbox.size);
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

  /** Waits for what a function begins; it may return what cancels it when the connection ends before. */
  until(begin: (done: () => void) => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      let cancel: unknown;
      const stop = () => {
        this.#stops.delete(stop);
        if (typeof cancel === 'function') cancel();
        reject(new Over());
      };
      if (this.#isOver) return stop();
      this.#stops.add(stop);
      cancel = begin(() => {
        this.#stops.delete(stop);
        resolve();
      });
    });
  }

  /** Reads no more, for another layer to take the socket: gives it, and what came and was not read. */
  detach(): { readonly socket: Socket; readonly unread: Buffer } {
    const socket = this.#socket;
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.pause();
    return { socket, unread: this.#inbox.take(this.#inbox.size) };
  }

  /** Goes on over a socket. */
  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on('error', this.#onError);
    socket.once('close', this.#onClose);
    socket.on('data', this.#onData);
    socket.once('end', this.#onEnd);
  }

  /** Says nothing more; what the client still says can be read. */
  halfClose(): void {
    this.#log.end('server');
    this.#socket.end();
  }

  /** Hangs up: says nothing more, and throws away what comes. */
  close(): void {
    this.halfClose();
    this.#socket.off('data', this.#onData);
    this.#socket.resume();
    this.#finish();
  }

  /** Breaks the connection off (RST). */
  reset(): void {
    this.#log.end('server');
    this.#raw.resetAndDestroy();
    this.#socket.destroy();
    this.#finish();
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#inbox.push(chunk, this.#timesSaid);
    if (this.#inbox.size > MAX_UNREAD_BYTES) this.#socket.pause();
    this.#wake();
  };

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    this.#log.end('client');
    this.#stopForNobody();
    this.#wake();
  };

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    const isJudged = this.#isReading && this.#log.endedBy === null;
    if (error.code === 'ECONNRESET' && isJudged) this.#log.warn('reset', 'the client broke the connection off');
    this.#log.end('client');
  };

  readonly #onClose = (): void => {
    this.#log.end('client');
    this.#finish();
  };

  /** Nobody waits for what comes after a pause: the client hung up, and has asked nothing that is not answered yet. */
  #stopForNobody(): void {
    if (this.#isSleeping && this.#hasEnded && this.#inbox.size === 0) this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    for (const stop of [...this.#stops]) stop();
  }

  /** Waits for more bytes. */
  async #more(): Promise<void> {
    if (this.#hasEnded) throw new Over();
    const { size } = this.#inbox;
    this.#isReading = true;
    this.#socket.resume();
    await this.until((done) => {
      this.#wake = done;
    });
    this.#isReading = false;
    if (this.#inbox.size === size) throw new Over();
  }
}
