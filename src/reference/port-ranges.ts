import type { Transport } from '../types.js';
import { mayBeKnown } from './known-ports.js';
import { runKey, withLastPort } from './port-runs.js';
import {
  ALWAYS_LISTED,
  byPortAndTransport,
  DYNAMIC_START,
  freeStatus,
  type LanguageOption,
  lookupPort,
  TRANSPORTS,
  validatePort,
} from './ports.js';
import type { PortEntry } from './types.js';

/** A run of ports that are not yet listed. */
interface Run {
  readonly start: number;
  /** What its ports have in common; see {@link runKey}. */
  readonly key: string;
}

/**
 * Every assigned, reserved or explained entry of the ports `first` to `last`, with each run of free ports of a transport, or of
 * ports that people use alike, as one entry whose `lastPort` is its end. Sorted by port, then transport.
 */
export function lookupPortRange(
  first: number,
  last: number,
  transport: Transport | null,
  options?: LanguageOption,
): PortEntry[] {
  validatePort(first);
  validatePort(last);
  const entries: PortEntry[] = [];
  for (const of of transport === null ? TRANSPORTS : [transport]) {
    const lists = of === transport || ALWAYS_LISTED.includes(of);
    for (const entry of entriesOf(of, [first, last], of === transport, options)) {
      if (lists || entry.status !== freeStatus(entry.port)) entries.push(entry);
    }
  }
  return entries.sort(byPortAndTransport);
}

/** Entries of one transport; free ports of it are runs, whether it is listed everywhere or not. */
function* entriesOf(
  transport: Transport,
  [first, last]: readonly [number, number],
  isAsked: boolean,
  options?: LanguageOption,
): Generator<PortEntry> {
  let run: Run | undefined;
  const ended = (end: number): PortEntry[] => {
    if (run === undefined) return [];
    const [entry] = lookupPort(run.start, transport, options) as readonly [PortEntry];
    return [withLastPort(entry, end)];
  };
  for (let port = first; port <= last; port++) {
    const entry = mayBeKnown(port) ? entryOf(port, transport, isAsked, options) : undefined;
    const key = entry === undefined ? '' : runKey(entry);
    if (key !== null && key === run?.key && port !== DYNAMIC_START) continue;
    yield* ended(port - 1);
    run = key === null ? undefined : { start: port, key };
    if (key === null && entry !== undefined) yield entry;
  }
  yield* ended(last);
}

/** All transports of a port are looked up together, unless one was asked for, which may be listed for no port. */
function entryOf(
  port: number,
  transport: Transport,
  isAsked: boolean,
  options?: LanguageOption,
): PortEntry | undefined {
  const entries = lookupPort(port, isAsked ? transport : undefined, options);
  return entries.find((entry) => entry.transport === transport);
}
