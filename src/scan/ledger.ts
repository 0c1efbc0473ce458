import type { PlanBlock, PortSet } from '../spec/index.js';
import { type Host, PROBE_STATES, type ProbeState } from '../types.js';
import type { Agenda, Verdict } from './types.js';

/** All states of one host. */
export interface HostTally {
  readonly host: Host;
  /** Ports by state, as ranges. */
  readonly states: Partial<Record<ProbeState, string>>;
  /** Whether an earlier scan has found out anything of it. */
  readonly isKnown?: true;
  /** Whether nobody was there when that looked. */
  readonly wasAbsent?: true;
}

/** What an earlier scan came to: a state, or that the pair was not asked, since nobody was at its address. */
export type Known = ProbeState | 'skipped';

/** What is known already of the pairs of a block, as far as they are this scan's; undefined where that is nothing. */
export type KnownOf = (host: number, place: number) => Known | undefined;

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
  /** Pairs whose verdict comes from an earlier scan. */
  resumed = 0;
  /** Hosts that were not there when an earlier scan looked. */
  resumedAbsent = 0;
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

  /** Takes up a block, before its first verdict. Returns the hosts of which everything is known already. */
  open(block: PlanBlock, wants: Agenda['wants'], known?: KnownOf): HostTally[] {
    const account = this.#begun(block, wants, known);
    if (account.hostsMissing > 0) this.#blocks.set(block, account);
    return [...this.#tallies(block, account, (index) => account.missing[index] === 0)];
  }

  /** Whether verdicts of a block are missing. */
  isOpen(block: PlanBlock): boolean {
    return this.#blocks.has(block);
  }

  /** Takes note of a block that nobody will come to. Returns its hosts, with what is known of them. */
  forgo(block: PlanBlock, wants: Agenda['wants'], known?: KnownOf): HostTally[] {
    return [...this.#tallies(block, this.#begun(block, wants, known), () => true)];
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
  skip(block: PlanBlock, hostIndex: number): HostTally | undefined {
    const account = this.#blocks.get(block);
    if (account === undefined || account.missing[hostIndex] === 0) return undefined;
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

  #begun(block: PlanBlock, wants: Agenda['wants'], known: KnownOf | undefined): BlockAccount {
    const { hosts, ports, cells } = block;
    const states = new Uint8Array(cells).fill(UNKNOWN);
    const missing = new Uint32Array(hosts.length).fill(ports.count);
    const account: BlockAccount = { states, missing, hostsMissing: 0, known: undefined };
    if (wants !== undefined) this.#leaveOut(block, account, wants, known);
    account.hostsMissing = missing.reduce((sum, left) => sum + (left > 0 ? 1 : 0), 0);
    return account;
  }

  /** Enters the pairs that are not to be asked: those that are known, and those that are another scan's. */
  #leaveOut(
    { hosts, ports }: PlanBlock,
    account: BlockAccount,
    wants: NonNullable<Agenda['wants']>,
    known: KnownOf | undefined,
  ): void {
    const { count } = ports;
    for (const host of hosts.keys()) {
      for (let place = 0; place < count; place += 1) {
        if (wants(host, place)) continue;
        const state = known?.(host, place);
        account.missing[host] = (account.missing[host] ?? 0) - 1;
        account.states[host * count + place] = this.#enterKnown(state);
        if (state !== undefined) noteKnown(account, host, hosts.length, state);
      }
      if (account.known?.[host] === WAS_ABSENT) this.resumedAbsent += 1;
    }
  }

  /** Returns what stands for it in a cell. */
  #enterKnown(known: Known | undefined): number {
    if (known === undefined) this.planned -= 1;
    else if (known === 'skipped') this.skipped += 1;
    else {
      this.counts[known] += 1;
      this.resumed += 1;
      return PROBE_STATES.indexOf(known);
    }
    return NOT_ASKED;
  }

  /** Hosts of which something is known or wanted, as far as they are meant. */
  *#tallies(block: PlanBlock, account: BlockAccount, isMeant: (host: number) => boolean): Generator<HostTally> {
    for (const host of block.hosts.keys()) {
      const isOurs = account.known?.[host] || (account.missing[host] ?? 0) > 0;
      if (isOurs && isMeant(host)) yield tallyOf(block, account, host);
    }
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
  /** Of each host, whether an earlier scan has found out anything. */
  known: Uint8Array | undefined;
}

const UNKNOWN = PROBE_STATES.indexOf('unknown');
/** Stands in a cell that is not this scan's to ask, or was not asked. */
const NOT_ASKED = PROBE_STATES.length;

/** What an earlier scan has found out of a host. */
const WAS_ASKED = 1;
const WAS_ABSENT = 2;

function noteKnown(account: BlockAccount, host: number, hosts: number, known: Known): void {
  account.known ??= new Uint8Array(hosts);
  if (known === 'skipped') account.known[host] = WAS_ABSENT;
  else if (account.known[host] === 0) account.known[host] = WAS_ASKED;
}

function tallyOf(block: PlanBlock, { states, known }: BlockAccount, index: number): HostTally {
  const { count } = block.ports;
  const host = block.hosts[index] as Host;
  const tally: HostTally = {
    host,
    states: portsByState(block.ports, states.subarray(index * count, (index + 1) * count)),
  };
  if (!known?.[index]) return tally;
  return known[index] === WAS_ABSENT ? { ...tally, isKnown: true, wasAbsent: true } : { ...tally, isKnown: true };
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
