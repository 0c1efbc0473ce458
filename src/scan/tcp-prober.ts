import { DEADLINE_TICK_MS, MOST_DEADLINE_MS } from '../defaults.js';
import type { Clock } from '../net/clock.js';
import { Connecting, type ConnectListener } from '../net/connect.js';
import { scheduleAfterEvents } from '../net/deadline.js';
import type { DialError } from '../net/dial.js';
import { type Outcome, outcomeOfError } from '../net/outcome.js';
import { isSelfConnect } from '../net/self-connect.js';
import { closeAtOnce, Inspector } from './inspector.js';
import type { Attempt, Inspect, Prober, ProberListener } from './prober.js';
import { TimeWheel } from './time-wheel.js';

const SILENCE: Outcome = { state: 'filtered', reason: 'no-answer', local: null };

/** Connects over TCP. One wheel of deadlines for all attempts, since a timer each would cost as much as the connect. */
export class TcpProber<Asked extends Attempt, Inspection> implements Prober<Asked>, ConnectListener<Asked> {
  readonly #clock: Clock;
  readonly #listener: ProberListener<Asked, Inspection>;
  readonly #inspector: Inspector<Asked, Inspection>;
  readonly #onTheWay = new Set<Connecting<Asked>>();
  readonly #deadlines = new TimeWheel<Connecting<Asked>>(DEADLINE_TICK_MS);
  #launched: Connecting<Asked>[] = [];
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #isStopped = false;

  constructor(clock: Clock, inspect: Inspect<Inspection> | undefined, listener: ProberListener<Asked, Inspection>) {
    this.#clock = clock;
    this.#listener = listener;
    this.#inspector = new Inspector(inspect, listener);
  }

  ask(attempt: Asked): void {
    const socket = new Connecting<Asked>(attempt, this);
    attempt.handle = socket;
    const { address, family } = attempt.target;
    this.#onTheWay.add(socket);
    this.#launched.push(socket);
    socket.begin({ address, family, port: attempt.port });
  }

  flush(): void {
    if (this.#launched.length === 0) return;
    const launched = this.#launched;
    this.#launched = [];
    // Their time begins when they have left: this machine may have been busy with something else in between.
    process.nextTick(() => {
      const now = this.#clock.now();
      for (const socket of launched) {
        socket.markLeft();
        this.#await(socket, now + socket.attempt.timeoutMs, now);
      }
      this.#setTimer();
    });
  }

  hasten(attempt: Asked, at: number): void {
    this.#await(attempt.handle as Connecting<Asked>, at, this.#clock.now());
    this.#setTimer();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    for (const socket of this.#onTheWay) socket.giveUp();
    this.#onTheWay.clear();
    this.#inspector.stop();
  }

  connected(attempt: Asked, socket: Connecting<Asked>, at: number): void {
    this.#onTheWay.delete(socket);
    if (this.#isStopped) socket.destroy();
    else if (isSelfConnect(socket, { ...attempt.target, port: attempt.port })) {
      closeAtOnce(socket);
      this.#listener.settled(attempt, 'self-connect', 0);
    } else {
      this.#listener.settled(attempt, 'open', at - attempt.sentAt);
      this.#inspector.take(attempt, socket, at - attempt.sentAt);
    }
  }

  failed(attempt: Asked, socket: Connecting<Asked>, error: DialError, at: number): void {
    this.#onTheWay.delete(socket);
    this.#listener.settled(attempt, outcomeOfError(error), at - attempt.sentAt);
  }

  #setTimer(): void {
    const at = this.#deadlines.nextAt;
    if (at === Number.POSITIVE_INFINITY || (this.#timer !== undefined && this.#timer.at <= at)) return;
    this.#timer?.cancel();
    const cancel = scheduleAfterEvents(this.#clock, Math.max(1, at - this.#clock.now()), this.#onTimer);
    this.#timer = { at, cancel };
  }

  /** Runs behind the answers that have come, so that none of them is called silence. */
  readonly #onTimer = (): void => {
    this.#timer = undefined;
    if (this.#isStopped) return;
    const now = this.#clock.now();
    for (const bucket of this.#deadlines.take(now)) for (const socket of bucket) this.#lookAt(socket, now);
    this.#setTimer();
  };

  /** Looks at it from time to time, since the wheel would otherwise hold on to those long settled. */
  #await(socket: Connecting<Asked>, deadlineAt: number, now: number): void {
    socket.deadlineAt = deadlineAt;
    this.#deadlines.add(socket, Math.min(deadlineAt, now + MOST_DEADLINE_MS));
  }

  #lookAt(socket: Connecting<Asked>, now: number): void {
    if (!this.#onTheWay.has(socket)) return;
    if (socket.deadlineAt > now) this.#await(socket, socket.deadlineAt, now);
    else this.#giveUp(socket);
  }

  #giveUp(socket: Connecting<Asked>): void {
    if (!socket.giveUp()) return;
    this.#onTheWay.delete(socket);
    this.#listener.settled(socket.attempt, SILENCE, this.#clock.now() - socket.attempt.sentAt);
  }
}
