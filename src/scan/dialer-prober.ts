import type { Clock } from '../net/clock.js';
import type { Connection, Dialer } from '../net/dial.js';
import { outcomeOfError } from '../net/outcome.js';
import { isSelfConnect } from '../net/self-connect.js';
import { sharedController } from '../net/shared-controller.js';
import { closeAtOnce, Inspector } from './inspector.js';
import type { Attempt, Inspect, Prober, ProberListener } from './prober.js';

/** Makes attempts by a dialer that was handed in: a proxy, a test. */
export class DialerProber<Asked extends Attempt, Inspection> implements Prober<Asked> {
  readonly #dial: Dialer;
  readonly #clock: Clock;
  readonly #listener: ProberListener<Asked, Inspection>;
  readonly #inspector: Inspector<Asked, Inspection>;
  readonly #controller = sharedController();

  constructor(
    dial: Dialer,
    clock: Clock,
    inspect: Inspect<Inspection> | undefined,
    listener: ProberListener<Asked, Inspection>,
  ) {
    this.#dial = dial;
    this.#clock = clock;
    this.#listener = listener;
    this.#inspector = new Inspector(inspect, listener);
  }

  ask(attempt: Asked): void {
    const { target, port, timeoutMs } = attempt;
    const endpoint = { address: target.address, family: target.family, port };
    // A dialer may throw instead of rejecting.
    const { signal } = this.#controller;
    new Promise<Connection>((resolve) => resolve(this.#dial(endpoint, { timeoutMs, signal }))).then(
      (connection) => this.#connected(attempt, connection),
      (error: unknown) => this.#failed(attempt, error),
    );
  }

  flush(): void {}

  /** A dialer keeps the time that it was given. */
  hasten(): void {}

  stop(): void {
    this.#controller.abort();
    this.#inspector.stop();
  }

  #connected(attempt: Asked, connection: Connection): void {
    connection.on('error', () => {});
    if (this.#controller.signal.aborted) connection.destroy();
    else if (isSelfConnect(connection, { ...attempt.target, port: attempt.port })) {
      closeAtOnce(connection);
      this.#listener.settled(attempt, 'self-connect', 0);
    } else {
      this.#listener.settled(attempt, 'open', this.#clock.now() - attempt.sentAt);
      this.#inspector.take(attempt, connection, this.#clock.now() - attempt.sentAt);
    }
  }

  #failed(attempt: Asked, error: unknown): void {
    if (this.#controller.signal.aborted) return;
    this.#listener.settled(attempt, outcomeOfError(error), this.#clock.now() - attempt.sentAt);
  }
}
