import type { Connection, Dialer, Endpoint } from '../../src/net/dial.js';
import { mix32 } from '../../src/spec/random.js';
import type { FakeClock } from './fake-clock.js';
import { quietConnection, systemError } from './fake-dialer.js';
import { type HostModel, SimulatedHost } from './simulated-host.js';

export type { HostModel, PortBehaviour } from './simulated-host.js';

export interface NetworkModel {
  /** Decides jitter and loss. Default 1. */
  readonly seed?: number;
  /** What is at an address; undefined is an address at which nobody is. */
  readonly host: (address: string) => HostModel | undefined;
  /** The link that all connects leave by: so many a second, and so many wait at most; the others are dropped. */
  readonly link?: { readonly perSecond: number; readonly queue: number };
  /** What happens to a connect before it leaves: a code is an error of this machine, `lost` is silence. */
  readonly outage?: (now: number, endpoint: Endpoint) => string | undefined;
}

/** One connect as it was made. */
export interface Asked extends Endpoint {
  readonly at: number;
  readonly timeoutMs: number;
}

/** Made once: taking down where an error was made costs more than the rest of a connect. */
const REFUSAL = systemError('ECONNREFUSED');
const SILENCE = systemError('ETIMEDOUT');
/** Answers are handed over in steps of so many milliseconds, as a busy machine's are, so that a test is quick. */
const TICK_MS = 0.5;

/** A network in this process, on a clock that only goes on when everybody waits: the same seed gives the same scan. */
export class SimulatedNetwork {
  readonly asked: Asked[] = [];
  /** Most connects in flight at the same time, altogether and to each host. */
  mostInFlight = 0;
  readonly mostInFlightTo = new Map<string, number>();
  /** Connects that the link had no room for, by when they were made. */
  readonly dropped: number[] = [];
  readonly #clock: FakeClock;
  readonly #model: NetworkModel;
  readonly #hosts = new Map<string, SimulatedHost | undefined>();
  readonly #inFlightTo = new Map<string, number>();
  readonly #stops = new WeakMap<AbortSignal, Set<() => void>>();
  #inFlight = 0;
  #linkFreeAt = 0;

  constructor(clock: FakeClock, model: NetworkModel) {
    this.#clock = clock;
    this.#model = model;
  }

  /** The host at an address, as far as it was asked. */
  at(address: string): SimulatedHost | undefined {
    if (!this.#hosts.has(address)) this.#hosts.set(address, this.#made(address));
    return this.#hosts.get(address);
  }

  readonly dial: Dialer = (endpoint, { timeoutMs, signal }) => {
    const { address } = endpoint;
    this.asked.push({ ...endpoint, at: this.#clock.now(), timeoutMs });
    this.#count(address, 1);
    return new Promise<Connection>((resolve, reject) => {
      const fate = this.#fateOf(endpoint);
      const isSilent = fate.what === 'silent' || fate.ms > timeoutMs;
      const stop = () => finish(() => reject(systemError('ECANCELED')));
      const stops = this.#stopsOf(signal);
      const cancel = this.#clock.schedule(isSilent ? timeoutMs : Math.ceil(fate.ms / TICK_MS) * TICK_MS, () =>
        finish(() => {
          if (isSilent) reject(SILENCE);
          else if (fate.what === 'open') resolve(quietConnection());
          else reject(fate.what === 'ECONNREFUSED' ? REFUSAL : systemError(fate.what, fate.isLocal));
        }),
      );
      const finish = (settle: () => void) => {
        cancel();
        stops?.delete(stop);
        this.#count(address, -1);
        settle();
      };
      stops?.add(stop);
    });
  };

  /** One listener for all connects: a signal takes longer to listen to, the more do. */
  #stopsOf(signal: AbortSignal | undefined): Set<() => void> | undefined {
    if (signal === undefined) return undefined;
    let stops = this.#stops.get(signal);
    if (stops === undefined) {
      stops = new Set();
      this.#stops.set(signal, stops);
      signal.addEventListener('abort', () => [...(this.#stops.get(signal) ?? [])].forEach((stop) => void stop()));
    }
    return stops;
  }

  /** Most connects within any second. */
  mostPerSecond(address?: string): number {
    const times = this.asked.filter((asked) => address === undefined || asked.address === address).map(({ at }) => at);
    let most = 0;
    for (let last = 0, first = 0; last < times.length; last += 1) {
      while ((times[last] as number) - (times[first] as number) >= 1000) first += 1;
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  #fateOf(endpoint: Endpoint): { what: string; ms: number; isLocal: boolean } {
    const now = this.#clock.now();
    const silence = { what: 'silent', ms: 0, isLocal: false };
    const outage = this.#model.outage?.(now, endpoint);
    if (outage === 'lost') return silence;
    if (outage !== undefined) return { what: outage, ms: 0, isLocal: true };
    const waitMs = this.#queue(now);
    const answer = waitMs === undefined ? undefined : this.at(endpoint.address)?.answer(endpoint.port, now + waitMs);
    if (waitMs === undefined || answer === undefined) return silence;
    const codes = { open: 'open', closed: 'ECONNREFUSED', silent: 'silent', unreachable: 'EHOSTUNREACH' } as const;
    return { what: codes[answer.what], ms: waitMs + answer.ms, isLocal: false };
  }

  /** Milliseconds until a connect has left by the link; undefined where its queue is full. */
  #queue(now: number): number | undefined {
    const { link } = this.#model;
    if (link === undefined) return 0;
    const perMs = link.perSecond / 1000;
    const startsAt = Math.max(now, this.#linkFreeAt);
    if ((startsAt - now) * perMs > link.queue) {
      this.dropped.push(now);
      return undefined;
    }
    this.#linkFreeAt = startsAt + 1 / perMs;
    return this.#linkFreeAt - now;
  }

  #count(address: string, change: 1 | -1): void {
    this.#inFlight += change;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    const own = (this.#inFlightTo.get(address) ?? 0) + change;
    this.#inFlightTo.set(address, own);
    this.mostInFlightTo.set(address, Math.max(this.mostInFlightTo.get(address) ?? 0, own));
  }

  #made(address: string): SimulatedHost | undefined {
    const model = this.#model.host(address);
    const own = [...address].reduce((sum, character) => mix32(sum ^ (character.codePointAt(0) ?? 0)), 7);
    return model && new SimulatedHost(model, (this.#model.seed ?? 1) * 2 ** 20 + (own % 2 ** 20));
  }
}
