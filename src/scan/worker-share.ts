import { BUSY_LOOK_MS, BUSY_SHARE, IDLE_SHARE, OWN_SHARE, THREADS_FROM_SENT } from '../defaults.js';
import type { Clock } from '../net/clock.js';
import type { Attempt, AttemptOutcome, Inspect, Prober, ProberListener } from './prober.js';
import { TcpProber } from './tcp-prober.js';
import { type StartThread, WorkerProber, workerOf } from './worker-prober.js';

/** Worker threads that a scan may use beside its own. */
export interface ScanThreads<Inspection> {
  readonly workers: number;
  /** Starts them at once, instead of when this thread turns out to be what limits the scan. */
  readonly atOnce: boolean;
  readonly start: StartThread<Inspection>;
  /** Milliseconds that the processors of this machine have been idle, all together. */
  readonly idleMs: () => number;
}

/** What a look at this thread and at the processors began with. */
interface Look {
  readonly at: number;
  readonly idleMs: number;
  readonly thread: ReturnType<typeof performance.eventLoopUtilization>;
}

/**
 * Shares attempts out among this thread and workers. The scan begins in this thread alone; workers are started, beside it,
 * once it is busy all the time while a processor is idle, and are asked as soon as they are ready. With none that lives, it is one thread again.
 */
export class SharedProber<Asked extends Attempt, Inspection>
  implements Prober<Asked>, ProberListener<Asked, Inspection>
{
  readonly #clock: Clock;
  readonly #threads: ScanThreads<Inspection>;
  readonly #listener: ProberListener<Asked, Inspection>;
  readonly #own: TcpProber<Asked, Inspection>;
  #workers: WorkerProber<Asked, Inspection>[] | undefined;
  #ownInFlight = 0;
  #asked = 0;
  #isStopped = false;
  #look: Look | undefined;

  constructor(
    threads: ScanThreads<Inspection>,
    clock: Clock,
    inspect: Inspect<Inspection> | undefined,
    listener: ProberListener<Asked, Inspection>,
  ) {
    this.#threads = threads;
    this.#clock = clock;
    this.#listener = listener;
    this.#own = new TcpProber(clock, inspect, this);
  }

  ask(attempt: Asked): void {
    this.#asked += 1;
    const worker = this.#workers === undefined ? undefined : this.#leastBusy(this.#workers);
    if (worker !== undefined) worker.ask(attempt);
    else {
      this.#ownInFlight += 1;
      this.#own.ask(attempt);
    }
  }

  flush(): void {
    this.#own.flush();
    if (this.#workers !== undefined) for (const worker of this.#workers) worker.flush();
    else if (this.#mayStart) this.#start();
  }

  hasten(attempt: Asked, at: number): void {
    (workerOf(attempt) ?? this.#own).hasten(attempt, at);
  }

  stop(): void {
    this.#isStopped = true;
    this.#own.stop();
    for (const worker of this.#workers ?? []) worker.stop();
  }

  settled(attempt: Asked, outcome: AttemptOutcome, roundTripMs: number): void {
    this.#ownInFlight -= 1;
    this.#listener.settled(attempt, outcome, roundTripMs);
  }

  inspected(attempt: Asked, inspection: Inspection | undefined): void {
    this.#listener.inspected(attempt, inspection);
  }

  /** The worker that has least to do; undefined where this thread has less, which also decides what comes next. */
  #leastBusy(workers: readonly WorkerProber<Asked, Inspection>[]): WorkerProber<Asked, Inspection> | undefined {
    let least: WorkerProber<Asked, Inspection> | undefined;
    for (const worker of workers) {
      if (worker.isReady && (least === undefined || worker.inFlight < least.inFlight)) least = worker;
    }
    const share = OWN_SHARE[workers.length] ?? 0;
    return least !== undefined && this.#ownInFlight < least.inFlight * share ? undefined : least;
  }

  /**
   * Whether this thread has been busy nearly all of the last moment, and a processor free: where other programs take the
   * rest, or what answers runs on this machine too, more threads only cost.
   */
  get #mayStart(): boolean {
    if (this.#isStopped) return false;
    if (this.#threads.atOnce) return true;
    if (this.#asked < THREADS_FROM_SENT) return false;
    const at = this.#clock.now();
    const before = this.#look;
    if (before !== undefined && at - before.at < BUSY_LOOK_MS) return false;
    const idleMs = this.#threads.idleMs();
    this.#look = { at, idleMs, thread: performance.eventLoopUtilization() };
    if (before === undefined || idleMs - before.idleMs < IDLE_SHARE * (at - before.at)) return false;
    return performance.eventLoopUtilization(before.thread).utilization > BUSY_SHARE;
  }

  #start(): void {
    const { workers, start } = this.#threads;
    this.#workers = Array.from({ length: workers }, () => new WorkerProber<Asked, Inspection>(start, this.#listener));
  }
}
