import type { PlanBlock, PortSet } from '../spec/index.js';
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
  /** How many pairs are unknown for which reason. */
  readonly unknownReasons: Record<string, number> = {};
  readonly #planned: number;
  readonly #blocks = new Map<PlanBlock, BlockAccount>();

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
    this.#blocks.set(block, {
      states: new Uint8Array(block.cells).fill(UNKNOWN),
      missing: new Uint32Array(block.hosts.length).fill(block.ports.count),
      hostsMissing: block.hosts.length,
    });
  }

  /** Enters a verdict. Returns the tally of its host when that was the last one missing. */
  record({ block, hostIndex, cell, state, reason }: Verdict<PlanBlock>): HostTally | undefined {
    this.counts[state] += 1;
    if (state === 'unknown') this.#addUnknown(reason, 1);
    const account = this.#blocks.get(block);
    if (account === undefined) throw new TypeError('a verdict for a block that is not open');
    account.states[cell] = PROBE_STATES.indexOf(state);
    const missing = (account.missing[hostIndex] ?? 0) - 1;
    account.missing[hostIndex] = missing;
    if (missing > 0) return undefined;
    account.hostsMissing -= 1;
    if (account.hostsMissing === 0) this.#blocks.delete(block);
    return tallyOf(block, account, hostIndex);
  }

  /** Closes the account: counts what has no verdict as `unknown`, returns the hosts that were under way. */
  *close(): Generator<HostTally> {
    const missing = this.#planned - this.settled;
    this.counts.unknown += missing;
    this.#addUnknown('stopped', missing);
    for (const [block, account] of this.#blocks) {
      for (const index of block.hosts.keys()) {
        if ((account.missing[index] ?? 0) > 0) yield tallyOf(block, account, index);
      }
    }
    this.#blocks.clear();
  }

  #addUnknown(reason: string, count: number): void {
    if (count > 0) this.unknownReasons[reason] = (this.unknownReasons[reason] ?? 0) + count;
  }
}

/** A byte a pair and four bytes a host of one block. */
interface BlockAccount {
  /** State of each cell, as its place in {@link PROBE_STATES}. */
  readonly states: Uint8Array;
  /** Verdicts that each host still lacks. */
  readonly missing: Uint32Array;
  hostsMissing: number;
}

const UNKNOWN = PROBE_STATES.indexOf('unknown');

function tallyOf(block: PlanBlock, { states }: BlockAccount, index: number): HostTally {
  const { count } = block.ports;
  const host = block.hosts[index] as Host;
  return { host, states: portsByState(block.ports, states.subarray(index * count, (index + 1) * count)) };
}

/** Run by run, since a host may have 65,535 ports and a scan many hosts. */
function portsByState(ports: PortSet, cells: Uint8Array): HostTally['states'] {
  const texts = PROBE_STATES.map(() => '');
  let cell = 0;
  for (const [first, last] of ports.ranges) {
    for (let start = first; start <= last; ) {
      const state = cells[cell + start - first] ?? UNKNOWN;
      let end = start;
      while (end < last && (cells[cell + end + 1 - first] ?? UNKNOWN) === state) end += 1;
      texts[state] += `${texts[state] === '' ? '' : ','}${start === end ? start : `${start}-${end}`}`;
      start = end + 1;
    }
    cell += last - first + 1;
  }
  const entries = PROBE_STATES.map((state, index) => [state, texts[index] ?? ''] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}
