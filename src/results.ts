import { EXTRA_BYTES, SCAN_BANNER_BYTES } from './defaults.js';
import type { Knowledge } from './knowledge.js';
import type { Inspection } from './probe/inspect.js';
import type { ResultRecord } from './records.js';
import type { Verdict } from './scan/types.js';
import { bytesAsText, decodeBytes } from './server-text.js';
import type { Service } from './types.js';
import { unrecognizedOf } from './unrecognized.js';

/** The record of one verdict, with the service named. */
export function resultOf(
  verdict: Omit<Verdict<never, Inspection>, 'block' | 'hostIndex' | 'cell'>,
  knowledge: Knowledge,
): ResultRecord {
  const { host, port, state, reason, attempts, rttMs, at, inspection } = verdict;
  const service = state === 'open' ? knowledge.serviceOf(port, inspection) : null;
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
    service: decoded(service),
    ...bannerOf(inspection?.greeting.text ?? ''),
    greetingEnd: inspection === undefined ? null : endOf(inspection),
    ...unrecognizedOf(host, port, service, inspection),
    tls: inspection?.tls ?? null,
  };
}

/** The record of one verdict, as a scan lists it: long greetings, and the texts taken from what was said, are cut. */
export function listed(verdict: Parameters<typeof resultOf>[0], knowledge: Knowledge): ResultRecord {
  return shortened(resultOf(verdict, knowledge), verdict.inspection?.greeting.text ?? '');
}

function shortened(result: ResultRecord, greeting: string): ResultRecord {
  const { service: whole, bannerBase64: _whole, ...rest } = result;
  const service = whole && withTexts(whole, (text) => cut(text, SCAN_BANNER_BYTES));
  if (greeting.length <= SCAN_BANNER_BYTES) return { ...result, service };
  return { ...rest, ...bannerOf(greeting.slice(0, SCAN_BANNER_BYTES)), bannerTruncated: true, service };
}

/** The greeting as text, and as Base64 where text would lose bytes. */
export function bannerOf(greeting: string): Pick<ResultRecord, 'banner' | 'bannerBase64'> {
  if (greeting === '') return { banner: null };
  const { text, base64 } = bytesAsText(greeting);
  return base64 === undefined ? { banner: text } : { banner: text, bannerBase64: base64 };
}

/** Why reading the greeting ended. What we broke off looks as if the server had closed it, or TLS had failed. */
function endOf({ greeting, settled, stopped }: Inspection): ResultRecord['greetingEnd'] {
  const looksBroken = greeting.end === 'closed' || (greeting.end === 'failed' && settled === null);
  return stopped && looksBroken ? 'stopped' : greeting.end;
}

/** What was taken from the server's own words, decoded. The rest comes from the signatures. */
function decoded(service: Service | null): Service | null {
  if (service === null) return null;
  const extra = withTexts(service, decodeBytes).extra;
  const short = Object.entries(extra).map(([name, value]) => [name, cut(value, EXTRA_BYTES)]);
  return { ...withTexts(service, decodeBytes), extra: Object.fromEntries(short) };
}

/** A service with every text that a server may have written replaced. */
function withTexts(service: Service, change: (text: string) => string): Service {
  const { version, hostname, os, extra, evidence } = service;
  const field = (text: string | null) => text && change(text);
  return {
    ...service,
    version: field(version),
    hostname: field(hostname),
    os: field(os),
    extra: Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, change(value)])),
    evidence: evidence.map((each) => ({ ...each, text: change(each.text) })),
  };
}

/** A copy: a slice would keep the whole text in memory. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length)).toString();
}
