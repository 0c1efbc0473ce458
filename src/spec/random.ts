/** Gives 32 random bits a call, as a number from 0 to 2^32-1. */
export type Random = () => number;

/** 2^32 divided by the golden ratio: sets the four words of a seed apart. */
const GOLDEN = 0x9e37_79b9;

/** Steps after which the beginning no longer shows in what comes. */
const STIRRING = 20;

/**
 * A generator of random numbers that gives the same ones for the same seed and stream, on every platform: xoshiro128**
 * (Blackman and Vigna, 2018). Not for secrets.
 *
 * @param seed From 0 to 2^53-1; each begins another sequence.
 * @param stream Which of the sequences of the seed, from 0 to 2^32-1. Default 0.
 */
export function createRandom(seed: number, stream = 0): Random {
  const next = xoshiro(
    mix32(seed + GOLDEN),
    mix32(Math.floor(seed / 2 ** 32) + 2 * GOLDEN),
    mix32(stream + 3 * GOLDEN),
    // The state must not be all zeros.
    GOLDEN,
  );
  for (let step = 0; step < STIRRING; step++) {
    next();
  }
  return next;
}

function xoshiro(a: number, b: number, c: number, d: number): Random {
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/** A whole number from 0 to `below - 1`, each as likely as the other. */
export function randomBelow(random: Random, below: number): number {
  // Without the numbers above the last whole multiple, the lower remainders would come more often.
  const whole = 2 ** 32 - (2 ** 32 % below);
  let number = random();
  while (number >= whole) {
    number = random();
  }
  return number % below;
}

/** Every bit of the result depends on every bit of the number: the finaliser of MurmurHash3. */
export function mix32(number: number): number {
  let mixed = number | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function rotateLeft(number: number, bits: number): number {
  return (number << bits) | (number >>> (32 - bits));
}
