/** Targets that are asked as they come. */
import pLimit from 'p-limit';
import { RESOLVE_CONCURRENCY } from './defaults.js';
import { PortolanError } from './errors.js';
import { turnOfEvents } from './net/deadline.js';
import {
  type Exclusions,
  entryOf,
  failureOf,
  type ResolvedReach,
  resolveExclusions,
  resolveTarget,
  Stopper,
} from './reach.js';
import {
  checkText,
  parseReachTarget,
  type ReachRules,
  type ReachTarget,
  type TargetItem,
  type TargetStream,
} from './reach-rules.js';
import type { FailureRecord } from './records.js';
import { type PlanEntry, RecentTexts } from './spec/index.js';

/** Targets that are read ahead, and in one batch, at most. Enough to fill a window; bounds memory. */
const TARGETS_AT_ONCE = 1024;
/** Characters that the record of a failure shows of what was written. */
const SHOWN = 200;

export interface ReachStreamOptions {
  /** Ends the stream early. What was read by then is still given out. */
  readonly signal?: AbortSignal | undefined;
  /** What the targets are read from, such as `targets.txt`, for the record of its failure. Default `targets`. */
  readonly name?: string | undefined;
  /** Targets in one batch at most. Default 1024. */
  readonly targetsAtOnce?: number | undefined;
}

/**
 * The targets of a stream, their names resolved, in batches: all that has come by the time that the reader asks for the next
 * one, at least one target. So a slow source does not hold back what it gave already, and a name that is slow to resolve
 * holds back nobody; within what is read ahead, targets may so come in another order.
 *
 * Nothing that a stream holds ends it: what is no target, has another family than is asked for, or does not resolve is a
 * failure, with the number of its line, or of the target where the stream has no lines. So is a source that fails, or that
 * has no target at all. A target that was written the same way among the last 10,000 is dropped. An address that comes back
 * in a later batch in another way, or later than that, is given out again and may be asked again.
 *
 * Each batch has its own plan: hand `planOptions` to `createPlan` with its entries.
 *
 * @throws PortolanError with code `ERR_RESOLVE`, before the first batch, where a name that is to be left out does not resolve
 */
