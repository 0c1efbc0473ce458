import { DISCOVERY_PORTS, LEADING_PORTS } from './defaults.js';
import type { SettledPorts } from './journal/index.js';
import type { ScanSettings } from './options.js';
import { likelyPorts } from './reference/likely-ports.js';
import type { KnownOf } from './scan/ledger.js';
import type { Agenda } from './scan/types.js';
import {
  hashOfAddress,
  inShard,
  type PlanBlock,
  type PortSet,
  portsOf,
  sequentialPorts,
  shuffledHosts,
  shuffledPorts,
} from './spec/index.js';
import type { ProbeState } from './types.js';

/** What an earlier scan has found out of an address. */
export type SettledOf = (address: string) => SettledPorts;

/** What only somebody who is there says. */
const ANSWERS: ReadonlySet<unknown> = new Set<ProbeState>(['open', 'closed']);

/** The order of the ports of one set, made once. */
interface Order {
  readonly ports: Uint16Array;
  readonly places: Uint16Array;
  readonly leading: number;
}

/** Decides what is asked of the hosts of a block, and in which order. */
export class Agendas {
  readonly #settings: ScanSettings;
  readonly #discoveryPorts: readonly number[];
  readonly #settledOf: SettledOf | undefined;
  readonly #orders = new WeakMap<PortSet, Order>();
  /** Targets that stand for several addresses. */
  readonly #ranges = new Set<string>();

  constructor(settings: ScanSettings, discoveryPorts: PortSet | undefined, settledOf: SettledOf | undefined) {
    this.#settings = settings;
    this.#discoveryPorts = discoveryPorts === undefined ? DISCOVERY_PORTS : [...portsOf(discoveryPorts)];
    this.#settledOf = settledOf;
  }

  /** Notes that a target is a network or range, whose addresses need not be there. */
  noteRange(target: string): void {
    this.#ranges.add(target);
  }

  /** The pairs of a block that are to be asked by this scan; undefined means all. */
  wantsOf(block: PlanBlock): Agenda['wants'] {
    const isOurs = this.#partOf(block);
    const known = this.knownOf(block);
    if (known === undefined) return isOurs;
    return (host, place) => (isOurs === undefined || isOurs(host, place)) && known(host, place) === undefined;
  }

  /** What is known of the pairs of a block that are this scan's; undefined means nothing. */
  knownOf(block: PlanBlock): KnownOf | undefined {
    if (this.#settledOf === undefined) return undefined;
    const isOurs = this.#partOf(block);
    const numbers = portsOf(block.ports);
    const settled = block.hosts.map(({ address }) => this.#settledOf?.(address) as SettledPorts);
    const { discovery } = this.#settings;
    const isAbsent = block.hosts.map(
      ({ target }, host) => discovery && this.#ranges.has(target) && settled[host]?.isAbsent,
    );
    return (host, place) => {
      if (isOurs !== undefined && !isOurs(host, place)) return undefined;
      return settled[host]?.stateOf(numbers[place] as number) ?? (isAbsent[host] ? 'skipped' : undefined);
    };
  }

  /** The pairs of a block that are this shard's; undefined means all. */
  #partOf({ hosts, ports }: PlanBlock): Agenda['wants'] {
    const { shard } = this.#settings;
    if (shard === undefined) return undefined;
    const numbers = portsOf(ports);
    const hashes = Uint32Array.from(hosts, ({ address }) => hashOfAddress(address));
    return (host, place) => inShard(hashes[host] as number, numbers[place] as number, shard);
  }

  agendaOf(block: PlanBlock): Agenda {
    const { seed, order, discovery } = this.#settings;
    const { hosts, ports, index } = block;
    const wants = this.wantsOf(block);
    const isKnown = this.#knownHosts(block, wants, this.knownOf(block));
    const looksFirst = discovery && ports.count > this.#discoveryPorts.length;
    return {
      ...this.#orderOf(ports),
      count: ports.count,
      hosts: order === 'random' ? shuffledHosts(hosts.length, seed, index) : hosts.keys(),
      discovery: this.#discoveryPorts,
      isSought: (host) => looksFirst && this.#ranges.has(hosts[host]?.target ?? '') && !isKnown(host),
      wants,
    };
  }

  /** Which hosts need not be looked for: those that have answered before, and those that are not asked anything. */
  #knownHosts({ ports }: PlanBlock, wants: Agenda['wants'], known: KnownOf | undefined): (host: number) => boolean {
    if (wants === undefined) return () => false;
    return (host) => {
      let isWanted = false;
      for (let place = 0; place < ports.count; place += 1) {
        if (ANSWERS.has(known?.(host, place))) return true;
        isWanted ||= wants(host, place);
      }
      return !isWanted;
    };
  }

  #orderOf(ports: PortSet): Order {
    const known = this.#orders.get(ports);
    if (known !== undefined) return known;
    const made = this.#makeOrder(ports);
    this.#orders.set(ports, made);
    return made;
  }

  #makeOrder(set: PortSet): Order {
    const { order, seed, budgetMs } = this.#settings;
    const likely = order === 'sequential' ? [] : likelyPorts();
    const first = (budgetMs === undefined ? likely.slice(0, LEADING_PORTS) : likely).filter((port) => has(set, port));
    const ports = order === 'sequential' ? sequentialPorts(set) : shuffledPorts(set, seed, first);
    const placeOf = new Uint16Array(65_536);
    for (const [place, port] of portsOf(set).entries()) placeOf[port] = place;
    // In ascending order no part stands for the whole.
    const leading = order === 'sequential' ? ports.length : first.length;
    return { ports, places: ports.map((port) => placeOf[port] as number), leading };
  }
}

function has({ ranges }: PortSet, port: number): boolean {
  return ranges.some(([first, last]) => port >= first && port <= last);
}
