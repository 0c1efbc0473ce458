import { parseIpv4 } from '../spec/addresses.js';
import type { ProbeState } from '../types.js';
import { PairTable } from './pair-table.js';

/** Not asked of anybody, so that what is known of a host as a whole has a place among its ports. */
const WHOLE_HOST = 0;
/** Values of IPv4 addresses, below which no number of another address lies. */
const IPV4_ADDRESSES = 2 ** 32;

/** What is known of one address. */
export interface SettledPorts {
  /** The state of a port that has one; undefined where it is still to be asked. */
  stateOf(port: number): ProbeState | undefined;
  /** Whether nobody was there, so that no port of it is asked. */
  readonly isAbsent: boolean;
}

const NOTHING: SettledPorts = { stateOf: () => undefined, isAbsent: false };

/** Which pairs have an answer, and which. `unknown` is none: it says that we failed, and the pair is asked again. */
export class Settled {
  readonly #ipv4 = new PairTable();
  /** Addresses that do not fit 32 bits, by the order in which they came. */
  readonly #others = new Map<string, number>();
  readonly #otherPairs = new PairTable();
  /** Pairs that have an answer. */
  count = 0;

  stateOf(address: string, port: number): ProbeState | undefined {
    const number = this.numberOf(address);
    if (number === undefined) return undefined;
    const [table, low] = this.#placeOf(number);
    const state = table.get(low, port);
    return state === 'unknown' ? undefined : state;
  }

  /** What is known of one address, for many questions about it. */
  of(address: string): SettledPorts {
    const number = this.numberOf(address);
    if (number === undefined) return NOTHING;
    const [table, low] = this.#placeOf(number);
    return {
      isAbsent: table.get(low, WHOLE_HOST) !== undefined,
      stateOf(port) {
        const state = table.get(low, port);
        return state === 'unknown' ? undefined : state;
      },
    };
  }

  record(address: string, port: number, state: ProbeState): void {
    const [table, low] = this.#placeOf(this.#numbered(address));
    const before = table.get(low, port);
    if (isAnswer(state) && !isAnswer(before)) this.count += 1;
    if (!isAnswer(state) && isAnswer(before)) this.count -= 1;
    table.set(low, port, state);
  }

  /** Records the state of a pair that has none yet. Returns whether it had none. */
  recordFirst(address: string, port: number, state: ProbeState): boolean {
    const [table, low] = this.#placeOf(this.#numbered(address));
    if (table.get(low, port) !== undefined) return false;
    table.set(low, port, state);
    if (isAnswer(state)) this.count += 1;
    return true;
  }

  recordAbsent(address: string): void {
    const [table, low] = this.#placeOf(this.#numbered(address));
    table.set(low, WHOLE_HOST, 'filtered');
  }

  /** A number of an address that was recorded, below 2^33; undefined where none was. */
  numberOf(address: string): number | undefined {
    const value = parseIpv4(address);
    if (value !== null) return value;
    const other = this.#others.get(address);
    return other === undefined ? undefined : IPV4_ADDRESSES + other;
  }

  #numbered(address: string): number {
    const known = this.numberOf(address);
    if (known !== undefined) return known;
    this.#others.set(address, this.#others.size);
    return IPV4_ADDRESSES + this.#others.size - 1;
  }

  #placeOf(number: number): [PairTable, number] {
    return number < IPV4_ADDRESSES ? [this.#ipv4, number] : [this.#otherPairs, number - IPV4_ADDRESSES];
  }
}

function isAnswer(state: ProbeState | undefined): boolean {
  return state !== undefined && state !== 'unknown';
}
