import { formatPorts, type PlanBlock, portSetOf, portsIn } from '../spec/index.js';
import { type Host, PROBE_STATES, type ProbeState } from '../types.js';
import type { Verdict } from './engine.js';

/** All states of one host. */
export interface HostTally {
  readonly host: Host;
  /** Ports by state, as ranges. */
  readonly states: Partial<Record<ProbeState, string>>;
}

/**
 * Keeps the account of a scan: one byte for each pair of the blocks under way, and a count for each state. What has no
 * verdict is `unknown`.
 */
export class Ledger {
  readonly counts: Record<ProbeState, number> = { open: 0, closed: 0, filtered: 0, unreachable: 0, unknown: 0 };
  readonly #planned: number;
  readonly #blocks = new Map<PlanBlock, { readonly states: Uint8Array; missing: number }>();

  /** @param planned - How many pairs the whole plan has. */
  constructor(planned: number) {
    this.#planned = planned;
  }

  /** Pairs that have a verdict. */
  get settled(): number {
    return PROBE_STATES.reduce((sum, state) => sum + this.counts[state], 0);
  }

  /** Takes up a block, before its first verdict. */
  open(block: PlanBlock): void {
    const states = new Uint8Array(block.cells).fill(UNKNOWN);
    this.#blocks.set(block, { states, missing: block.cells });
  }

  /** Enters a verdict. Returns the hosts of its block when that was the last one missing. */
  record({ block, cell, state }: Verdict<PlanBlock>): Iterable<HostTally> {
    this.counts[state] += 1;
    const entry = this.#blocks.get(block);
    if (entry === undefined) throw new TypeError('a verdict for a block that is not open');
    entry.states[cell] = PROBE_STATES.indexOf(state);
    entry.missing -= 1;
    return entry.missing === 0 ? this.#finish(block) : [];
  }

  /** Closes the account: counts what has no verdict as `unknown`, returns the hosts of the blocks under way. */
  *close(): Generator<HostTally> {
    this.counts.unknown += this.#planned - this.settled;
    for (const block of this.#blocks.keys()) yield* this.#finish(block);
  }

  *#finish(block: PlanBlock): Generator<HostTally> {
    const states = this.#blocks.get(block)?.states ?? new Uint8Array();
    this.#blocks.delete(block);
    const ports = [...portsIn(block.ports)];
    for (const [index, host] of block.hosts.entries()) {
      const cells = states.subarray(index * ports.length, (index + 1) * ports.length);
      yield { host, states: portsByState(ports, cells) };
    }
  }
}

const UNKNOWN = PROBE_STATES.indexOf('unknown');

function portsByState(ports: readonly number[], cells: Uint8Array): HostTally['states'] {
  const lists: number[][] = PROBE_STATES.map(() => []);
  for (const [index, port] of ports.entries()) lists[cells[index] ?? UNKNOWN]?.push(port);
  const entries = PROBE_STATES.map((state, index) => [state, lists[index] ?? []] as const);
  return Object.fromEntries(
    entries.filter(([, list]) => list.length > 0).map(([state, list]) => [state, formatPorts(portSetOf(list))]),
  );
}
