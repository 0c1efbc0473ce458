import { ACCEPTS_ALL_PORTS, CANARY_GAP_MS, CHECKED_PROBES } from '../defaults.js';
import type { Host } from '../types.js';
import { AnswerShare } from './answer-share.js';
import { Cohorts } from './cohorts.js';
import { Fifo } from './fifo.js';
import { Loss } from './loss.js';
import type { Pace } from './pace.js';
import { Probe } from './probe.js';
import { Questions } from './questions.js';
import { RateLog } from './rate-log.js';
import { RefusalLimit } from './refusal-limit.js';
import { Inflation, RoundTrip } from './round-trip.js';
import type { Silence } from './silence.js';
import type { Agenda, ProbeBlock } from './types.js';
import { type WaitingCount, WaitingList } from './waiting.js';
import type { Window } from './window.js';

/** Probes that go before a canary that is due, at most. */
const MOST_BEFORE_CANARY = 256;
/** Milliseconds between two canaries of a window that may still grow. */
const LEAST_CANARY_GAP_MS = 50;
/** Ports that are remembered for canaries, of each kind. */
const REMEMBERED_PORTS = 8;

/** What the engine knows of one host: how its path behaves, what was asked, what waits. */
export class HostPath<Block extends ProbeBlock> {
  readonly block: Block;
  readonly index: number;
  readonly target: Host;
  readonly questions: Questions<Block>;
  readonly roundTrip = new RoundTrip();
  readonly inflation = new Inflation();
  readonly loss = new Loss();
  readonly share = new AnswerShare();
  readonly limit = new RefusalLimit();
  readonly waiting: WaitingList<Probe<Block>>;
  /** Silences that count once the host has answered something sent later. */
  readonly unvouched = new Fifo<Probe<Block>>();
  /** Its own window; the one of the whole scan where it is the only host. */
  window: Window;
  cohorts: Cohorts | undefined;
  /** Set while it is asked less often than the window allows. */
  pace: Pace | undefined;
  /** Set while it has gone silent. */
  silence: Silence | undefined;
  /** Whether it went silent and was given up. */
  isLost = false;
  readonly sendLog = new RateLog();
  inFlight = 0;
  canariesInFlight = 0;
  /** Open ports that are being looked at. */
  inspecting = 0;
  sends = 0;
  answers = 0;
  acceptsAll = false;
  /** When the latest of those probes was sent that were answered. */
  answeredSentAt = Number.NEGATIVE_INFINITY;
  /** Which of the connects that was. */
  answeredSerial = 0;
  /** When open ports were last asked whether only refusals are missing. */
  triedAt = Number.NEGATIVE_INFINITY;
  /** Between these times its silence meant nothing. */
  darkFrom = Number.NEGATIVE_INFINITY;
  darkTo = Number.NEGATIVE_INFINITY;
  /** Whether a probe to it ever left this machine. */
  hasLeft = false;
  /** Nothing is sent before this time, since this machine refused to. */
  notBefore = Number.NEGATIVE_INFINITY;
  /** When the first of our failures to send to it was, counted from the last success. */
  failingSince: number | undefined;
  /** How unlikely the silence since then is, in nats. */
  disbelief = 0;
  isParked = false;
  /** Share of probes that the path loses however little is sent. */
  ownLoss = 0;
  /** Share of the canaries that got lost lately. */
  canaryLoss = 0;
  /** Cuts in a row that brought no more answers, and the share that was missing. */
  vainCuts = 0;
  missingShare = 0;
  /** Share of answers missing when open ports were asked about it. */
  shareOnTrial = 0;
  /** What came since the pace was looked at, where refusals are waited for. */
  paceChecked: { at: number; refusals: number; silences: number } | undefined;
  readonly #openPorts: number[] = [];
  readonly #refusingPorts: number[] = [];
  #opens = 0;
  #askedAnswers = 0;
  #canaryAt = Number.NEGATIVE_INFINITY;
  #canaries = 0;
  #beforeCanary: number | undefined;

  constructor(block: Block, index: number, agenda: Agenda, window: Window, waiting: WaitingCount) {
    this.block = block;
    this.index = index;
    this.target = block.hosts[index] as Host;
    this.questions = new Questions(this, agenda);
    this.window = window;
    this.waiting = new WaitingList(waiting);
  }

  notePort(port: number, isOpen: boolean): void {
    const ports = isOpen ? this.#openPorts : this.#refusingPorts;
    if (ports.length < REMEMBERED_PORTS && !ports.includes(port)) ports.push(port);
    this.#askedAnswers += 1;
    if (!isOpen) return;
    this.#opens += 1;
    this.acceptsAll ||= this.#opens >= ACCEPTS_ALL_PORTS && this.#opens >= this.#askedAnswers * 0.9;
  }

  get hasOpenPort(): boolean {
    return this.#openPorts.length > 0;
  }

