import pLimit, { type LimitFunction } from 'p-limit';
import type { Connection } from './dial.js';

export interface ConnectionTurnsOptions {
  /** Connections at the same time. */
  readonly atOnce: number;
  /** Connections to one host at the same time. Default: as many as to all. */
  readonly perHost?: number | undefined;
}

/** Opens connections when it is their turn. A connection keeps its place until it is closed. */
export class ConnectionTurns {
  readonly #all: LimitFunction;
  readonly #perHost: number | undefined;
  readonly #hosts = new Map<string, LimitFunction>();

  constructor({ atOnce, perHost }: ConnectionTurnsOptions) {
    this.#all = pLimit(atOnce);
    this.#perHost = perHost;
  }

  /**
   * @param open - Opens the connection.
   * @param isWanted - Whether anybody still waits for it, asked when its turn has come.
   */
  take(host: string, open: () => Promise<Connection>, isWanted: () => boolean): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const inTurn = () => this.#all(() => opened(open, isWanted).then(handOver(resolve), reject));
      const ofHost = this.#ofHost(host);
      if (ofHost === null) void inTurn();
      else void ofHost(inTurn).finally(() => this.#forget(host, ofHost));
    });
  }

  /** Whether somebody waits for a turn that a connection to this host keeps from them. */
  isCrowded(host: string): boolean {
    return this.#all.pendingCount > 0 || (this.#hosts.get(host)?.pendingCount ?? 0) > 0;
  }

  #ofHost(host: string): LimitFunction | null {
    if (this.#perHost === undefined) return null;
    const limit = this.#hosts.get(host) ?? pLimit(this.#perHost);
    this.#hosts.set(host, limit);
    return limit;
  }

  /** A scan has millions of hosts. */
  #forget(host: string, limit: LimitFunction): void {
    if (limit.activeCount === 0 && limit.pendingCount === 0) this.#hosts.delete(host);
  }
}

async function opened(open: () => Promise<Connection>, isWanted: () => boolean): Promise<Connection> {
  if (!isWanted()) throw new Error('nobody waits for it any more');
  return open();
}

/** Gives the connection away, and ends when it is closed. */
function handOver(resolve: (connection: Connection) => void): (connection: Connection) => Promise<void> {
  return async (connection) => {
    const closed = new Promise<void>((done) => connection.once('close', () => done()));
    resolve(connection);
    // One that the peer broke off at once is closed already, and says so no more.
    if (!connection.closed) await closed;
  };
}
