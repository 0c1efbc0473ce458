import type { PlanBlock, PortSet } from '../spec/index.js';
import { type Host, PROBE_STATES, type ProbeState } from '../types.js';
import type { Agenda, Verdict } from './types.js';

/** All states of one host. */
export interface HostTally {
  readonly host: Host;
  /** Ports by state, as ranges. */
  readonly states: Partial<Record<ProbeState, string>>;
}

/**
 * Keeps the account of a scan: one byte for each pair of the blocks under way, and a count for each state. What is wanted
 * and has no verdict is `unknown`; what is not asked, since its host is not there, is counted apart.
 */
export class Ledger {
  readonly counts: Record<ProbeState, number> = { open: 0, closed: 0, filtered: 0, unreachable: 0, unknown: 0 };
  /** How many pairs are unknown for which reason. */
  readonly unknownReasons: Record<string, number> = {};
  /** Pairs that were not asked, since nobody is at their address. */
  skipped = 0;
  /** Pairs that are to be asked, as far as the plan is known. */
  planned = 0;
  readonly #blocks = new Map<PlanBlock, BlockAccount>();

  /** Pairs that have a verdict. */
  get settled(): number {
    return PROBE_STATES.reduce((sum, state) => sum + this.counts[state], 0);
  }

  /** Pairs that neither have a verdict nor were skipped. */
  get missing(): number {
    return this.planned - this.settled - this.skipped;
  }

  /** Takes up a block, before its first verdict. */
  open(block: PlanBlock, wants: Agenda['wants']): void {
    const { hosts, ports } = block;
    const states = new Uint8Array(block.cells).fill(UNKNOWN);
    const missing = new Uint32Array(hosts.length).fill(ports.count);
    if (wants !== undefined) this.planned -= leaveOut(block, wants, states, missing);
    const hostsMissing = missing.reduce((sum, left) => sum + (left > 0 ? 1 : 0), 0);
    if (hostsMissing > 0) this.#blocks.set(block, { states, missing, hostsMissing });
  }

  /** Takes note of a block that nobody will come to. */
  forgo(block: PlanBlock, wants: Agenda['wants']): void {
    if (wants === undefined) return;
    this.planned -= leaveOut(block, wants, new Uint8Array(block.cells), new Uint32Array(block.hosts.length));
  }

  /** Enters a verdict. Returns the tally of its host when that was the last one missing. */
  record({ block, hostIndex, cell, state, reason }: Verdict<PlanBlock>): HostTally | undefined {
    this.counts[state] += 1;
    if (state === 'unknown') this.#addUnknown(reason, 1);
    const account = this.#accountOf(block);
    account.states[cell] = PROBE_STATES.indexOf(state);
    const missing = (account.missing[hostIndex] ?? 0) - 1;
    account.missing[hostIndex] = missing;
    return missing > 0 ? undefined : this.#finish(block, account, hostIndex);
  }

  /** Enters that nobody is at an address: what was not asked there will not be. */
  skip(block: PlanBlock, hostIndex: number): HostTally {
    const account = this.#accountOf(block);
    const { count } = block.ports;
    const cells = account.states.subarray(hostIndex * count, (hostIndex + 1) * count);
    for (const [cell, state] of cells.entries()) if (state === UNKNOWN) cells[cell] = NOT_ASKED;
    this.skipped += account.missing[hostIndex] ?? 0;
    account.missing[hostIndex] = 0;
    return this.#finish(block, account, hostIndex);
  }

  /** Closes the account: counts what has no verdict as `unknown`, returns the hosts that were under way. */
  *close(reason = 'stopped'): Generator<HostTally> {
    const { missing } = this;
    this.counts.unknown += missing;
    this.#addUnknown(reason, missing);
    for (const [block, account] of this.#blocks) {
      for (const index of block.hosts.keys()) {
        if ((account.missing[index] ?? 0) > 0) yield tallyOf(block, account, index);
      }
    }
    this.#blocks.clear();
  }

  #accountOf(block: PlanBlock): BlockAccount {
    const account = this.#blocks.get(block);
    if (account === undefined) throw new TypeError('a verdict for a block that is not open');
    return account;
  }

  #finish(block: PlanBlock, account: BlockAccount, hostIndex: number): HostTally {
    account.hostsMissing -= 1;
    if (account.hostsMissing === 0) this.#blocks.delete(block);
    return tallyOf(block, account, hostIndex);
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
/** Stands in a cell that is not this scan's to ask, or was not asked. */
const NOT_ASKED = PROBE_STATES.length;

/** Marks the pairs that are not to be asked. Returns how many. */
function leaveOut(
  { hosts, ports }: PlanBlock,
  wants: NonNullable<Agenda['wants']>,
  states: Uint8Array,
  missing: Uint32Array,
): number {
  let count = 0;
  for (const host of hosts.keys()) {
    for (let place = 0; place < ports.count; place += 1) {
      if (wants(host, place)) continue;
      states[host * ports.count + place] = NOT_ASKED;
      missing[host] = (missing[host] ?? 0) - 1;
      count += 1;
    }
  }
  return count;
}

function tallyOf(block: PlanBlock, { states }: BlockAccount, index: number): HostTally {
  const { count } = block.ports;
  const host = block.hosts[index] as Host;
  return { host, states: portsByState(block.ports, states.subarray(index * count, (index + 1) * count)) };
}

/** Run by run, since a host may have 65,535 ports and a scan many hosts. */
function portsByState(ports: PortSet, cells: Uint8Array): HostTally['states'] {
  const texts = [...PROBE_STATES, ''].map(() => '');
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
