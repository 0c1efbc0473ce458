import { Duplex } from 'node:stream';

/** One thing that a scripted peer does: send bytes, hang up, break off, or fall silent until the client speaks. */
export type Act = Uint8Array | 'end' | 'reset' | 'await';

/** The client's end of a connection whose other end follows a script, one act a turn of the event loop. No socket. */
export class ScriptedConnection extends Duplex {
  /** What the client has sent, one character a byte. */
  sent = '';
  readonly #acts: Act[];

  constructor(acts: readonly Act[]) {
    super({ allowHalfOpen: false });
    this.#acts = [...acts];
    this.#next();
  }

  /** Sends bytes now, whatever the script says. */
  receive(text: string): void {
    this.push(Buffer.from(text, 'latin1'));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.sent += chunk.toString('latin1');
    if (this.#acts[0] === 'await') {
      this.#acts.shift();
      this.#next();
    }
    callback();
  }

  #next(): void {
    setImmediate(() => {
      const act = this.#acts[0];
      if (act === undefined || act === 'await' || this.destroyed) return;
      this.#acts.shift();
      if (act === 'reset') this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      else this.push(act === 'end' ? null : act);
      if (act !== 'reset' && act !== 'end') this.#next();
    });
  }
}
