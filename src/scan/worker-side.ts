import type { Clock } from '../net/clock.js';
import type { Host } from '../types.js';
import type { Attempt, AttemptOutcome, Inspect, ProberListener } from './prober.js';
import { TcpProber } from './tcp-prober.js';
import {
  type AttemptBatch,
  type FromWorker,
  OutcomeWriter,
  readAttempts,
  type ToWorker,
  type WrittenAttempt,
} from './worker-wire.js';

class WorkerAttempt implements Attempt {
  readonly slot: number;
  readonly target: Host;
  readonly port: number;
  readonly timeoutMs: number;
  readonly inspects: boolean;
  /** By the worker's own clock, when it connects: what a message waits is not the network's. */
  readonly sentAt: number;
  handle: unknown = undefined;

  constructor({ slot, target, port, timeoutMs, inspects }: WrittenAttempt, sentAt: number) {
    this.slot = slot;
    this.target = target;
    this.port = port;
    this.timeoutMs = timeoutMs;
    this.inspects = inspects;
    this.sentAt = sentAt;
  }
}

/** The worker's end of a {@link WorkerProber}: connects, and tells what came of it once a turn. */
export class WorkerSide<Inspection> implements ProberListener<WorkerAttempt, Inspection> {
  readonly #clock: Clock;
  readonly #post: (message: FromWorker<Inspection>) => void;
  readonly #prober: TcpProber<WorkerAttempt, Inspection>;
  readonly #attempts: (WorkerAttempt | undefined)[] = [];
  readonly #settled = new OutcomeWriter();
  #inspected: [slot: number, inspection: Inspection | undefined][] = [];
  #turn: NodeJS.Immediate | undefined;

  constructor(clock: Clock, inspect: Inspect<Inspection> | undefined, post: (message: FromWorker<Inspection>) => void) {
    this.#clock = clock;
    this.#post = post;
    this.#prober = new TcpProber(clock, inspect, this);
    post({});
  }

  receive({ attempts, hastened, isStopped }: ToWorker): void {
    if (attempts !== undefined) this.#ask(attempts);
    if (hastened !== undefined) this.#hasten(hastened);
    if (isStopped) this.#prober.stop();
  }

  settled(attempt: WorkerAttempt, outcome: AttemptOutcome, roundTripMs: number): void {
    this.#attempts[attempt.slot] = undefined;
    this.#settled.add(attempt.slot, outcome, roundTripMs);
    this.#schedule();
  }

  inspected(attempt: WorkerAttempt, inspection: Inspection | undefined): void {
    this.#inspected.push([attempt.slot, inspection]);
    this.#schedule();
  }

  #ask(batch: AttemptBatch): void {
    for (const written of readAttempts(batch)) {
      const attempt = new WorkerAttempt(written, this.#clock.now());
      this.#attempts[written.slot] = attempt;
      this.#prober.ask(attempt);
    }
    this.#prober.flush();
  }

  #hasten(hastened: Float64Array): void {
    for (let index = 0; index < hastened.length; index += 2) {
      const attempt = this.#attempts[hastened[index] as number];
      if (attempt !== undefined) this.#prober.hasten(attempt, attempt.sentAt + (hastened[index + 1] as number));
    }
  }

  /** Behind the answers that wait already, which then go in one message. */
  #schedule(): void {
    this.#turn ??= setImmediate(this.#tell);
  }

  readonly #tell = (): void => {
    this.#turn = undefined;
    const inspected = this.#inspected;
    this.#inspected = [];
    const settled = this.#settled.take();
    this.#post(inspected.length > 0 ? { settled, inspected } : { settled });
  };
}
