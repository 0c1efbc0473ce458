/** Composes the patient probe of single services. */
import pLimit from 'p-limit';
import { PROBES_AT_ONCE } from './defaults.js';
import { meetOptions } from './knowledge.js';
import { type Dialer, dialTcp } from './net/dial.js';
import { normalizeProbeOptions, type ProbeOptions } from './options.js';
import { type PortReport, probePort } from './probe/probe-port.js';
import { parseReach, type Reach, resolveReach, serverName } from './reach.js';
import type { FailureRecord, ProbeRecord } from './records.js';
import { portVocabulary } from './reference/index.js';
import { decodeBytes, resultOf } from './results.js';
import { blocks, createPlan, probesOf } from './spec/index.js';
import type { Host } from './types.js';

/** Ports that a probe asks where none are given. */
export const DEFAULT_PROBE_PORTS = '25,110,143,465,587,993,995';

/**
 * Talks patiently to single services: reads the whole greeting, identifies what answers, lists what it offers before and
 * after the upgrade to TLS, says goodbye. One connection a service; no password and no mail is ever sent.
 *
 * Yields one record a service in the order of the plan, and a `failure` for each target that cannot be asked.
 *
 * @throws PortolanError at once, with code `ERR_TARGET_SPEC`, `ERR_PORT_SPEC` or `ERR_OPTION`, for what cannot be meant
 * @example
 * for await (const record of probe({ targets: 'mail.example.org:25' })) {
 *   if (record.type === 'probe') console.log(record.service?.product, record.capabilities);
 * }
 */
export function probe(options: ProbeOptions): AsyncIterable<ProbeRecord | FailureRecord> {
  const settings = normalizeProbeOptions(options);
  const reach = parseReach(options, portVocabulary(), DEFAULT_PROBE_PORTS);
  return { [Symbol.asyncIterator]: () => runProbe(options, settings, reach) };
}

async function* runProbe(
  options: ProbeOptions,
  settings: ReturnType<typeof normalizeProbeOptions>,
  reach: Reach,
): AsyncGenerator<ProbeRecord | FailureRecord> {
  const { entries, failures } = await resolveReach(reach, options.signal);
  yield* failures;
  const controller = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal;
  const dial = options.dial ?? dialTcp;
  const limit = pLimit(PROBES_AT_ONCE);
  const begun: Promise<ProbeRecord>[] = [];
  try {
    for (const { host, port } of endpoints(entries)) {
      if (signal.aborted) break;
      begun.push(limit(() => probeOne(host, port, { dial, signal, ...settings })));
      if (begun.length >= 2 * PROBES_AT_ONCE) yield await (begun.shift() as Promise<ProbeRecord>);
    }
    for (const record of begun) yield await record;
  } finally {
    controller.abort();
  }
}

/** Host by host, since a person reads the services of a host together. */
function* endpoints(entries: Parameters<typeof createPlan>[0]): Generator<{ host: Host; port: number }> {
  for (const block of blocks(createPlan(entries), { hosts: 1 })) {
    for (const { host, port } of probesOf(block)) yield { host: block.hosts[host] as Host, port };
  }
}

interface ProbeSettings {
  readonly dial: Dialer;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly probeTimeoutMs: number;
}

async function probeOne(host: Host, port: number, settings: ProbeSettings): Promise<ProbeRecord> {
  const { dial, signal } = settings;
  const report = await probePort(
    { address: host.address, family: host.family, port },
    {
      ...meetOptions(port, 'light'),
      dial,
      signal,
      name: serverName(host.target, host.address),
      connectTimeoutMs: settings.timeoutMs,
      timeoutMs: settings.probeTimeoutMs,
    },
  );
  return recordOf(host, port, report, signal.aborted);
}

function recordOf(host: Host, port: number, report: PortReport, stopped: boolean): ProbeRecord {
  const { state, reason, attempts, rttMs, inspection, findings } = report;
  const decoded = (words: readonly string[] | null | undefined) => words?.map(decodeBytes) ?? null;
  const result = resultOf({
    host,
    port,
    state,
    reason,
    rttMs,
    attempts,
    at: new Date(),
    inspection: inspection ?? undefined,
  });
  return {
    ...result,
    type: 'probe',
    secure: inspection?.secure ?? false,
    // What we broke off looks as if the server had closed it.
    greetingEnd: stopped && inspection?.greeting.end === 'closed' ? 'stopped' : (inspection?.greeting.end ?? null),
    ready: findings?.ready ?? null,
    capabilities: decoded(findings?.capabilities),
    secureCapabilities: decoded(findings?.secureCapabilities),
    startTls: findings?.startTls ?? null,
    injected: report.injected === '' ? null : decodeBytes(report.injected),
    transcript: report.transcript,
  };
}
