import { serviceOf } from './knowledge.js';
import type { Inspection } from './probe/inspect.js';
import type { ResultRecord } from './records.js';
import type { Verdict } from './scan/engine.js';

/** The record of one verdict, with the service named. */
export function resultOf(verdict: Omit<Verdict<never, Inspection>, 'block' | 'hostIndex' | 'cell'>): ResultRecord {
  const { host, port, state, reason, attempts, rttMs, at, inspection } = verdict;
  return {
    type: 'result',
    target: host.target,
    address: host.address,
    port,
    transport: 'tcp',
    state,
    reason,
    attempts,
    rttMs: rttMs === null ? null : Math.round(rttMs * 10) / 10,
    at: at.toISOString(),
    service: state === 'open' ? serviceOf(port, inspection) : null,
    ...bannerOf(inspection?.greeting.text ?? ''),
    tls: inspection?.tls ?? null,
  };
}

/** The greeting as text, and as Base64 where text would lose bytes. */
export function bannerOf(greeting: string): Pick<ResultRecord, 'banner' | 'bannerBase64'> {
  if (greeting === '') return { banner: null };
  const bytes = Buffer.from(greeting, 'latin1');
  const banner = bytes.toString('utf8');
  return Buffer.from(banner, 'utf8').equals(bytes) ? { banner } : { banner, bannerBase64: bytes.toString('base64') };
}
