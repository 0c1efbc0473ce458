import { PROBE_STATES, type ProbeState } from '../types.js';

/** Ports that share an entry: half a byte each. */
const PORTS_A_PAGE = 32;
const PAGE_BITS = 5;
const BYTES_A_PAGE = PORTS_A_PAGE / 2;
const FIRST_CAPACITY = 1024;
/** Entries of 100 places, from which the table is doubled. */
const MOST_FULL = 70;

/**
 * The state of every pair that has one, in some 40 bytes for up to 32 ports of an address: a hash table over typed arrays.
 * An entry holds ports that were first seen one after the other, not neighbours by number: a scan of twenty ports has one
 * entry an address, and so has one that was stopped after its first twenty of all 65,535.
 */
export class PairTable {
  /** By port: 1 + its place in the order in which ports were first seen. */
  readonly #places = new Uint32Array(65_536);
  #ports = 0;
  #capacity = FIRST_CAPACITY;
  #used = 0;
  #addresses = new Uint32Array(FIRST_CAPACITY);
  /** 1 + number of the page; 0 where there is no entry. */
  #pages = new Uint16Array(FIRST_CAPACITY);
  #states = new Uint8Array(FIRST_CAPACITY * BYTES_A_PAGE);

  /** @param address - Any number of 32 bits that stands for one. */
  get(address: number, port: number): ProbeState | undefined {
    const place = (this.#places[port] as number) - 1;
    if (place < 0) return undefined;
    const slot = this.#find(address, (place >>> PAGE_BITS) + 1);
    if (this.#pages[slot] === 0) return undefined;
    const byte = this.#states[slot * BYTES_A_PAGE + ((place % PORTS_A_PAGE) >> 1)] as number;
    return PROBE_STATES[((byte >> (4 * (place & 1))) & 15) - 1];
  }

  set(address: number, port: number, state: ProbeState): void {
    if (this.#places[port] === 0) {
      this.#ports += 1;
      this.#places[port] = this.#ports;
    }
    const place = (this.#places[port] as number) - 1;
    const slot = this.#take(address, (place >>> PAGE_BITS) + 1);
    const at = slot * BYTES_A_PAGE + ((place % PORTS_A_PAGE) >> 1);
    const shift = 4 * (place & 1);
    const code = PROBE_STATES.indexOf(state) + 1;
    this.#states[at] = ((this.#states[at] as number) & ~(15 << shift)) | (code << shift);
  }

  /** The entry of a page of an address, or the empty one where it would be. */
  #find(address: number, page: number): number {
    const mask = this.#capacity - 1;
    let slot = hash(address, page) & mask;
    while (this.#pages[slot] !== 0 && (this.#pages[slot] !== page || this.#addresses[slot] !== address)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #take(address: number, page: number): number {
    const slot = this.#find(address, page);
    if (this.#pages[slot] !== 0) return slot;
    if (this.#used * 100 >= this.#capacity * MOST_FULL) {
      this.#grow();
      return this.#take(address, page);
    }
    this.#used += 1;
    this.#addresses[slot] = address;
    this.#pages[slot] = page;
    return slot;
  }

  #grow(): void {
    const [addresses, pages, states] = [this.#addresses, this.#pages, this.#states];
    this.#capacity *= 2;
    this.#addresses = new Uint32Array(this.#capacity);
    this.#pages = new Uint16Array(this.#capacity);
    this.#states = new Uint8Array(this.#capacity * BYTES_A_PAGE);
    for (let old = 0; old < pages.length; old++) {
      const page = pages[old] as number;
      if (page === 0) continue;
      const slot = this.#find(addresses[old] as number, page);
      this.#addresses[slot] = addresses[old] as number;
      this.#pages[slot] = page;
      this.#states.set(states.subarray(old * BYTES_A_PAGE, (old + 1) * BYTES_A_PAGE), slot * BYTES_A_PAGE);
    }
  }
}

function hash(address: number, page: number): number {
  let mixed = Math.imul(address ^ Math.imul(page, 0x9e37_79b1), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
