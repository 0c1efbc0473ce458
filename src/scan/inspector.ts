import pLimit from 'p-limit';
import { INSPECTIONS_AT_ONCE } from '../defaults.js';
import type { Connection } from '../net/dial.js';
import type { Attempt, Inspect, ProberListener } from './prober.js';

/** Looks at open ports, some at a time, beside the scan. */
export class Inspector<Asked extends Attempt, Inspection> {
  readonly #inspect: Inspect<Inspection> | undefined;
  readonly #listener: ProberListener<Asked, Inspection>;
  readonly #limit = pLimit(INSPECTIONS_AT_ONCE);
  readonly #connections = new Set<Connection>();
  readonly #stops = new Set<() => void>();

  constructor(inspect: Inspect<Inspection> | undefined, listener: ProberListener<Asked, Inspection>) {
    this.#inspect = inspect;
    this.#listener = listener;
  }

  /** Takes over an open connection, and closes it in the end. */
  take(attempt: Asked, connection: Connection, roundTripMs: number): void {
    if (!attempt.inspects || this.#inspect === undefined) {
      closeAtOnce(connection);
      return;
    }
    this.#connections.add(connection);
    void this.#limit(async () => {
      const inspection = await this.#inspect?.(connection, attempt.target, attempt.port, {
        roundTripMs,
        onStop: this.#onStop,
      }).catch(() => undefined);
      connection.destroy();
      this.#connections.delete(connection);
      if (!connection.closed) await new Promise<void>((resolve) => connection.once('close', () => resolve()));
      this.#listener.inspected(attempt, inspection);
    });
  }

  /** Breaks off what is looked at: a server that never greets would keep the scan for as long as it likes. */
  stop(): void {
    for (const stop of [...this.#stops]) stop();
    for (const connection of this.#connections) connection.destroy();
  }

  readonly #onStop = (callback: () => void): (() => void) => {
    this.#stops.add(callback);
    return () => this.#stops.delete(callback);
  };
}

/** Closes with a reset where the stream knows how, so that no source port stays in TIME_WAIT (RFC 9293 section 3.6.1). */
export function closeAtOnce(connection: Connection & { resetAndDestroy?: () => unknown }): void {
  if (connection.resetAndDestroy !== undefined && !connection.destroyed) connection.resetAndDestroy();
  else connection.destroy();
}
