import { CONNECT_TIMEOUT_MS, FURTHER_CONNECTIONS_AT_ONCE, FURTHER_CONNECTIONS_SHARE } from './defaults.js';
import type { Knowledge } from './knowledge.js';
import { availableDescriptors } from './net/descriptors.js';
import { type Connection, type Dialer, dialTcp } from './net/dial.js';
import { ConnectionTurns } from './net/turns.js';
import type { ScanSettings } from './options.js';
import type { OwnSignatures } from './own-signatures.js';
import { type Inspection, inspect } from './probe/inspect.js';
import type { MeetOptions } from './probe/visit.js';
import { serverName } from './reach.js';
import type { Inspect } from './scan/prober.js';
import type { Host } from './types.js';

/** How a scan looks at open ports: plain data, since a worker thread has to be told. */
export interface InspectorSettings {
  /** How far to go to name what answers. */
  readonly intensity: MeetOptions['intensity'];
  readonly timeoutMs?: number | undefined;
  readonly probeTimeoutMs: number;
  /** Signatures of the user. */
  readonly signatures: readonly OwnSignatures[];
  /** Further connections to one host at the same time. Default: as many as to all. */
  readonly maxPerHost?: number | undefined;
}

/** How the settings of a scan want open ports to be looked at; undefined where they do not. */
export function inspectorSettings(
  settings: ScanSettings,
  signatures: readonly OwnSignatures[],
): InspectorSettings | undefined {
  const { identify, timeoutMs, probeTimeoutMs, maxPerHost } = settings;
  if (identify === 'off') return undefined;
  return { intensity: identify, timeoutMs, probeTimeoutMs, maxPerHost, signatures };
}

/**
 * Meets open ports. What it finds is plain data, which can go from one thread to another.
 *
 * @param knowledge - With the signatures of the settings.
 */
export function inspectorOf(
  { intensity, timeoutMs = CONNECT_TIMEOUT_MS, probeTimeoutMs, maxPerHost }: InspectorSettings,
  knowledge: Knowledge,
  { dial = dialTcp, signal }: { dial?: Dialer | undefined; signal?: AbortSignal | undefined },
): Inspect<Inspection> {
  // The scan itself needs descriptors too.
  const affordable = Math.ceil(availableDescriptors() * FURTHER_CONNECTIONS_SHARE);
  const turns = new ConnectionTurns({ atOnce: Math.min(FURTHER_CONNECTIONS_AT_ONCE, affordable), perHost: maxPerHost });
  return (connection: Connection, host: Host, port: number, { roundTripMs, onStop }) => {
    const endpoint = { address: host.address, family: host.family, port };
    return inspect(connection, {
      ...knowledge.meetOptions(port, intensity),
      name: serverName(host.target, host.address),
      timeoutMs: probeTimeoutMs,
      roundTripMs,
      onStop,
      isCrowded: () => turns.isCrowded(host.address),
      redial: (leftMs, isWanted) => {
        const again = () => dial(endpoint, { timeoutMs: Math.min(timeoutMs, leftMs), signal });
        return turns.take(host.address, again, isWanted);
      },
    });
  };
}
