import { INSPECTIONS_AT_ONCE, MAX_UNREAD, SLEEP_MS } from '../defaults.js';
import type { Clock } from '../net/clock.js';
import { turnOfEvents } from '../net/deadline.js';
import type { Dialer } from '../net/dial.js';
import { DialerProber } from './dialer-prober.js';
import type { HostPath } from './host-path.js';
import { Judge, type Judgement } from './judge.js';
import { Network } from './network.js';
import type { Probe } from './probe.js';
import type { Attempt, AttemptOutcome, Inspect, Prober, ProberListener } from './prober.js';
import { Pump } from './pump.js';
import { Tally } from './tally.js';
import { TcpProber } from './tcp-prober.js';
import type { Agenda, BlockSource, EngineEvent, HostRemark, ProbeBlock, ScanLimits } from './types.js';
import { type ScanThreads, SharedProber } from './worker-share.js';

export interface EngineOptions<Block extends ProbeBlock, Inspection> extends ScanLimits {
  /** Blocks to work through, drawn one at a time. */
  readonly blocks: BlockSource<Block>;
  /** What to ask of the hosts of a block. */
  readonly agendaOf: (block: Block) => Agenda;
  /** Whether there is one host only. Default false. */
  readonly isOneHost?: boolean | undefined;
  /** Opens the connections. Default: TCP. */
  readonly dial?: Dialer | undefined;
  /** Worker threads that may connect too, where nobody handed in a dialer. Default none. */
  readonly threads?: ScanThreads<Inspection> | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Looks at an open port. Must end by itself. */
  readonly inspect?: Inspect<Inspection> | undefined;
  /** Numbers from 0 to 1, for the sample of silent ports. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Counts what the engine does; its numbers change while it runs. */
  readonly tally?: Tally | undefined;
  /** Learns what the engine has learned, while it runs. */
  readonly onStart?: ((network: Network) => void) | undefined;
}

/**
 * Asks every probe of every block and yields what it finds as soon as it is known, that of one moment together, since
 * one at a time would cost more than the probes. Ends early when the signal is aborted, after the ports that were found
 * open; what has no verdict then is for the caller to count as `unknown`.
 */
export async function* runEngine<Block extends ProbeBlock, Inspection>(
  options: EngineOptions<Block, Inspection>,
): AsyncGenerator<readonly EngineEvent<Block, Inspection>[]> {
  const { signal } = options;
  const engine = new Engine(options);
  const stop = () => engine.stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    yield* engine.run();
  } finally {
    // A reader that walks away must leave no connection behind.
    engine.stop();
    signal?.removeEventListener('abort', stop);
  }
}

class Engine<Block extends ProbeBlock, Inspection> implements ProberListener<Probe<Block>, Inspection> {
  readonly #clock: Clock;
  readonly #judge: Judge<Block>;
  readonly #prober: Prober<Probe<Block>>;
  readonly #pump: Pump<Block>;
  readonly #blocks: BlockSource<Block>;
  readonly #inspects: boolean;
  readonly #verify: boolean;
  #events: EngineEvent<Block, Inspection>[] = [];
  #inspecting = 0;
  #isStopped = false;
  #turn: NodeJS.Immediate | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #reader: (() => void) | undefined;
  /** Wall clock less monotonic clock: it jumps when the machine slept. */
  #clockOffset: number;

