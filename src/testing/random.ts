import { CHUNK_BYTES } from './limits.js';

/** Bytes that look random and are the same for the same seed (mulberry32), in chunks. */
export function* garbage(bytes: number, seed: number): Generator<Buffer> {
  let state = seed >>> 0;
  for (let rest = bytes; rest > 0; rest -= CHUNK_BYTES) {
    const chunk = Buffer.alloc(Math.min(rest, CHUNK_BYTES));
    for (let at = 0; at < chunk.length; at += 1) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      chunk[at] = (mixed ^ (mixed >>> 14)) >>> 24;
    }
    yield chunk;
  }
}
