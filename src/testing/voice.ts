import { CHUNK_BYTES } from './limits.js';
import type { Logbook } from './log.js';
import { garbage } from './random.js';
import type { Text } from './types.js';
import type { Wire } from './wire.js';

/** What the placeholders of a text stand for. */
export type Values = Readonly<Record<string, string | number | undefined>>;

/** Says what a script says. Texts that follow one another go out together. */
export class Voice {
  readonly #wire: Wire;
  readonly #log: Logbook;
  #unsaid = '';

  constructor(wire: Wire, log: Logbook) {
    this.#wire = wire;
    this.#log = log;
  }

  /** Makes ready to be said; says it where it has become much. */
  async add(text: Text, end: string, values: Values, dripMs: number): Promise<void> {
    this.#unsaid += filled(text, values) + end;
    if (this.#unsaid.length >= CHUNK_BYTES) await this.flush(dripMs);
  }

  /** Says what is ready, at once or drop by drop. */
  async flush(dripMs: number): Promise<void> {
    const said = this.#unsaid;
    if (said === '') return;
    this.#unsaid = '';
    this.#log.say('server', said);
    const bytes = Buffer.from(said, 'latin1');
    if (dripMs === 0) return await this.#wire.write(bytes);
    for (const [index, byte] of bytes.entries()) {
      if (index > 0) await this.#wire.sleep(dripMs);
      await this.#wire.write(Buffer.of(byte));
    }
  }

  /** Says a text again and again until so many bytes are out. */
  async flood(text: Text, values: Values, bytes: number): Promise<void> {
    this.#log.say('server', `(flood of ${bytes} bytes)`);
    const pattern = Buffer.from(filled(text, values), 'latin1');
    if (pattern.length === 0) return;
    const chunk = Buffer.alloc(Math.ceil(CHUNK_BYTES / pattern.length) * pattern.length, pattern);
    for (let rest = bytes; rest > 0; rest -= chunk.length) await this.#wire.write(chunk.subarray(0, rest));
  }

  /** Says random bytes. */
  async garbage(bytes: number, seed: number): Promise<void> {
    this.#log.say('server', `(garbage of ${bytes} bytes)`);
    for (const chunk of garbage(bytes, seed)) await this.#wire.write(chunk);
  }
}

function filled(text: Text, values: Values): string {
  return text.map((piece) => (typeof piece === 'string' ? piece : (values[piece.value] ?? ''))).join('');
}