  constructor(options: EngineOptions<Block, Inspection>) {
    const { clock, verify, tally = new Tally(), random = Math.random } = options;
    this.#clock = clock;
    this.#blocks = options.blocks;
    this.#inspects = options.inspect !== undefined;
    this.#verify = verify;
    this.#clockOffset = clock.date().getTime() - clock.now();
    const network = new Network(options);
    options.onStart?.(network);
    this.#prober = proberOf(options, this);
    this.#judge = new Judge(network, options, tally, random, {
      decide: (probe, judgement) => this.#decide(probe, judgement),
      again: (probe, at) => (probe.path.isLost ? this.#judge.lost(probe) : this.#pump.again(probe, at)),
      remark: (path, remark) => this.#remark(path, remark),
      hasten: (probe, at) => this.#prober.hasten(probe, at),
    });
    this.#pump = new Pump<Block>({
      ...options,
      network,
      tally,
      ask: (probe) => this.#ask(probe),
      lost: (probe) => this.#judge.lost(probe),
      isHeld: () => this.#events.length >= MAX_UNREAD || this.#inspecting >= INSPECTIONS_AT_ONCE,
    });
  }

  async *run(): AsyncGenerator<readonly EngineEvent<Block, Inspection>[]> {
    this.#blocks.onMore = () => this.#schedule();
    this.#schedule();
    for (;;) {
      const ready = this.#events;
      if (ready.length > 0) {
        this.#events = [];
        this.#schedule();
        yield ready;
        // A dialer that answers at once would keep timers, signals and the terminal waiting.
        await turnOfEvents();
      } else if (this.#isOver) return;
      else {
        await new Promise<void>((resolve) => {
          this.#reader = resolve;
        });
      }
    }
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#prober.stop();
    this.#reader?.();
  }

  settled(probe: Probe<Block>, outcome: AttemptOutcome, roundTripMs: number): void {
    if (this.#isStopped) return;
    const now = this.#clock.now();
    if (typeof outcome === 'object' && outcome.state === 'filtered') this.#noticeSleep(now);
    if (outcome === 'open' && probe.inspects) {
      this.#inspecting += 1;
      probe.path.inspecting += 1;
    }
    this.#judge.settled(probe, outcome, roundTripMs, now);
    this.#pump.settled(probe.path);
    this.#schedule();
  }

  inspected(probe: Probe<Block>, inspection: Inspection | undefined): void {
    this.#inspecting -= 1;
    probe.path.inspecting -= 1;
    if (probe.judgement !== undefined) this.#report(probe, probe.judgement, inspection);
    this.#pump.settled(probe.path);
    if (this.#isStopped) this.#reader?.();
    else this.#schedule();
  }

  get #isOver(): boolean {
    return this.#isStopped ? this.#inspecting === 0 : this.#pump.isDone;
  }

  /** One turn behind the events that wait already, however many of them ask for it. */
  #schedule(): void {
    if (!this.#isStopped) this.#turn ??= setImmediate(this.#takeTurn);
  }

  readonly #takeTurn = (): void => {
    this.#turn = undefined;
    if (this.#isStopped) return;
    const now = this.#clock.now();
    this.#noticeSleep(now);
    const isMore = this.#pump.run(now);
    this.#prober.flush();
    if (isMore) this.#schedule();
    this.#setTimer();
    if (this.#events.length > 0 || this.#isOver) this.#reader?.();
  };

  #setTimer(): void {
    const at = this.#pump.wakesAt;
    if (this.#timer !== undefined && this.#timer.at === at) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (at === Number.POSITIVE_INFINITY) return;
    const cancel = this.#clock.schedule(Math.max(1, Math.ceil(at - this.#clock.now())), () => {
      this.#timer = undefined;
      this.#schedule();
    });
    this.#timer = { at, cancel };
  }

  /** After a sleep of the machine, what was on its way is lost through nobody's fault. */
  #noticeSleep(now: number): void {
    const offset = this.#clock.date().getTime() - now;
    if (offset - this.#clockOffset > SLEEP_MS) this.#judge.voidBefore = now;
    this.#clockOffset = offset;
  }

  #ask(probe: Probe<Block>): void {
    const { path } = probe;
    const isLast = !this.#verify || probe.firstState !== undefined;
    probe.inspects = this.#inspects && isLast && probe.purpose === 'plan' && !path.acceptsAll;
    this.#prober.ask(probe);
  }

  #decide(probe: Probe<Block>, judgement: Judgement): void {
    if (probe.purpose !== 'plan') return;
    if (judgement.state === 'open' && probe.inspects && probe.judgement === undefined && probe.path.inspecting > 0) {
      probe.judgement = judgement;
    } else this.#report(probe, judgement, undefined);
  }

  #report(probe: Probe<Block>, judgement: Judgement, inspection: Inspection | undefined): void {
    const { path, port, cell, attempts } = probe;
    const { block, index: hostIndex, target: host } = path;
    const at = this.#clock.date();
    this.#events.push({ block, hostIndex, host, port, cell, attempts, at, ...judgement, inspection });
  }

  #remark({ block, index: hostIndex, target: host }: HostPath<Block>, remark: HostRemark): void {
    this.#events.push({ block, hostIndex, host, remark, at: this.#clock.date() });
  }
}

function proberOf<Asked extends Attempt, Inspection>(
  {
    dial,
    threads,
    clock,
    inspect,
  }: Pick<EngineOptions<ProbeBlock, Inspection>, 'dial' | 'threads' | 'clock' | 'inspect'>,
  listener: ProberListener<Asked, Inspection>,
): Prober<Asked> {
  if (dial !== undefined) return new DialerProber(dial, clock, inspect, listener);
  if (threads !== undefined) return new SharedProber(threads, clock, inspect, listener);
  return new TcpProber(clock, inspect, listener);
}
