import {
  LOCAL_FAILURE_TRIES,
  RESOURCE_PATIENCE_MS,
  ROUTE_PATIENCE_MS,
  ROUTE_PAUSE_MS,
  SELF_CONNECT_TRIES,
} from '../defaults.js';
import type { Clock } from '../net/clock.js';
import type { Connection, Dialer } from '../net/dial.js';
import { type Outcome, outcomeOfError } from '../net/outcome.js';
import { isSelfConnect } from '../net/self-connect.js';
import type { Host, ProbeState } from '../types.js';
import type { BlockState, ProbeBlock, ProbeCell } from './block-state.js';
import type { Window } from './window.js';

/** One pair to ask, with what was tried so far. */
export interface Probe<Block extends ProbeBlock> extends ProbeCell {
  readonly blockState: BlockState<Block>;
  attempts: number;
  silences: number;
  localFailures: number;
  selfConnects: number;
}

/** What one attempt leads to: a decision, or another try not before a time. */
export type Decision<Inspection> =
  | {
      readonly state: ProbeState;
      readonly reason: string;
      readonly rttMs: number | null;
      readonly inspection: Inspection | undefined;
    }
  | { readonly againAt: number };

export interface AttemptOptions<Inspection> {
  readonly dial: Dialer;
  readonly clock: Clock;
  /** Milliseconds until one connect counts as silent. */
  readonly timeoutMs: number;
  /** Times that silence is asked again. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
  /** Looks at an open port in the slot that found it. Must end by itself. */
  readonly inspect?: ((connection: Connection, host: Host, port: number) => Promise<Inspection>) | undefined;
}

/** Makes attempts and decides what follows from each; keeps the window informed. */
export class Attempts<Block extends ProbeBlock, Inspection> {
  readonly #options: AttemptOptions<Inspection>;
  readonly #window: Window;
  #lackSince: number | undefined;
  #inspecting = 0;

  constructor(options: AttemptOptions<Inspection>, window: Window) {
    this.#options = options;
    this.#window = window;
  }

  /** Open ports that are being looked at. */
  get inspecting(): number {
    return this.#inspecting;
  }

  async attempt(probe: Probe<Block>): Promise<Decision<Inspection>> {
    const { dial, clock, timeoutMs, signal } = this.#options;
    const host = probe.blockState.block.hosts[probe.host] as Host;
    const endpoint = { address: host.address, family: host.family, port: probe.port };
    probe.attempts += 1;
    const startedAt = clock.now();
    let connection: Connection;
    try {
      connection = await dial(endpoint, { timeoutMs, signal });
    } catch (error) {
      return this.#failed(probe, outcomeOfError(error), clock.now() - startedAt);
    }
    return this.#connected(probe, host, connection, clock.now() - startedAt);
  }

  async #connected(
    probe: Probe<Block>,
    host: Host,
    connection: Connection,
    rttMs: number,
  ): Promise<Decision<Inspection>> {
    // Whatever goes wrong from here on is the conversation's to notice; unheard, it would end the process.
    connection.on('error', () => {});
    this.#sent(probe, true);
    if (isSelfConnect(connection, { ...host, port: probe.port })) {
      await closed(connection);
      probe.selfConnects += 1;
      if (probe.selfConnects < SELF_CONNECT_TRIES) return { againAt: this.#options.clock.now() };
      return { state: 'unknown', reason: 'self-connect', rttMs: null, inspection: undefined };
    }
    this.#inspecting += 1;
    const inspection = await this.#options.inspect?.(connection, host, probe.port).catch(() => undefined);
    await closed(connection);
    this.#inspecting -= 1;
    return { state: 'open', reason: 'accepted', rttMs, inspection };
  }

  #failed(probe: Probe<Block>, { state, reason, local }: Outcome, elapsedMs: number): Decision<Inspection> {
    const decided = { state, reason, rttMs: state === 'filtered' || local ? null : elapsedMs, inspection: undefined };
    if (local !== null) {
      const againAt = this.#putBack(probe, local);
      return againAt === undefined ? decided : { againAt };
    }
    this.#sent(probe, state !== 'filtered');
    if (state === 'filtered' && probe.silences < this.#options.retries) {
      probe.silences += 1;
      return { againAt: this.#options.clock.now() };
    }
    return decided;
  }

  /** A probe left this machine: whatever we lacked before, we have it again. */
  #sent(probe: Probe<Block>, answered: boolean): void {
    this.#lackSince = undefined;
    probe.blockState.couldSend(probe.host);
    if (answered) this.#window.answered();
    else this.#window.silent();
  }

  /** When to try again after a failure of our own; undefined when there is no hope left. */
  #putBack(probe: Probe<Block>, local: NonNullable<Outcome['local']>): number | undefined {
    const now = this.#options.clock.now();
    probe.localFailures += 1;
    if (probe.localFailures >= LOCAL_FAILURE_TRIES) return undefined;
    // Where nothing was ever sent to a host, a missing source address is a matter of that host, not of our load.
    const lack = local === 'resource' || (local === 'address' && probe.blockState.hasSent(probe.host));
    if (!lack) {
      return probe.blockState.failingForMs(probe.host, now) >= ROUTE_PATIENCE_MS ? undefined : now + ROUTE_PAUSE_MS;
    }
    this.#lackSince ??= now;
    // Without hope there is no pause either: what is left gets one try each.
    if (now - this.#lackSince >= RESOURCE_PATIENCE_MS) return undefined;
    this.#window.ranOut(now);
    return this.#window.resumesAt;
  }
}

/** Destroys a connection and waits until its descriptor is free. */
async function closed(connection: Connection): Promise<void> {
  connection.destroy();
  if (!connection.closed) await new Promise<void>((resolve) => connection.once('close', () => resolve()));
}
