import pLimit, { type LimitFunction } from 'p-limit';
import { LOOKAHEAD, MAX_UNREAD, MAX_WAITING } from '../defaults.js';
import { turnOfEvents } from '../net/deadline.js';
import type { Host, ProbeState } from '../types.js';
import { type AttemptOptions, Attempts, type Decision, type Probe } from './attempt.js';
import { BlockState, type ProbeBlock, type ProbeCell } from './block-state.js';
import { WaitingList } from './waiting.js';
import { Window } from './window.js';

/** What one probe came to in the end. */
export interface Verdict<Block extends ProbeBlock = ProbeBlock, Inspection = unknown> {
  readonly block: Block;
  /** Place of the host in the block. */
  readonly hostIndex: number;
  readonly host: Host;
  readonly port: number;
  /** Place of the pair in the block. */
  readonly cell: number;
  readonly state: ProbeState;
  /** A short fixed word, such as `accepted`, `refused`, `no-answer`. */
  readonly reason: string;
  /** Connects that were tried, our own failures included. */
  readonly attempts: number;
  /** Milliseconds from the last connect to its answer, null where there was none. */
  readonly rttMs: number | null;
  /** When it was decided. */
  readonly at: Date;
  /** What the inspection of an open port returned. */
  readonly inspection: Inspection | undefined;
}

export interface EngineOptions<Block extends ProbeBlock, Inspection> extends AttemptOptions<Inspection> {
  /** Blocks to work through, drawn one at a time. */
  readonly blocks: Iterable<Block>;
  /** The probes of a block, drawn one at a time. */
  readonly probesOf: (block: Block) => Iterable<ProbeCell>;
  /** Probes in flight at most. */
  readonly concurrency: number;
}

/**
 * Asks every probe of every block and yields the verdicts as soon as they are known, those of one moment together, since
 * one at a time would cost more than the probes. Ends early when the signal is aborted, after the ports that were found
 * open; what has no verdict then is for the caller to count as `unknown`.
 */
export async function* runEngine<Block extends ProbeBlock, Inspection>(
  options: EngineOptions<Block, Inspection>,
): AsyncGenerator<readonly Verdict<Block, Inspection>[]> {
  // A reader that walks away must leave no connection behind, so the engine has a signal of its own.
  const controller = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal;
  const engine = new Engine({ ...options, signal });
  const stop = () => engine.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    yield* engine.run();
  } finally {
    controller.abort();
  }
}

class Engine<Block extends ProbeBlock, Inspection> {
  readonly #options: EngineOptions<Block, Inspection>;
  readonly #window: Window;
  readonly #limit: LimitFunction;
  readonly #attempts: Attempts<Block, Inspection>;
  readonly #waiting = new WaitingList<Probe<Block>>();
  readonly #fresh: Iterator<Probe<Block>>;
  #verdicts: Verdict<Block, Inspection>[] = [];
  #outstanding = 0;
  #exhausted = false;
  #stopped = false;
  #wake: (() => void) | undefined;

  constructor(options: EngineOptions<Block, Inspection>) {
    this.#options = options;
    this.#window = new Window(options.concurrency);
    this.#limit = pLimit(options.concurrency);
    this.#attempts = new Attempts(options, this.#window);
    this.#fresh = probesOfAll(options);
  }

  async *run(): AsyncGenerator<readonly Verdict<Block, Inspection>[]> {
    for (;;) {
      const now = this.#options.clock.now();
      this.#feed(now);
      if (this.#verdicts.length > 0) {
        yield this.#takeVerdicts();
        // A dialer that answers at once would keep timers, signals and the terminal waiting.
        await turnOfEvents();
      } else if (this.#stopped ? this.#attempts.inspecting === 0 : this.#idle) return;
      else await this.#sleep(now);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  get #idle(): boolean {
    return this.#exhausted && this.#outstanding === 0 && this.#waiting.size === 0;
  }

  #takeVerdicts(): Verdict<Block, Inspection>[] {
    const ready = this.#verdicts;
    this.#verdicts = [];
    return ready;
  }

  /** Keeps a little more than a window's worth with the limiter, never the whole plan. */
  #feed(now: number): void {
    if (now < this.#window.resumesAt) return;
    const most = this.#window.size + LOOKAHEAD;
    while (!this.#stopped && this.#outstanding < most && this.#verdicts.length < MAX_UNREAD) {
      const probe = this.#waiting.take(now) ?? this.#drawFresh();
      if (probe === undefined) return;
      this.#outstanding += 1;
      void this.#limit(this.#ask, probe);
    }
  }

  #drawFresh(): Probe<Block> | undefined {
    if (this.#exhausted || this.#waiting.size >= MAX_WAITING) return undefined;
    const next = this.#fresh.next();
    if (next.done) this.#exhausted = true;
    return next.done ? undefined : next.value;
  }

  readonly #ask = async (probe: Probe<Block>): Promise<void> => {
    const decision = this.#stopped ? undefined : await this.#attempts.attempt(probe);
    this.#outstanding -= 1;
    if (decision !== undefined && (!this.#stopped || isOpen(decision))) this.#settle(probe, decision);
    this.#wake?.();
  };

  #settle(probe: Probe<Block>, decision: Decision<Inspection>): void {
    if (this.#limit.concurrency !== this.#window.size) this.#limit.concurrency = this.#window.size;
    if ('againAt' in decision) {
      this.#waiting.add(probe, decision.againAt);
      return;
    }
    const { block } = probe.blockState;
    this.#verdicts.push({
      block,
      hostIndex: probe.host,
      host: block.hosts[probe.host] as Host,
      port: probe.port,
      cell: probe.cell,
      attempts: probe.attempts,
      at: this.#options.clock.date(),
      ...decision,
    });
  }

  /**
   * Until something is settled, the engine is stopped, or the next try is due. Takes the time at which it was fed: what
   * has become due since then would otherwise wake nobody.
   */
  #sleep(now: number): Promise<void> {
    const { clock } = this.#options;
    const dueAt = now < this.#window.resumesAt ? this.#window.resumesAt : this.#waiting.nextAt;
    return new Promise((resolve) => {
      const timed = Number.isFinite(dueAt) && dueAt > now;
      const cancel = timed ? clock.schedule(Math.ceil(dueAt - now), () => this.#wake?.()) : undefined;
      this.#wake = () => {
        cancel?.();
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

function isOpen(decision: Decision<unknown>): boolean {
  return 'state' in decision && decision.state === 'open';
}

function* probesOfAll<Block extends ProbeBlock>(
  options: Pick<EngineOptions<Block, unknown>, 'blocks' | 'probesOf'>,
): Generator<Probe<Block>> {
  for (const block of options.blocks) {
    const blockState = new BlockState(block);
    for (const { host, port, cell } of options.probesOf(block)) {
      yield { host, port, cell, blockState, attempts: 0, silences: 0, localFailures: 0, selfConnects: 0 };
    }
  }
}
