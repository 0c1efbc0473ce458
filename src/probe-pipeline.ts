/** Composes the patient probe of single services. */
import pLimit from 'p-limit';
import { PATIENT_LISTEN_MS, PATIENT_LISTEN_SHARE, PROBES_AT_ONCE } from './defaults.js';
import { type Knowledge, knowledgeWith } from './knowledge.js';
import { type Dialer, dialTcp } from './net/dial.js';
import { normalizeProbeOptions, type ProbeOptions, type ProbeSettings } from './options.js';
import { readOwnSignatures } from './own-signatures.js';
import { type PortReport, probePort } from './probe/probe-port.js';
import type { ProbeRecord } from './probe-records.js';
import { parseReach, type Reach, resolveReach, serverName } from './reach.js';
import type { FailureRecord } from './records.js';
import { portVocabulary } from './reference/index.js';
import { resultOf } from './results.js';
import { decodeBytes } from './server-text.js';
import { blocks, createPlan, probesOf } from './spec/index.js';
import type { Host } from './types.js';

/** Ports that a probe asks where none are given. */
export const DEFAULT_PROBE_PORTS = '25,110,143,465,587,993,995';

/**
 * Talks patiently to single services: reads the whole greeting, identifies what answers, lists what it offers before and
 * after the upgrade to TLS, says goodbye. No password and no mail is ever sent.
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
  settings: ProbeSettings,
  reach: Reach,
): AsyncGenerator<ProbeRecord | FailureRecord> {
  const knowledge = await knowledgeWith(await readOwnSignatures(options.signatures));
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
      begun.push(limit(() => probeOne(host, port, { dial, signal, knowledge, ...settings })));
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

interface ProbeContext extends ProbeSettings {
  readonly dial: Dialer;
  readonly signal: AbortSignal;
  readonly knowledge: Knowledge;
}

async function probeOne(host: Host, port: number, settings: ProbeContext): Promise<ProbeRecord> {
  const { dial, signal, knowledge } = settings;
  const report = await probePort(
    { address: host.address, family: host.family, port },
    {
      ...knowledge.meetOptions(port, settings.identify),
      dial,
      signal,
      name: serverName(host.target, host.address),
      connectTimeoutMs: settings.timeoutMs,
      timeoutMs: settings.probeTimeoutMs,
      listenMs: Math.min(PATIENT_LISTEN_MS, settings.probeTimeoutMs * PATIENT_LISTEN_SHARE),
    },
  );
  return recordOf(host, port, report, { stopped: signal.aborted, knowledge });
}

function recordOf(
  host: Host,
  port: number,
  report: PortReport,
  { stopped, knowledge }: { readonly stopped: boolean; readonly knowledge: Knowledge },
): ProbeRecord {
  const { state, reason, attempts, rttMs, inspection, findings } = report;
  const decoded = (words: readonly string[] | null | undefined) => words?.map(decodeBytes) ?? null;
  const result = resultOf(
    {
      host,
      port,
      state,
      reason,
      rttMs,
      attempts,
      at: new Date(),
      inspection: inspection === null ? undefined : { ...inspection, ...(stopped ? { stopped } : {}) },
    },
    knowledge,
  );
  return {
    ...result,
    type: 'probe',
    secure: inspection?.secure ?? false,
    ready: findings?.ready ?? null,
    capabilities: decoded(findings?.capabilities),
    secureCapabilities: decoded(findings?.secureCapabilities),
    startTls: findings?.startTls ?? null,
    injected: report.injected === '' ? null : decodeBytes(report.injected),
    transcript: report.transcript,
  };
}
