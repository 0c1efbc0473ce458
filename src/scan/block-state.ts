import type { Host } from '../types.js';

/** The part of a plan that the engine works through at a time: hosts that share their ports. */
export interface ProbeBlock {
  readonly hosts: readonly Host[];
}

/** One pair to ask. */
export interface ProbeCell {
  /** Place of the host in its block. */
  readonly host: number;
  readonly port: number;
  /** Place of the pair in its block. */
  readonly cell: number;
}

/** What the engine remembers of a block's hosts, a few bytes each. */
export class BlockState<Block extends ProbeBlock> {
  readonly block: Block;
  readonly #sent: Uint8Array;
  #failingSince: Float64Array | undefined;

  constructor(block: Block) {
    this.block = block;
    this.#sent = new Uint8Array(block.hosts.length);
  }

  /** Notes that a probe to the host left this machine, whatever came back. */
  couldSend(host: number): void {
    this.#sent[host] = 1;
    if (this.#failingSince !== undefined) this.#failingSince[host] = 0;
  }

  hasSent(host: number): boolean {
    return this.#sent[host] === 1;
  }

  /** Milliseconds since the first of our failures to send to the host, counted from the last success. */
  failingForMs(host: number, now: number): number {
    this.#failingSince ??= new Float64Array(this.block.hosts.length);
    const since = this.#failingSince[host] || now;
    this.#failingSince[host] = since;
    return now - since;
  }
}
