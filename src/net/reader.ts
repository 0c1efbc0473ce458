import { LOOK_PAUSE_MS, PROMPT_LOOKS } from '../defaults.js';
import type { Reply, ReplyEnd } from '../protocols/types.js';
import type { Deadline } from './deadline.js';
import type { Connection } from './dial.js';

/** How a reader decides that enough has come. */
export interface ReadRule {
  /** Length of the first complete reply in what came so far, 0 when more is needed. */
  readonly frame: (text: string) => number;
  /** Milliseconds of quiet after which what came so far is taken as it is; undefined waits for the deadline. */
  readonly quietMs?: (text: string) => number | undefined;
}

/** Collects what a peer sends, one character a byte, and cuts it into replies. Never keeps more than its cap. */
export class ReplyReader {
  readonly #connection: Connection;
  readonly #maxBytes: number;
  #text = '';
  #ended: ReplyEnd | undefined;
  #wake: (() => void) | undefined;

  constructor(connection: Connection, maxBytes: number) {
    this.#connection = connection;
    this.#maxBytes = maxBytes;
    connection.on('data', this.#onData);
    connection.once('end', this.#onClosed);
    connection.once('close', this.#onClosed);
    connection.on('error', this.#onClosed);
    if (connection.destroyed) this.#ended = 'closed';
  }

  /** Whether the peer has ended the conversation. */
  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** The next reply, or what there is of it when the deadline, the cap or the peer ends the wait. Never rejects. */
  async read(rule: ReadRule, deadline: Deadline): Promise<Reply> {
    let isLast = false;
    for (let looks = 1; ; looks += 1) {
      const length = rule.frame(this.#text);
      if (length > 0) return this.#take(length, 'complete');
      if (this.#text.length >= this.#maxBytes) return this.#take(this.#text.length, 'too-long');
      if (this.#ended !== undefined) return this.#take(this.#text.length, this.#ended);
      if (isLast) return this.#take(this.#text.length, 'timeout');
      // What has arrived by the deadline still counts, what keeps arriving does not put it off.
      isLast = deadline.remainingMs() === 0;
      const ended = await this.#waitForMore(rule.quietMs?.(this.#text), deadline);
      if (ended) return this.#take(this.#text.length, 'timeout');
      if (looks >= PROMPT_LOOKS) await pause(deadline.within(LOOK_PAUSE_MS));
    }
  }

  /** Stops listening and returns what was left over, so that another layer can take the connection. */
  detach(): string {
    this.#connection.off('data', this.#onData);
    this.#connection.off('end', this.#onClosed);
    this.#connection.off('close', this.#onClosed);
    this.#connection.pause();
    const rest = this.#text;
    this.#text = '';
    return rest;
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#text += chunk.toString('latin1', 0, Math.max(0, this.#maxBytes - this.#text.length));
    if (this.#text.length >= this.#maxBytes) this.#connection.pause();
    this.#wake?.();
  };

  readonly #onClosed = (): void => {
    this.#ended ??= 'closed';
    this.#wake?.();
  };

  #take(length: number, end: ReplyEnd): Reply {
    const text = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    if (this.#connection.isPaused() && this.#ended === undefined) this.#connection.resume();
    return { text, end };
  }

  /** Resolves with true when the deadline or the quiet ended the wait, with false when there is something new. */
  #waitForMore(quietMs: number | undefined, deadline: Deadline): Promise<boolean> {
    const limit = quietMs === undefined ? deadline : deadline.within(quietMs);
    const before = this.#text.length;
    return new Promise((resolve) => {
      const cancel = limit.schedule(() => done(this.#text.length === before && this.#ended === undefined));
      const done = (ended: boolean) => {
        cancel();
        this.#wake = undefined;
        resolve(ended);
      };
      this.#wake = () => done(false);
    });
  }
}

function pause(until: Deadline): Promise<void> {
  return new Promise((resolve) => void until.schedule(resolve));
}
