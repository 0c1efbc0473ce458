import type { Agendas } from './agenda.js';
import { type Reach, type ResolvedReach, resolveReach, Sharers } from './reach.js';
import type { ReachRules, TargetStream } from './reach-rules.js';
import { reachBatches } from './reach-stream.js';
import type { FailureRecord } from './records.js';
import type { HostTally, Ledger } from './scan/ledger.js';
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
  /** Called when there are hosts to take of which everything was known. */
  onKnown: (() => void) | undefined;
  readonly #agendas: Agendas;
  readonly #ledger: Ledger;
  #blocks: Iterator<PlanBlock> = [][Symbol.iterator]();
  #batches: AsyncIterator<ResolvedReach> | undefined;
  #isFetching = false;
  #known: HostTally[] = [];
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

  /** The next block; undefined while targets are waited for. Never throws, since the engine asks for it between two events. */
  next(): IteratorResult<PlanBlock, unknown> | undefined {
    if (this.#error !== undefined) return { done: true, value: undefined };
    // Hosts of which everything is known are told before more of them are looked for.
    if (this.#known.length > 0) return undefined;
    for (let next = this.#blocks.next(); !next.done; next = this.#blocks.next()) {
      const block = next.value;
      this.#known = this.#ledger.open(block, this.#agendas.wantsOf(block), this.#agendas.knownOf(block));
      if (this.#known.length > 0) this.onKnown?.();
      if (this.#ledger.isOpen(block)) return next;
      if (this.#known.length > 0) return undefined;
    }
    if (this.#batches === undefined) return { done: true, value: undefined };
    if (!this.#isFetching) void this.#readOn(this.#batches);
    return undefined;
  }

  /** The hosts of the blocks that nobody has taken, entered into the account. */
  *rest(): Generator<HostTally> {
    for (let next = this.#blocks.next(); !next.done; next = this.#blocks.next()) {
      yield* this.#ledger.forgo(next.value, this.#agendas.wantsOf(next.value), this.#agendas.knownOf(next.value));
    }
  }

  /** The hosts of which everything was known, since the last call. */
  takeKnown(): HostTally[] {
    const known = this.#known;
    if (known.length === 0) return known;
    this.#known = [];
    this.onMore?.();
    return known;
  }

  /** Lets go of a stream that is not read to its end. */
  async close(): Promise<void> {
    await this.#batches?.return?.();
  }

  /** @throws what ended the stream, such as a PortolanError `ERR_RESOLVE` for a name that is to be left out */
  takeFailures(): FailureRecord[] {
    if (this.#error !== undefined) throw this.#error;
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
