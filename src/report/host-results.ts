import type { ResultRecord } from '../records.js';

/** Holds results until their host is complete. */
export class HostResults {
  readonly #held = new Map<string, ResultRecord[]>();

  add(record: ResultRecord): void {
    const ofHost = this.#held.get(record.address);
    if (ofHost === undefined) this.#held.set(record.address, [record]);
    else ofHost.push(record);
  }

  /** Takes what is held of a host, in the order of its ports. */
  take(address: string): ResultRecord[] {
    const ofHost = this.#held.get(address) ?? [];
    this.#held.delete(address);
    return ofHost.sort((first, second) => first.port - second.port);
  }
}
