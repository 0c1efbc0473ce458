import { RETRY_GAP_MS, SAMPLE_GAP_MS, SAMPLED_SILENCES, SELF_CONNECT_TRIES, SHORT_SILENCE_MS } from '../defaults.js';
import type { Outcome } from '../net/outcome.js';
import { Answers } from './answers.js';
import type { HostPath } from './host-path.js';
import type { Network } from './network.js';
import { OwnFailures } from './own-failures.js';
import type { Probe } from './probe.js';
import type { AttemptOutcome } from './prober.js';
import type { Tally } from './tally.js';
import type { HostRemark, ProbeBlock, ScanLimits } from './types.js';
import { Watch } from './watch.js';

/** What a probe came to, as far as the judge decides it. */
export interface Judgement {
  readonly state: Outcome['state'] | 'open';
  readonly reason: string;
  readonly rttMs: number | null;
}

/** What the judge leaves to the engine. */
export interface JudgeActions<Block extends ProbeBlock> {
  decide(probe: Probe<Block>, judgement: Judgement): void;
  again(probe: Probe<Block>, at: number): void;
  remark(path: HostPath<Block>, remark: HostRemark): void;
  hasten(probe: Probe<Block>, at: number): void;
}

const ACCEPTED: Judgement = { state: 'open', reason: 'accepted', rttMs: null };
const SILENT: Judgement = { state: 'filtered', reason: 'no-answer', rttMs: null };
const LIMITED: Judgement = { state: 'filtered', reason: 'refusals-limited', rttMs: null };
const LOST: Judgement = { state: 'unknown', reason: 'host-went-silent', rttMs: null };

/** Answers that a router gives for a host that is not there. */
const NOT_THERE: ReadonlySet<string> = new Set(['host-unreachable', 'network-unreachable']);

/** Decides what follows from each attempt: a verdict, another attempt, or something about the host. */
export class Judge<Block extends ProbeBlock> {
  readonly #limits: ScanLimits;
  readonly #tally: Tally;
  readonly #network: Network;
  readonly #actions: JudgeActions<Block>;
  readonly #answers: Answers<Block>;
  readonly #watch: Watch<Block>;
  readonly #ownFailures: OwnFailures<Block>;
  readonly #random: () => number;
  /** What was sent before this time and stayed silent tells nothing: this machine slept. */
  voidBefore = Number.NEGATIVE_INFINITY;

  constructor(network: Network, limits: ScanLimits, tally: Tally, random: () => number, actions: JudgeActions<Block>) {
    this.#network = network;
    this.#limits = limits;
    this.#tally = tally;
    this.#random = random;
    this.#actions = actions;
    this.#answers = new Answers(network, limits, actions);
    this.#watch = new Watch(network, this.#answers, actions);
    this.#ownFailures = new OwnFailures(network.window);
  }

  settled(probe: Probe<Block>, outcome: AttemptOutcome, roundTripMs: number, now: number): void {
    const { path } = probe;
    path.inFlight -= 1;
    if (probe.purpose === 'canary') path.canariesInFlight -= 1;
    this.#network.window.settled(probe.expect);
    this.#network.smoothing.note(now - probe.sentAt);
    if (path.window !== this.#network.window) path.window.settled(probe.expect);
    if (outcome === 'self-connect') this.#metItself(probe, now);
    else if (outcome === 'open') this.#answered(probe, ACCEPTED, roundTripMs, now);
    else if (outcome.local !== null) this.#failedHere(probe, outcome, now);
    else if (outcome.state === 'filtered') this.#silent(probe, now);
    else if (outcome.state === 'unknown') this.#undecided(probe, { ...outcome, rttMs: null }, now);
    else this.#answered(probe, { ...outcome, rttMs: null }, roundTripMs, now);
  }

  /** Nothing is to be expected of the host any more. */
  giveUp(path: HostPath<Block>): void {
    path.isLost = true;
    path.silence = undefined;
    path.questions.found();
    for (let probe = path.unvouched.shift(); probe !== undefined; probe = path.unvouched.shift()) this.lost(probe);
    const ever = Number.POSITIVE_INFINITY;
    for (let probe = path.waiting.take(ever); probe !== undefined; probe = path.waiting.take(ever)) this.lost(probe);
  }

  lost(probe: Probe<Block>): void {
    this.#actions.decide(probe, LOST);
  }

  #metItself(probe: Probe<Block>, now: number): void {
    this.#ownFailures.left(probe.path);
    probe.selfConnects += 1;
    if (probe.purpose === 'canary') this.#lostCanary(probe, now);
    else if (probe.selfConnects < SELF_CONNECT_TRIES) this.#actions.again(probe, now);
    else this.#undecided(probe, { state: 'unknown', reason: 'self-connect', rttMs: null }, now);
  }

