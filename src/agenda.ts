import { DISCOVERY_PORTS, LEADING_PORTS } from './defaults.js';
import type { ScanSettings } from './options.js';
import { likelyPorts } from './reference/likely-ports.js';
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

/** Whether a pair has its answer already. */
export type IsSettled = (address: string, port: number) => boolean;

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
  readonly #isSettled: IsSettled | undefined;
  readonly #orders = new WeakMap<PortSet, Order>();
  /** Targets that stand for several addresses. */
  readonly #ranges = new Set<string>();

  constructor(settings: ScanSettings, discoveryPorts: PortSet | undefined, isSettled: IsSettled | undefined) {
    this.#settings = settings;
    this.#discoveryPorts = discoveryPorts === undefined ? DISCOVERY_PORTS : [...portsOf(discoveryPorts)];
    this.#isSettled = isSettled;
  }

  /** Notes that a target is a network or range, whose addresses need not be there. */
  noteRange(target: string): void {
    this.#ranges.add(target);
  }

  /** The pairs of a block that are to be asked by this scan; undefined means all. */
  wantsOf({ hosts, ports }: PlanBlock): Agenda['wants'] {
    const { shard } = this.#settings;
    const isSettled = this.#isSettled;
    if (shard === undefined && isSettled === undefined) return undefined;
    const numbers = portsOf(ports);
    const hashes = shard && Uint32Array.from(hosts, ({ address }) => hashOfAddress(address));
    return (host, place) => {
      const port = numbers[place] as number;
      if (shard !== undefined && hashes !== undefined && !inShard(hashes[host] as number, port, shard)) return false;
      return isSettled === undefined || !isSettled((hosts[host] as { address: string }).address, port);
    };
  }

  agendaOf(block: PlanBlock): Agenda {
    const { seed, order, discovery } = this.#settings;
    const { hosts, ports, index } = block;
    const looksFirst = discovery && ports.count > this.#discoveryPorts.length;
    return {
      ...this.#orderOf(ports),
      count: ports.count,
      hosts: order === 'random' ? shuffledHosts(hosts.length, seed, index) : hosts.keys(),
      discovery: this.#discoveryPorts,
      isSought: (host) => looksFirst && this.#ranges.has(hosts[host]?.target ?? ''),
      wants: this.wantsOf(block),
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
