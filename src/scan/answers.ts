import { settleInCohort } from './cohorts.js';
import type { HostPath } from './host-path.js';
import type { JudgeActions, Judgement } from './judge.js';
import type { Loss } from './loss.js';
import type { Network } from './network.js';
import { Pace } from './pace.js';
import type { Probe } from './probe.js';
import type { ProbeBlock, ScanLimits } from './types.js';

/** Milliseconds after which Linux and others repeat a SYN by themselves (RFC 6298 section 2). */
const SYN_REPEAT_MS = 1000;
/** Cuts in vain after which the loss is taken for the path's own. */
const VAIN_CUTS = 3;
/** Probes in flight to a host that limits its refusals and has no open port yet. */
const DUMB_WINDOW = 512;
/** Share of the canaries above the usual whose loss is noticed, and the weight of one. */
const REMARKABLE_CANARY_LOSS = 0.3;
const CANARY_WEIGHT = 1 / 6;
/** Refusals a second that are asked for at least where refusals are waited for. */
const LEAST_PATIENT_RATE = 5;

/** Learns from answers: round trips, loss, the window, the ports to ask again. */
export class Answers<Block extends ProbeBlock> {
  readonly #network: Network;
  readonly #limits: ScanLimits;
  readonly #actions: JudgeActions<Block>;

  constructor(network: Network, limits: ScanLimits, actions: JudgeActions<Block>) {
    this.#network = network;
    this.#limits = limits;
    this.#actions = actions;
  }

