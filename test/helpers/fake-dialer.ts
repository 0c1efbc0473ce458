import { Duplex } from 'node:stream';
import type { Connection, Dialer, Endpoint } from '../../src/net/dial.js';

/** An error as the system's connect gives it. */
export function systemError(code: string, local = false): Error {
  return Object.assign(new Error(`connect ${code}`), { code, local });
}

/** A connection whose peer says nothing. */
export function quietConnection(addresses: { localAddress?: string; localPort?: number } = {}): Connection {
  const connection = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  return Object.assign(connection, { localAddress: '127.0.0.1', localPort: 1, ...addresses });
}

/** What the fake network answers to the n-th attempt (from 1) at an endpoint: `open`, a connection, or an error's code. */
export type Script = (endpoint: Endpoint, attempt: number) => 'open' | Connection | Error | string;

/** A dialer that answers by a script, at once, and remembers what it was asked. */
export class FakeDialer {
  readonly asked: Endpoint[] = [];
  /** For each attempt, how many were in flight with it. */
  readonly inFlight: number[] = [];
  #running = 0;
  readonly #attempts = new Map<string, number>();
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  readonly dial: Dialer = async (endpoint) => {
    this.asked.push(endpoint);
    const key = `${endpoint.address} ${endpoint.port}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    this.#running += 1;
    this.inFlight.push(this.#running);
    await new Promise((resolve) => setImmediate(resolve));
    this.#running -= 1;
    const answer = this.#script(endpoint, attempt);
    if (answer === 'open') return quietConnection();
    if (typeof answer === 'string') throw systemError(answer);
    if (answer instanceof Error) throw answer;
    return answer;
  };
}