  /** Whether so much was sent that the host must be watched. */
  get isWatched(): boolean {
    return this.sends >= CHECKED_PROBES && this.#openPorts.length + this.#refusingPorts.length > 0;
  }

  /** Whether its silence counts only once it has answered something sent later. */
  get needsVouching(): boolean {
    return this.isWatched && (this.hasOpenPort || !this.limit.isKnown);
  }

  /** A probe to a port that answered before: a refusing one, or an open one where refusals prove nothing. */
  canary(now: number): Probe<Block> | undefined {
    const isOpen = this.hasOpenPort && (this.limit.wantsOpen || this.#refusingPorts.length === 0);
    const ports = isOpen ? this.#openPorts : this.#refusingPorts;
    const port = ports[this.#canaries % Math.max(1, ports.length)];
    if (port === undefined) return undefined;
    this.#canaries += 1;
    this.#canaryAt = now;
    const canary = new Probe<Block>(this, port, { cell: -1, purpose: 'canary' });
    canary.isTrial = this.limit.canarySent(now, isOpen);
    return canary;
  }

  /** When the next canary is due: never while other probes tell as much. */
  canaryAt(): number {
    const isDumb = this.limit.isKnown && !this.hasOpenPort;
    if (!this.isWatched || isDumb || this.silence !== undefined || this.isLost) return Number.POSITIVE_INFINITY;
    if (this.limit.trials > 0) return this.#canaryAt + Math.max(2, this.roundTrip.smoothedMs / 4);
    const isAsking = this.inFlight > this.canariesInFlight && this.window.expected < 0.5;
    if (!isAsking && this.unvouched.length === 0) return Number.POSITIVE_INFINITY;
    const trip = this.roundTrip.smoothedMs;
    if (this.window.isStarting) return this.#canaryAt + Math.max(10, trip / 4);
    return this.#canaryAt + Math.max(this.window.isAtCap ? CANARY_GAP_MS : LEAST_CANARY_GAP_MS, trip);
  }

  /**
   * What to send now, if anything. The caller has made sure that something may be sent.
   *
   * @param mayBegin - Whether pairs may be begun that were not asked yet.
   */
  next(now: number, mayBegin: boolean): Probe<Block> | undefined {
    if (this.isLost) return this.questions.next();
    if (now < this.notBefore || this.inFlight >= this.window.cap) return undefined;
    if (this.silence !== undefined) return this.silence.asksAt <= now ? this.#callOut(now) : undefined;
    const isCanaryDue = this.canaryAt() <= now;
    if (isCanaryDue && this.#isCanarysPlace()) {
      const canary = this.canary(now);
      if (canary !== undefined) return canary;
    }
    if (this.window.isFull || (this.pace !== undefined && !this.pace.has(now))) return undefined;
    const probe = this.waiting.take(now) ?? (mayBegin ? this.questions.next() : undefined);
    if (probe !== undefined) this.pace?.take();
    else if (isCanaryDue) return this.canary(now);
    return probe;
  }

  /** When there may be something to send although nothing else happens. */
  wakesAt(): number {
    if (this.silence !== undefined) return this.silence.asksAt;
    const wantsAt = this.questions.hasMore ? Number.NEGATIVE_INFINITY : this.waiting.nextAt;
    const mayAt = this.window.isFull ? Number.POSITIVE_INFINITY : Math.max(wantsAt, this.pace?.nextAt() ?? wantsAt);
    if (this.inFlight >= this.window.cap) return Number.POSITIVE_INFINITY;
    return Math.max(this.notBefore, Math.min(mayAt, this.canaryAt()));
  }

  /** Whether every question has its answer. */
  get isDone(): boolean {
    return (
      !this.questions.hasMore &&
      !this.questions.isSearching &&
      this.inFlight === 0 &&
      this.inspecting === 0 &&
      this.waiting.size === 0 &&
      this.unvouched.length === 0
    );
  }

  /** Canaries stand for the burst that they are part of, so they go at a random place in it, not first. */
  #isCanarysPlace(): boolean {
    if (this.window.isFull) return true;
    this.#beforeCanary ??= Math.floor(Math.random() * Math.min(MOST_BEFORE_CANARY, this.window.size / 4));
    this.#beforeCanary -= 1;
    if (this.#beforeCanary >= 0) return false;
    this.#beforeCanary = undefined;
    return true;
  }

  cohortsOf(): Cohorts {
    this.cohorts ??= new Cohorts();
    return this.cohorts;
  }

  noteSent(now: number, isCanary: boolean): void {
    this.sends += 1;
    this.inFlight += 1;
    if (isCanary) this.canariesInFlight += 1;
    this.sendLog.note(now);
  }

  #callOut(now: number): Probe<Block> | undefined {
    this.silence?.asked();
    return this.canary(now);
  }
}
