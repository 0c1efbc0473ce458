import type { Agendas } from './agenda.js';
import { type Reach, type ResolvedReach, resolveReach, Sharers } from './reach.js';
import type { ReachRules, TargetStream } from './reach-rules.js';
import { reachBatches } from './reach-stream.js';
import type { FailureRecord } from './records.js';
import type { Ledger } from './scan/ledger.js';
import type { BlockSource } from './scan/types.js';
import { blocks, createPlan, type Plan, type PlanBlock } from './spec/index.js';

/** What a scan asks: the blocks of one plan, or of many where the targets come as a stream. */
export class ScanSource implements BlockSource<PlanBlock> {
  /** Targets that could not be resolved or understood, until somebody takes them. */
  readonly failures: FailureRecord[] = [];
  failedTargets = 0;
  /** Hosts and pairs planned so far. */
  hosts = 0;
  size = 0;
  readonly sharers = new Sharers();
  onMore: (() => void) | undefined;
  readonly #agendas: Agendas;
  readonly #ledger: Ledger;
  #blocks: Iterator<PlanBlock> = [][Symbol.iterator]();
  #batches: AsyncIterator<ResolvedReach> | undefined;
  #isFetching = false;
  #error: unknown;

  constructor(agendas: Agendas, ledger: Ledger) {
    this.#agendas = agendas;
    this.#ledger = ledger;
  }

  /** Takes up targets that are known, and resolves their names. */
  async resolve(reach: Reach, signal: AbortSignal | undefined): Promise<void> {
    this.#takeUp(await resolveReach(reach, signal));
  }

  /** Takes up targets as they come. */
  follow(targets: TargetStream, rules: ReachRules, signal: AbortSignal | undefined): void {
    this.#batches = reachBatches(targets, rules, { signal })[Symbol.asyncIterator]();
  }

  /** The next block; undefined while targets are waited for. */
  next(): IteratorResult<PlanBlock, unknown> | undefined {
    if (this.#error !== undefined) throw this.#error;
    for (let next = this.#blocks.next(); !next.done; next = this.#blocks.next()) {
      this.#ledger.open(next.value, this.#agendas.wantsOf(next.value));
      return next;
    }
    if (this.#batches === undefined) return { done: true, value: undefined };
    if (!this.#isFetching) void this.#readOn(this.#batches);
    return undefined;
  }

  /** The blocks that nobody has taken, entered into the account. */
  *rest(): Generator<PlanBlock> {
    for (let next = this.#blocks.next(); !next.done; next = this.#blocks.next()) {
      this.#ledger.forgo(next.value, this.#agendas.wantsOf(next.value));
      yield next.value;
    }
  }

  /** Lets go of a stream that is not read to its end. */
  async close(): Promise<void> {
    await this.#batches?.return?.();
  }

  takeFailures(): FailureRecord[] {
    return this.failures.splice(0);
  }

  async #readOn(batches: AsyncIterator<ResolvedReach>): Promise<void> {
    this.#isFetching = true;
    try {
      const next = await batches.next();
      if (next.done) this.#batches = undefined;
      else this.#takeUp(next.value);
    } catch (error) {
      this.#error = error;
    }
    this.#isFetching = false;
    this.onMore?.();
  }

  #takeUp({ entries, failures, planOptions }: ResolvedReach): void {
    this.failures.push(...failures);
    this.failedTargets += failures.length;
    for (const { target, first, last } of entries) if (first !== last) this.#agendas.noteRange(target);
    // Of a stream that has no end, nobody could remember all.
    if (this.#batches === undefined) this.sharers.add(entries);
    const plan: Plan = createPlan(entries, planOptions);
    this.hosts += plan.hosts;
    this.size += plan.size;
    this.#ledger.planned += plan.size;
    this.#blocks = blocks(plan);
  }
}
