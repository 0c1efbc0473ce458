import { createRandom } from '../../src/spec/index.js';

/** What a simulated port does with a connect. */
export type PortBehaviour = 'open' | 'closed' | 'silent' | 'unreachable';

/** How a simulated host and the way to it behave. */
export interface HostModel {
  /** Milliseconds of a round trip on an empty way. */
  readonly rttMs: number;
  /** Milliseconds by which a round trip is longer at most, drawn evenly. Default 0. */
  readonly jitterMs?: number;
  /** Share of connects that get lost on the way there or back, 0 to 1. Default 0. */
  readonly loss?: number;
  readonly port: (port: number) => PortBehaviour;
  /** Refusals a second, counted in whole seconds; those above are kept back. Default: all are sent. */
  readonly refusalsPerSecond?: number;
  /** More connects a second than this, and the host answers nothing for a while. */
  readonly guard?: { readonly perSecond: number; readonly forMs: number };
}

/** Counts events in whole seconds, as the limits of systems do. */
class SecondCount {
  #from = Number.NEGATIVE_INFINITY;
  #count = 0;

  isAbove(limit: number, now: number): boolean {
    if (now - this.#from >= 1000) {
      this.#from = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > limit;
  }
}

/** One host on the simulated network, with what it remembers. */
export class SimulatedHost {
  /** Times that its guard was woken. */
  guardTrips = 0;
  refusalsKeptBack = 0;
  lost = 0;
  readonly #model: HostModel;
  readonly #random: () => number;
  readonly #refusals = new SecondCount();
  readonly #connects = new SecondCount();
  #guardedUntil = Number.NEGATIVE_INFINITY;

  constructor(model: HostModel, seed: number) {
    this.#model = model;
    const random = createRandom(seed);
    this.#random = () => random() / 2 ** 32;
  }

  /** Takes a connect that arrives, and tells after how many milliseconds what answer comes; undefined is silence. */
  answer(port: number, now: number): { readonly ms: number; readonly what: PortBehaviour } | undefined {
    const { rttMs, jitterMs = 0, loss = 0, guard, refusalsPerSecond } = this.#model;
    const ms = rttMs + this.#random() * jitterMs;
    if (this.#random() < loss) {
      this.lost += 1;
      return undefined;
    }
    if (guard !== undefined && this.#isGuarded(guard, now)) return undefined;
    const what = this.#model.port(port);
    if (what === 'silent') return undefined;
    if (what === 'closed' && refusalsPerSecond !== undefined && this.#refusals.isAbove(refusalsPerSecond, now)) {
      this.refusalsKeptBack += 1;
      return undefined;
    }
    return { ms, what };
  }

  #isGuarded({ perSecond, forMs }: NonNullable<HostModel['guard']>, now: number): boolean {
    if (now < this.#guardedUntil) return true;
    if (!this.#connects.isAbove(perSecond, now)) return false;
    this.#guardedUntil = now + forMs;
    this.guardTrips += 1;
    return true;
  }
}
