import { FEW_HOSTS, FEW_PORTS } from '../defaults.js';
import type { Host, ProbeState } from '../types.js';

interface Listed {
  readonly host: Host;
  readonly state: ProbeState;
}

/** Holds results other than open while a host has few of them; forgets them once there are many, so that memory is bounded. */
export class FewList<Item extends Listed> {
  readonly #lists = new Map<Host, Map<ProbeState, Item[] | null>>();
  readonly #wanted: boolean;

  /** @param hosts - Hosts of the whole scan; with many of them nothing is held. */
  constructor(hosts: number) {
    this.#wanted = hosts <= FEW_HOSTS;
  }

  add(item: Item): void {
    if (!this.#wanted) return;
    const lists = this.#lists.get(item.host) ?? new Map<ProbeState, Item[] | null>();
    this.#lists.set(item.host, lists);
    const list = lists.get(item.state);
    if (list === null) return;
    if (list === undefined) lists.set(item.state, [item]);
    else if (list.length < FEW_PORTS) list.push(item);
    else lists.set(item.state, null);
  }

  /** Takes what is held of a host. */
  take(host: Host): Item[] {
    const lists = this.#lists.get(host);
    this.#lists.delete(host);
    return [...(lists?.values() ?? [])].flatMap((list) => list ?? []);
  }
}