export function reachBatches(
  source: TargetStream,
  rules: ReachRules,
  options: ReachStreamOptions = {},
): AsyncIterableIterator<ResolvedReach, void> {
  const controller = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal;
  const batches = generateBatches(source, rules, { ...options, signal });
  return {
    next: () => batches.next(),
    // A generator alone would wait for its source first, and that may be a person at a keyboard.
    return: () => {
      controller.abort();
      return batches.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* generateBatches(
  source: TargetStream,
  rules: ReachRules,
  options: ReachStreamOptions,
): AsyncGenerator<ResolvedReach, void, void> {
  const stopper = new Stopper(options.signal);
  let reader: TargetReader | undefined;
  const stop = () => reader?.stop();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const exclusions = await resolveExclusions(rules, stopper);
    if (exclusions === undefined || stopper.isStopped) return;
    reader = new TargetReader(source, rules, exclusions, stopper, options);
    const planOptions = { ...exclusions.planOptions, mayBeEmpty: true };
    for (let batch = await reader.take(); batch !== undefined; batch = await reader.take()) {
      yield { ...batch, planOptions };
    }
  } finally {
    reader?.stop();
    options.signal?.removeEventListener('abort', stop);
    stopper.close();
  }
}

/** Reads targets ahead, and resolves their names meanwhile. */
class TargetReader {
  readonly #rules: ReachRules;
  readonly #exclusions: Exclusions;
  readonly #stopper: Stopper;
  readonly #name: string;
  readonly #atOnce: number;
  readonly #limit = pLimit(RESOLVE_CONCURRENCY);
  readonly #recent = new RecentTexts();
  readonly #iterator: Iterator<TargetItem> | AsyncIterator<TargetItem>;
  #ready: (PlanEntry | FailureRecord)[] = [];
  /** Targets of `#ready`. */
  #readyTargets = 0;
  /** Targets whose names are being resolved. */
  #resolving = 0;
  /** Targets read, those that were dropped included. */
  #read = 0;
  #hasEnded = false;
  #wakeReader: (() => void) | undefined;
  #wakePump: (() => void) | undefined;

  constructor(
    source: TargetStream,
    rules: ReachRules,
    exclusions: Exclusions,
    stopper: Stopper,
    { name = 'targets', targetsAtOnce = TARGETS_AT_ONCE }: ReachStreamOptions,
  ) {
    this.#rules = rules;
    this.#exclusions = exclusions;
    this.#stopper = stopper;
    this.#name = name;
    this.#atOnce = Math.max(1, targetsAtOnce);
    this.#iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    void this.#pump();
  }

  /** What is there, as soon as anything is; undefined at the end. */
  async take(): Promise<{ entries: PlanEntry[]; failures: FailureRecord[] } | undefined> {
    while (this.#readyTargets === 0) {
      if (this.#hasEnded && this.#resolving === 0) return undefined;
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
    // What came in one piece is one batch.
    if (this.#hasRoom) await turnOfEvents();
    const taken = this.#ready;
    this.#ready = [];
    this.#readyTargets = 0;
    this.#wakePump?.();
    return {
      entries: taken.filter((item): item is PlanEntry => !('type' in item)),
      failures: taken.filter((item): item is FailureRecord => 'type' in item),
    };
  }

  /** Reads no further. The source may be waiting for its next target, and is not waited for. */
  stop(): void {
    if (this.#hasEnded) return;
    this.#end();
    const close = async () => this.#iterator.return?.();
    close().catch(() => {});
  }

  get #hasRoom(): boolean {
    return !this.#hasEnded && this.#readyTargets + this.#resolving < this.#atOnce;
  }

  async #pump(): Promise<void> {
    try {
      while (!this.#hasEnded) {
        const next = await this.#iterator.next();
        if (this.#hasEnded) return;
        if (next.done) break;
        this.#accept(next.value);
        // A source that never waits, and repeats itself, would let nobody else have a turn.
        if (this.#read % this.#atOnce === 0) await turnOfEvents();
        while (!this.#hasEnded && !this.#hasRoom) {
          await new Promise<void>((resolve) => {
            this.#wakePump = resolve;
          });
        }
      }
      if (this.#read === 0)
        this.#fail(new PortolanError('ERR_TARGET_SPEC', { problem: 'at least one target is needed' }));
    } catch (error) {
      if (!this.#hasEnded) this.#fail(sourceError(error));
    }
    this.#end();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#wakePump?.();
    this.#wakeReader?.();
  }

  #fail(error: unknown): void {
    this.#give([failureOf(this.#name, error)]);
  }

  #accept(item: TargetItem): void {
    this.#read += 1;
    const text = typeof item === 'object' && item !== null ? item.text : item;
    try {
      checkText(text);
      if (typeof item === 'object' && item.fault !== undefined) throw item.fault;
      if (this.#recent.has(text)) return;
      const target = parseReachTarget(text, this.#rules);
      if (target.target.kind === 'name') void this.#resolve(target);
      else this.#give([entryOf(target.target, target.ports)]);
    } catch (error) {
      const shown = (error instanceof PortolanError ? error.value : undefined) ?? String(text);
      this.#give([failureOf(shown.slice(0, SHOWN), placed(error, item, this.#read))]);
    }
  }
  async #resolve(target: ReachTarget): Promise<void> {
    this.#resolving += 1;
    const items = await this.#limit(() => resolveTarget(target, this.#rules, this.#exclusions, this.#stopper));
    this.#resolving -= 1;
    this.#give(items);
  }

  #give(items: readonly (PlanEntry | FailureRecord)[]): void {
    this.#ready.push(...items);
    this.#readyTargets += 1;
    this.#wakeReader?.();
  }
}

/** The fault of a target, with the place where it stands. */
function placed(error: unknown, item: TargetItem, number: number): unknown {
  if (!(error instanceof PortolanError)) return error;
  const { code } = error;
  const fault = error.problem;
  const { suggestion } = error.details;
  if (typeof item === 'object' && item !== null) {
    return new PortolanError(code, { problem: 'line {line}: {fault}', values: { line: item.line, fault }, suggestion });
  }
  return new PortolanError(code, { problem: 'target {number}: {fault}', values: { number, fault }, suggestion });
}

function sourceError(error: unknown): unknown {
  if (error instanceof PortolanError) return error;
  const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  return new PortolanError('ERR_TARGET_SPEC', {
    problem: 'the targets could not be read to the end ({reason})',
    values: { reason },
  });
}
