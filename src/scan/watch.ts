import { RATE_AFTER_SILENCE, SILENCE_DISBELIEF } from '../defaults.js';
import { type Answers, addLoss, noteFate } from './answers.js';
import type { HostPath } from './host-path.js';
import type { JudgeActions } from './judge.js';
import { lossAt } from './loss.js';
import type { Network } from './network.js';
import { Pace } from './pace.js';
import type { Probe } from './probe.js';
import { Silence } from './silence.js';
import type { ProbeBlock } from './types.js';

/** Answers of a host before its silence is remarkable. */
const KNOWN_FROM = 3;
/** The slowest that a host is asked after a silence, in probes a second. */
const LEAST_RATE = 1;

/** Notices hosts that answered and fall silent, and those that answer again. */
export class Watch<Block extends ProbeBlock> {
  readonly #network: Network;
  readonly #answers: Answers<Block>;
  readonly #actions: JudgeActions<Block>;

  constructor(network: Network, answers: Answers<Block>, actions: JudgeActions<Block>) {
    this.#network = network;
    this.#answers = answers;
    this.#actions = actions;
  }

  /** A probe stayed unanswered. */
  silent(probe: Probe<Block>, now: number): void {
    const { path } = probe;
    if (path.paceChecked !== undefined) path.paceChecked.silences += 1;
    noteFate(probe, false, this.#network, now);
    this.#doubt(probe, now);
  }

  /** A canary stayed unanswered. Returns whether the host is to be given up. */
  canarySilent(probe: Probe<Block>, meansNothing: boolean, now: number): boolean {
    const { path } = probe;
    if (path.silence !== undefined) {
      // Sent before it fell silent: no call.
      if (probe.isTrial) path.limit.acquit();
      if (probe.sentAt < path.silence.since) return false;
      const isOver = path.silence.unanswered(now);
      if (path.silence.isCertain(now) && !path.silence.isRemarked) {
        path.silence.isRemarked = true;
        this.#actions.remark(path, 'went-silent');
      }
      return isOver;
    }
    if (meansNothing || path.isLost) {
      if (probe.isTrial) path.limit.acquit();
      return false;
    }
    if (probe.isTrial && path.limit.canarySettled(false)) this.#answers.judged(path, now);
    addLoss(path.loss, this.#network.loss, 1, 1);
    noteFate(probe, false, this.#network, now);
    this.#doubt(probe, now);
    return false;
  }

  answersAgain(path: HostPath<Block>, wasLong: boolean, rateBefore: number, now: number): void {
    if (wasLong) {
      path.limit.acquit();
      const perSecond = Math.max(LEAST_RATE, rateBefore * RATE_AFTER_SILENCE);
      path.pace = new Pace(perSecond, perSecond / 50, now);
      path.share.forget();
      path.cohorts?.cut();
      this.#actions.remark(path, 'answers-again');
    } else if (!path.hasOpenPort && !path.limit.isKnown && path.limit.breathed()) this.#answers.limited(path, now);
    else if (!path.limit.isKnown && !path.limit.isOnTrial) path.window.missed(now, 0.5);
  }

  #doubt(probe: Probe<Block>, now: number): void {
    const { path } = probe;
    if (!path.isWatched || path.silence !== undefined || probe.sentAt <= path.answeredSentAt) return;
    // Of a host of which little is known, silence is nothing remarkable.
    if (!probe.counts && probe.purpose !== 'canary') return;
    const likely = Math.min(0.999, probe.expect * (1 - lossAt(path.loss, this.#network.loss)));
    path.disbelief -= Math.log(1 - likely);
    if (path.disbelief < SILENCE_DISBELIEF * (path.answers < KNOWN_FROM ? 2 : 1)) return;
    // Perhaps only refusals are missing: open ports can tell.
    if (path.hasOpenPort && !path.limit.isKnown && !path.limit.isRefuted) {
      if (path.limit.isOnTrial) return;
      if (now - path.triedAt > path.roundTrip.patienceMs * 4) {
        path.triedAt = now;
        path.limit.suspect(now);
        return;
      }
    }
    const before = path.sendLog.since(path.answeredSentAt - 1000, now);
    const rate = before - (path.sends - path.answeredSerial);
    path.silence = new Silence(now, Math.max(1, rate));
  }
}
