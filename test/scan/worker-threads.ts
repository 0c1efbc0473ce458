import { systemClock } from '../../src/net/clock.js';
import type { Attempt, AttemptOutcome, Inspect, ProberListener } from '../../src/scan/prober.js';
import type { WorkerThread, WorkerThreadListener } from '../../src/scan/worker-prober.js';
import { WorkerSide } from '../../src/scan/worker-side.js';
import type { FromWorker, ToWorker } from '../../src/scan/worker-wire.js';
import type { Host } from '../../src/types.js';

/** The host that is asked. */
const HERE: Host = { target: 'localhost', address: '127.0.0.1', family: 4 };

export function attemptAt(port: number, options: Partial<Attempt> = {}): Attempt {
  return {
    target: HERE,
    port,
    timeoutMs: 5000,
    sentAt: performance.now(),
    inspects: false,
    handle: undefined,
    ...options,
  };
}

/** Keeps what it is told. */
export class Told<Inspection> implements ProberListener<Attempt, Inspection> {
  readonly settledPorts = new Map<number, AttemptOutcome>();
  readonly inspections = new Map<number, Inspection | undefined>();
  readonly roundTrips: number[] = [];
  #expected: { readonly until: () => boolean; readonly resolve: () => void } | undefined;

  settled({ port }: Attempt, outcome: AttemptOutcome, roundTripMs: number): void {
    this.settledPorts.set(port, outcome);
    this.roundTrips.push(roundTripMs);
    this.#look();
  }

  inspected({ port }: Attempt, inspection: Inspection | undefined): void {
    this.inspections.set(port, inspection);
    this.#look();
  }

  /** Resolves as soon as it has been told enough. */
  async enough(until: (told: this) => boolean): Promise<void> {
    if (until(this)) return;
    await new Promise<void>((resolve) => {
      this.#expected = { until: () => until(this), resolve };
    });
  }

  #look(): void {
    if (this.#expected?.until()) this.#expected.resolve();
  }
}

/** A worker's end in this thread: its messages are copied and come a turn later, as those of a real one. */
export class PretendedThread<Inspection> implements WorkerThread {
  readonly #listener: WorkerThreadListener<Inspection>;
  readonly #side: WorkerSide<Inspection>;
  isHeld = false;
  isEnded = false;
  /** Attempts that came to it. */
  asked = 0;

  constructor(listener: WorkerThreadListener<Inspection>, inspect: Inspect<Inspection> | undefined) {
    this.#listener = listener;
    this.#side = new WorkerSide<Inspection>(systemClock, inspect, (message) => {
      const copy: FromWorker<Inspection> = structuredClone(message);
      setImmediate(() => this.isEnded || this.#listener.received(copy));
    });
  }

  post(message: ToWorker): void {
    const copy = structuredClone(message);
    this.asked += (copy.attempts?.numbers.length ?? 0) / 5;
    setImmediate(() => this.isEnded || this.#side.receive(copy));
  }

  hold(isBusy: boolean): void {
    this.isHeld = isBusy;
  }

  end(): void {
    this.isEnded = true;
    this.#side.receive({ isStopped: true });
  }

  /** As if it had run out of memory. */
  die(): void {
    this.end();
    this.#listener.ended();
  }
}
