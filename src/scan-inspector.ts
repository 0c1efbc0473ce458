import { CONNECT_TIMEOUT_MS } from './defaults.js';
import { meetOptions } from './knowledge.js';
import { type Connection, type Dialer, dialTcp } from './net/dial.js';
import type { ScanSettings } from './options.js';
import { type Inspection, inspect } from './probe/inspect.js';
import { serverName } from './reach.js';
import type { Inspect } from './scan/prober.js';
import type { Host } from './types.js';

/** How a scan looks at open ports: plain data, since a worker thread has to be told. */
export interface InspectorSettings {
  /** Whether questions are asked where listening leaves open what answers. */
  readonly mayAsk: boolean;
  readonly timeoutMs?: number | undefined;
  readonly probeTimeoutMs: number;
}

/** How the settings of a scan want open ports to be looked at; undefined where they do not. */
export function inspectorSettings(settings: ScanSettings): InspectorSettings | undefined {
  const { identify, timeoutMs, probeTimeoutMs } = settings;
  return identify === 'off' ? undefined : { mayAsk: identify === 'light', timeoutMs, probeTimeoutMs };
}

/** Meets open ports. What it finds is plain data, which can go from one thread to another. */
export function inspectorOf(
  { mayAsk, timeoutMs = CONNECT_TIMEOUT_MS, probeTimeoutMs }: InspectorSettings,
  { dial = dialTcp, signal }: { dial?: Dialer | undefined; signal?: AbortSignal | undefined },
): Inspect<Inspection> {
  return async (connection: Connection, host: Host, port: number) => {
    const inspection = await inspect(connection, {
      ...meetOptions(port, mayAsk),
      name: serverName(host.target, host.address),
      timeoutMs: probeTimeoutMs,
      redial: (leftMs) =>
        dial({ address: host.address, family: host.family, port }, { timeoutMs: Math.min(timeoutMs, leftMs), signal }),
    });
    // The protocol has functions, and was needed for the talk only.
    return { ...inspection, protocol: null };
  };
}