  note(probe: Probe<Block>, state: Judgement['state'], rttMs: number, now: number): void {
    const { path } = probe;
    const wasSilent = path.silence !== undefined;
    this.#network.answers += 1;
    path.answers += 1;
    if (wasSilent) path.darkFrom = path.answeredSentAt;
    path.silence = undefined;
    if (probe.sentAt >= path.answeredSentAt) {
      path.answeredSentAt = probe.sentAt;
      path.answeredSerial = probe.serial;
    }
    path.disbelief = 0;
    this.#measure(probe, rttMs, now);
    this.#noteLoss(probe, state);
    noteFate(probe, true, this.#network, now);
    const hadAccepted = path.acceptsAll;
    if (probe.purpose !== 'canary' && (state === 'open' || state === 'closed'))
      path.notePort(probe.port, state === 'open');
    if (path.acceptsAll && !hadAccepted) this.#actions.remark(path, 'accepts-everything');
    if (state === 'closed') {
      path.limit.refused(now, probe.sentAt, probe.counts || probe.purpose === 'canary');
    }
    if (probe.isTrial && path.limit.canarySettled(true)) this.judged(path, now);
    if (path.limit.isKnown && this.#limits.patient) this.#keepPatientPace(path, now);
  }

  /** Open ports have told what is missing. */
  judged(path: HostPath<Block>, now: number): void {
    const { limit, shareOnTrial } = path;
    path.shareOnTrial = 0;
    if (limit.isKnown) this.limited(path, now);
    // Once more, to be certain.
    else if (limit.isLikely) limit.suspect(now);
    else if (shareOnTrial > 0) sendLess(path, shareOnTrial, now);
  }

  /** The host limits its refusals: their absence says nothing, neither of loss nor of the window. */
  limited(path: HostPath<Block>, now: number): void {
    this.#actions.remark(path, 'refusals-limited');
    this.#network.loss.add(-path.loss.attempts, -path.loss.lost);
    path.loss.add(-path.loss.attempts, -path.loss.lost);
    path.share.forget();
    path.cohorts?.cut();
    if (this.#limits.patient) {
      for (const probe of path.waiting.items()) probe.silences = 0;
      path.pace = new Pace(Math.max(LEAST_PATIENT_RATE, path.limit.mostPerSecond), 2, now);
      path.paceChecked = { at: now, refusals: 0, silences: 0 };
    } else {
      path.window.restart(now);
      // Without an open port nothing vouches for more.
      if (!path.hasOpenPort) path.window.restore(now, DUMB_WINDOW);
    }
  }

  #measure(probe: Probe<Block>, rttMs: number, now: number): void {
    const { path } = probe;
    // An answer to the kernel's own repeat would look like a long round trip (Karn's algorithm, RFC 6298 section 3).
    const isAmbiguous =
      rttMs > SYN_REPEAT_MS && path.roundTrip.samples > 0 && path.roundTrip.patienceMs < SYN_REPEAT_MS;
    if (isAmbiguous) return;
    this.#network.noteRoundTrip(path, rttMs);
    const inflation = path.inflation.add(rttMs, probe.serial, probe.sentAt, now);
    const trip = path.roundTrip.smoothedMs;
    this.#network.window.answered(now, probe.expect, inflation, trip);
    if (path.window !== this.#network.window) path.window.answered(now, probe.expect, inflation, trip);
    for (const early of this.#network.takeEarly()) this.#hasten(early as Probe<Block>);
  }

  /** Lets a probe that was sent before any round trip was known wait no longer than is reasonable by now. */
  #hasten(probe: Probe<Block>): void {
    const deadlineMs = 2 * this.#network.deadlineOf(probe);
    if (deadlineMs < probe.timeoutMs) this.#actions.hasten(probe, probe.sentAt + deadlineMs);
  }

  #noteLoss(probe: Probe<Block>, state: Judgement['state']): void {
    const { path } = probe;
    const tellsNothing = path.limit.isKnown && !this.#limits.patient && state !== 'open';
    if (!tellsNothing) addLoss(path.loss, this.#network.loss, 1 + probe.silences, probe.silences);
  }

  /** Asks as often as the host refuses: a little more while none is missing, no more than that otherwise. */
  #keepPatientPace(path: HostPath<Block>, now: number): void {
    const checked = path.paceChecked;
    if (checked === undefined || path.pace === undefined) return;
    checked.refusals += 1;
    const elapsedMs = now - checked.at;
    if (elapsedMs < 1000) return;
    const perSecond = (checked.refusals * 1000) / elapsedMs;
    const isShort = checked.silences > checked.refusals * 0.02;
    path.pace.perSecond = Math.max(LEAST_PATIENT_RATE, isShort ? perSecond * 1.02 : path.pace.perSecond * 1.2);
    path.paceChecked = { at: now, refusals: 0, silences: 0 };
  }
}

export function addLoss(own: Loss, all: Loss, attempts: number, lost: number): void {
  own.add(attempts, lost);
  all.add(attempts, lost);
}

/** Enters whether a probe was answered where its like are counted, and cuts the window where answers are missing. */
export function noteFate<Block extends ProbeBlock>(
  probe: Probe<Block>,
  answered: boolean,
  network: Network,
  now: number,
): void {
  const { path } = probe;
  const { cohort, hostCohort } = probe;
  if (probe.purpose === 'canary' && probe.sentAt >= path.window.cutAt) noteCanary(path, answered, now);
  probe.cohort = undefined;
  probe.hostCohort = undefined;
  const { counts, isRandom } = probe;
  const missing = cohort && settleInCohort(cohort, answered, counts, isRandom);
  if (cohort !== undefined && missing && cohort.openedAt >= network.window.cutAt) network.window.missed(now, missing);
  if (hostCohort === undefined) return;
  const hostMissing = settleInCohort(hostCohort, answered, counts, isRandom);
  if (hostMissing === undefined) return;
  const isCurrent = hostCohort.openedAt >= path.window.cutAt;
  if (hostMissing > 0 && isCurrent) answersMissing(path, hostMissing, now);
  else if (isCurrent) {
    path.missingShare = 0;
    path.share.add(hostCohort.sampled, hostCohort.sampledAnswers);
  }
}

/** Where only canaries tell anything, they are too few for cohorts. */
function noteCanary<Block extends ProbeBlock>(path: HostPath<Block>, answered: boolean, now: number): void {
  path.canaryLoss += CANARY_WEIGHT * ((answered ? 0 : 1) - path.canaryLoss);
  if (path.canaryLoss < path.ownLoss + REMARKABLE_CANARY_LOSS) return;
  const share = path.canaryLoss;
  path.canaryLoss = path.ownLoss;
  answersMissing(path, share, now);
}

/**
 * Where open ports are known, they tell first whether only refusals are missing. Otherwise sends less, and sees whether that
 * helps.
 */
function answersMissing<Block extends ProbeBlock>(path: HostPath<Block>, share: number, now: number): void {
  path.cohorts?.cut();
  if (path.limit.isOnTrial) return;
  const wasTried = now - path.triedAt < 4 * path.roundTrip.patienceMs;
  if (!path.hasOpenPort || path.limit.isKnown || wasTried) {
    sendLess(path, share, now);
    return;
  }
  path.triedAt = now;
  path.shareOnTrial = share;
  path.limit.suspect(now);
}

/** Where several cuts bring no more answers, the path loses so many by itself, and the window may grow again. */
function sendLess<Block extends ProbeBlock>(path: HostPath<Block>, share: number, now: number): void {
  const isVain = path.missingShare > 0 && share > path.missingShare * 0.7;
  path.vainCuts = isVain ? path.vainCuts + 1 : 0;
  path.missingShare = Math.max(share, isVain ? path.missingShare : 0);
  path.window.missed(now, share);
  if (path.vainCuts < VAIN_CUTS) return;
  path.ownLoss = Math.min(0.9, path.ownLoss + share * (1 - path.ownLoss));
  path.window.restore(now);
  path.vainCuts = 0;
  path.missingShare = 0;
}
