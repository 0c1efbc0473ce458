import { DEADLINE_TICK_MS } from '../defaults.js';
import { Fifo } from './fifo.js';
import type { HostPath } from './host-path.js';
import { TimeWheel } from './time-wheel.js';
import type { ProbeBlock } from './types.js';

/** Hosts take turns, so that none is asked twice while another waits. Those with nothing to send are parked meanwhile. */
export class Turns<Block extends ProbeBlock> {
  readonly #ready = new Fifo<HostPath<Block>>();
  readonly #wakeups = new TimeWheel<HostPath<Block>>(DEADLINE_TICK_MS);

  /** When the first parked host may have something again. */
  get wakesAt(): number {
    return this.#wakeups.nextAt;
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  add(path: HostPath<Block>): void {
    path.isParked = false;
    this.#ready.push(path);
  }

  /** The host whose turn it is; it is out of the circle until it is added or parked. */
  take(): HostPath<Block> | undefined {
    return this.#ready.shift();
  }

  /** Lets a host wait until something of it is settled, or its time has come. */
  park(path: HostPath<Block>): void {
    path.isParked = true;
    const at = path.wakesAt();
    if (at < Number.POSITIVE_INFINITY) this.#wakeups.add(path, at);
  }

  unpark(path: HostPath<Block>): void {
    if (path.isParked) this.add(path);
  }

  wake(now: number): void {
    if (this.#wakeups.nextAt > now) return;
    for (const bucket of this.#wakeups.take(now)) for (const path of bucket) this.unpark(path);
  }
}