  #failedHere(probe: Probe<Block>, { state, reason, local }: Outcome, now: number): void {
    this.#network.blindPace.giveBack();
    const againAt = this.#ownFailures.putBack(probe, local as NonNullable<Outcome['local']>, now);
    const { path } = probe;
    if (probe.purpose === 'canary') {
      if (againAt === undefined) this.giveUp(path);
      else this.#lostCanary(probe, againAt);
    } else if (againAt !== undefined) this.#actions.again(probe, againAt);
    else this.#undecided(probe, { state, reason, rttMs: null }, now);
  }

  /** A canary that tells nothing is not sent again; another one will be. */
  #lostCanary({ path, isTrial }: Probe<Block>, nextAt: number): void {
    if (isTrial) path.limit.acquit();
    if (path.silence !== undefined) path.silence.asksAt = nextAt;
  }

  /** Nothing was learned of it: whether the host is there neither, so everything is asked. */
  #undecided(probe: Probe<Block>, judgement: Judgement, now: number): void {
    if (probe.purpose === 'canary') this.#lostCanary(probe, now);
    else {
      this.#actions.decide(probe, judgement);
      probe.path.questions.found();
    }
  }

  #answered(probe: Probe<Block>, judgement: Judgement, rttMs: number, now: number): void {
    const { path } = probe;
    this.#ownFailures.left(path);
    const dark = path.silence;
    this.#answers.note(probe, judgement.state, rttMs, now);
    if (dark !== undefined) this.#answersAgain(path, probe, now - dark.since, dark.rateBefore, now);
    if (!NOT_THERE.has(judgement.reason)) path.questions.found();
    this.#vouch(path, now);
    if (probe.silences > 0 && probe.purpose === 'plan') this.#tally.recovered += 1;
    if (probe.isSample) this.#noteSample(true);
    const isDecided = this.#confirm(probe, { ...judgement, rttMs }, now);
    if (isDecided && path.questions.isSearching) this.#searchedInVain(path);
  }

  /** Where everything is asked twice, the first answer waits for the second. */
  #confirm(probe: Probe<Block>, judgement: Judgement, now: number): boolean {
    if (!this.#limits.verify || probe.purpose !== 'plan' || probe.firstState === judgement.state) {
      this.#actions.decide(probe, judgement);
    } else if (probe.firstState === undefined) {
      probe.firstState = judgement.state;
      probe.silences = 0;
      probe.isSample = false;
      this.#actions.again(probe, now + RETRY_GAP_MS);
      return false;
    } else {
      // Two answers that differ: what accepts once is open.
      const isOpen = judgement.state === 'open' || probe.firstState === 'open';
      this.#actions.decide(probe, isOpen ? { ...judgement, state: 'open', reason: 'accepted-once' } : judgement);
    }
    return true;
  }

  #silent(probe: Probe<Block>, now: number): void {
    const { path } = probe;
    this.#ownFailures.left(path);
    const meansNothing = probe.sentAt < this.voidBefore || (probe.sentAt > path.darkFrom && probe.sentAt < path.darkTo);
    if (probe.purpose === 'canary') {
      if (this.#watch.canarySilent(probe, meansNothing, now)) this.giveUp(path);
      return;
    }
    if (path.isLost) this.lost(probe);
    else if (meansNothing) this.#actions.again(probe, now);
    else this.#silenceOf(probe, now);
  }

  #silenceOf(probe: Probe<Block>, now: number): void {
    const { path } = probe;
    this.#watch.silent(probe, now);
    if (path.silence !== undefined || (path.needsVouching && probe.sentAt > path.answeredSentAt))
      path.unvouched.push(probe);
    else this.#count(probe, now);
  }

  /** The host has answered something sent later, so that silences from before count. */
  #vouch(path: HostPath<Block>, now: number): void {
    for (let first = path.unvouched.first; first !== undefined; first = path.unvouched.first) {
      if (first.sentAt > path.answeredSentAt) return;
      path.unvouched.shift();
      this.#count(first, now);
    }
  }

  #count(probe: Probe<Block>, now: number): void {
    const { path } = probe;
    probe.silences += 1;
    if (probe.isSample) {
      this.#noteSample(false);
      this.#believe(probe);
    } else if (probe.silences < this.#network.attemptsFor(path)) {
      if (probe.silences === 1 && probe.purpose === 'plan') this.#tally.retried += 1;
      this.#actions.again(probe, now + RETRY_GAP_MS);
    } else if (this.#isSampled(probe)) {
      probe.isSample = true;
      this.#actions.again(probe, now + SAMPLE_GAP_MS);
    } else this.#believe(probe);
  }

  #isSampled(probe: Probe<Block>): boolean {
    const isFixed = this.#limits.retries !== undefined;
    return (
      !isFixed &&
      probe.isRandom &&
      probe.path.isWatched &&
      !probe.path.limit.isKnown &&
      this.#random() < 1 / SAMPLED_SILENCES
    );
  }

  #noteSample(answered: boolean): void {
    this.#tally.sampled += 1;
    if (answered) this.#tally.sampledAnswers += 1;
  }

  /** Silence it is. */
  #believe(probe: Probe<Block>): void {
    const { path, firstState } = probe;
    if (firstState === 'open') this.#actions.decide(probe, { ...ACCEPTED, reason: 'accepted-once' });
    else if (firstState === 'closed') this.#actions.decide(probe, { state: 'closed', reason: 'refused', rttMs: null });
    else this.#actions.decide(probe, path.limit.isKnown ? LIMITED : SILENT);
    if (path.questions.isSearching) this.#searchedInVain(path);
  }

  #searchedInVain(path: HostPath<Block>): void {
    if (!path.questions.searchedInVain()) return;
    this.#tally.absentHosts += 1;
    this.#actions.remark(path, 'absent');
  }

  #answersAgain(path: HostPath<Block>, call: Probe<Block>, silentMs: number, rateBefore: number, now: number): void {
    path.darkTo = call.sentAt;
    for (let probe = path.unvouched.shift(); probe !== undefined; probe = path.unvouched.shift()) {
      this.#actions.again(probe, now);
    }
    this.#watch.answersAgain(path, silentMs > SHORT_SILENCE_MS, rateBefore, now);
  }
}
