import {
  KNOWN_ROUTE_PATIENCE_MS,
  LOCAL_FAILURE_TRIES,
  RESOURCE_PATIENCE_MS,
  ROUTE_PATIENCE_MS,
  ROUTE_PAUSE_MS,
} from '../defaults.js';
import type { LocalFailure } from '../net/outcome.js';
import type { HostPath } from './host-path.js';
import type { Probe } from './probe.js';
import type { ProbeBlock } from './types.js';
import type { Window } from './window.js';

/** What follows when this machine itself could not send. */
export class OwnFailures<Block extends ProbeBlock> {
  readonly #window: Window;
  #lackSince: number | undefined;

  constructor(window: Window) {
    this.#window = window;
  }

  /** A probe left this machine: whatever we lacked before, we have it again. */
  left(path: HostPath<Block>): void {
    this.#lackSince = undefined;
    path.hasLeft = true;
    path.failingSince = undefined;
    this.#window.left();
  }

  /** When to try again after a failure of our own; undefined when there is no hope left. */
  putBack(probe: Probe<Block>, local: LocalFailure, now: number): number | undefined {
    const { path } = probe;
    probe.localFailures += 1;
    if (probe.localFailures >= LOCAL_FAILURE_TRIES) return undefined;
    // Where nothing was ever sent to a host, a missing source address is a matter of that host, not of our load.
    const lack = local === 'resource' || (local === 'address' && path.hasLeft);
    if (!lack) {
      path.failingSince ??= now;
      const patienceMs = path.answers > 0 ? KNOWN_ROUTE_PATIENCE_MS : ROUTE_PATIENCE_MS;
      if (now - path.failingSince >= patienceMs) return undefined;
      // One host's route is like another's: what comes next would fail as well.
      if (path.answers > 0) path.notBefore = now + ROUTE_PAUSE_MS;
      return now + ROUTE_PAUSE_MS;
    }
    this.#lackSince ??= now;
    // Without hope there is no pause either: what is left gets one try each.
    if (now - this.#lackSince >= RESOURCE_PATIENCE_MS) return undefined;
    this.#window.ranOut(now);
    return this.#window.resumesAt;
  }
}
