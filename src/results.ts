import { isUtf8 } from 'node:buffer';
import { SCAN_BANNER_BYTES } from './defaults.js';
import { serviceOf } from './knowledge.js';
import type { Inspection } from './probe/inspect.js';
import type { ResultRecord } from './records.js';
import type { Verdict } from './scan/types.js';
import type { Service } from './types.js';

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
    service: state === 'open' ? decoded(serviceOf(port, inspection)) : null,
    ...bannerOf(inspection?.greeting.text ?? ''),
    tls: inspection?.tls ?? null,
  };
}

/** The record of one verdict, as a scan lists it. */
export function listed(verdict: Parameters<typeof resultOf>[0]): ResultRecord {
  return shortened(resultOf(verdict), verdict.inspection?.greeting.text ?? '');
}

/** The record as a scan keeps it: long greetings, and the texts taken from them, are cut. */
export function shortened(result: ResultRecord, greeting: string): ResultRecord {
  if (greeting.length <= SCAN_BANNER_BYTES) return result;
  // A copy: a slice would keep the whole text in memory.
  const cut = (text: string) => Buffer.from(text.slice(0, SCAN_BANNER_BYTES)).toString();
  const cutField = (text: string | null) => text && cut(text);
  const { service } = result;
  const { bannerBase64: _whole, ...rest } = result;
  return {
    ...rest,
    ...bannerOf(greeting.slice(0, SCAN_BANNER_BYTES)),
    bannerTruncated: true,
    service: service && {
      ...service,
      version: cutField(service.version),
      hostname: cutField(service.hostname),
      os: cutField(service.os),
      evidence: service.evidence.map((each) => ({ ...each, text: cut(each.text) })),
    },
  };
}

/** The greeting as text, and as Base64 where text would lose bytes. */
export function bannerOf(greeting: string): Pick<ResultRecord, 'banner' | 'bannerBase64'> {
  if (greeting === '') return { banner: null };
  const bytes = Buffer.from(greeting, 'latin1');
  const banner = bytes.toString('utf8');
  return Buffer.from(banner, 'utf8').equals(bytes) ? { banner } : { banner, bannerBase64: bytes.toString('base64') };
}

/**
 * Text of a server for people: UTF-8 where it is that, Latin-1 otherwise.
 *
 * @param latin1 - One character a byte, as the stages before the records keep it.
 */
export function decodeBytes(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

/** What was taken from the server's own words, decoded. The rest comes from the signatures. */
function decoded(service: Service | null): Service | null {
  if (service === null) return null;
  const text = (field: string | null) => field && decodeBytes(field);
  return {
    ...service,
    version: text(service.version),
    hostname: text(service.hostname),
    os: text(service.os),
    evidence: service.evidence.map((each) => ({ ...each, text: decodeBytes(each.text) })),
  };
}
