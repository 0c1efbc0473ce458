import type { Outcome } from '../net/outcome.js';
import type { Attempt, AttemptOutcome, Prober, ProberListener } from './prober.js';
import { AttemptWriter, type FromWorker, OutcomeReader, type ToWorker } from './worker-wire.js';

/** A worker thread, as far as a scan needs one. */
export interface WorkerThread {
  post(message: ToWorker): void;
  /** Whether the process is to live on for its sake. */
  hold(isBusy: boolean): void;
  /** Ends it at once. */
  end(): void;
}

export interface WorkerThreadListener<Inspection> {
  received(message: FromWorker<Inspection>): void;
  /** It ended, for whatever reason. */
  ended(): void;
}

/** Starts a thread that runs a {@link WorkerSide}; undefined where it cannot be. */
export type StartThread<Inspection> = (listener: WorkerThreadListener<Inspection>) => WorkerThread | undefined;

/** What became of the attempts of a worker that died: mostly it ran out of memory. */
const DIED: Outcome = { state: 'unknown', reason: 'no-buffer', local: 'resource' };

/** A slot, and the attempt that is in it. */
class Ticket<Asked extends Attempt, Inspection> {
  readonly prober: WorkerProber<Asked, Inspection>;
  readonly slot: number;
  attempt: Asked | undefined;
  isInspecting = false;

  constructor(prober: WorkerProber<Asked, Inspection>, slot: number) {
    this.prober = prober;
    this.slot = slot;
  }
}

/** The worker that has an attempt; undefined where this thread itself has it. */
export function workerOf<Asked extends Attempt>(attempt: Asked): Prober<Asked> | undefined {
  return attempt.handle instanceof Ticket ? attempt.handle.prober : undefined;
}

/** Lets a worker thread make attempts. One that dies puts back what it had. */
export class WorkerProber<Asked extends Attempt, Inspection>
  implements Prober<Asked>, WorkerThreadListener<Inspection>
{
  readonly #listener: ProberListener<Asked, Inspection>;
  readonly #thread: WorkerThread | undefined;
  readonly #tickets: Ticket<Asked, Inspection>[] = [];
  readonly #free: Ticket<Asked, Inspection>[] = [];
  readonly #attempts = new AttemptWriter();
  readonly #outcomes = new OutcomeReader();
  #hastened: number[] = [];
  #inspecting = 0;
  #isReady = false;
  #isStopped = false;
  #isEnded = false;
  #isHeld: boolean | undefined;
  /** Attempts that it has and that are not settled. */
  inFlight = 0;

  constructor(start: StartThread<Inspection>, listener: ProberListener<Asked, Inspection>) {
    this.#listener = listener;
    this.#thread = start(this);
    if (this.#thread === undefined) this.#isEnded = true;
    this.#hold();
  }

  /** Whether it can be asked: it has started, and lives. */
  get isReady(): boolean {
    return this.#isReady && !this.#isEnded;
  }

  ask(attempt: Asked): void {
    const ticket = this.#free.pop() ?? this.#newTicket();
    ticket.attempt = attempt;
    attempt.handle = ticket;
    this.inFlight += 1;
    this.#attempts.add(ticket.slot, attempt);
    if (this.inFlight === 1) this.#hold();
  }

  flush(): void {
    const attempts = this.#attempts.take();
    const hastened = this.#hastened.length > 0 ? new Float64Array(this.#hastened) : undefined;
    if (attempts === undefined && hastened === undefined) return;
    this.#hastened = [];
    this.#thread?.post({ attempts, hastened });
  }

  /** Goes along with the next batch. */
  hasten(attempt: Asked, at: number): void {
    const { slot, attempt: current } = attempt.handle as Ticket<Asked, Inspection>;
    if (current === attempt) this.#hastened.push(slot, at - attempt.sentAt);
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    if (this.#inspecting === 0) this.#end();
    else this.#thread?.post({ isStopped: true });
  }

  received({ settled, inspected = [] }: FromWorker<Inspection>): void {
    if (this.#isEnded) return;
    this.#isReady = true;
    if (settled !== undefined && !this.#isStopped) this.#outcomes.read(settled, this.#settle);
    for (const [slot, inspection] of inspected) this.#endInspection(this.#tickets[slot], inspection);
    if (this.#isStopped && this.#inspecting === 0) this.#end();
    else this.#hold();
  }

  ended(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    for (const ticket of this.#tickets) {
      if (ticket.isInspecting) this.#endInspection(ticket, undefined);
      else if (ticket.attempt !== undefined && !this.#isStopped) this.#settle(ticket.slot, DIED, 0);
    }
  }

  readonly #settle = (slot: number, outcome: AttemptOutcome, roundTripMs: number): void => {
    const ticket = this.#tickets[slot];
    const attempt = ticket?.attempt;
    if (ticket === undefined || attempt === undefined) return;
    this.inFlight -= 1;
    if (outcome === 'open' && attempt.inspects) {
      ticket.isInspecting = true;
      this.#inspecting += 1;
    } else this.#release(ticket);
    this.#listener.settled(attempt, outcome, roundTripMs);
  };

  #endInspection(ticket: Ticket<Asked, Inspection> | undefined, inspection: Inspection | undefined): void {
    // What was found open while the order to stop was on its way is looked at for nothing.
    if (!ticket?.isInspecting || ticket.attempt === undefined) return;
    const { attempt } = ticket;
    this.#inspecting -= 1;
    ticket.isInspecting = false;
    this.#release(ticket);
    this.#listener.inspected(attempt, inspection);
  }

  #newTicket(): Ticket<Asked, Inspection> {
    const ticket = new Ticket(this, this.#tickets.length);
    this.#tickets.push(ticket);
    return ticket;
  }

  #release(ticket: Ticket<Asked, Inspection>): void {
    ticket.attempt = undefined;
    this.#free.push(ticket);
  }

  #hold(): void {
    const isBusy = this.inFlight + this.#inspecting > 0;
    if (isBusy === this.#isHeld) return;
    this.#isHeld = isBusy;
    this.#thread?.hold(isBusy);
  }

  #end(): void {
    this.#isEnded = true;
    this.#thread?.end();
  }
}
