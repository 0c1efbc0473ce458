import assert from 'node:assert/strict';
import type { ScanOptions } from '../../src/options.js';
import { scan } from '../../src/pipeline.js';
import type { HostRecord, ResultRecord, ScanRecord, SummaryRecord } from '../../src/records.js';
import { collect } from './collect.js';
import { FakeDialer, type Script } from './fake-dialer.js';

/** A finished scan, by kind of record. */
export interface Outcome {
  readonly records: ScanRecord[];
  readonly results: ResultRecord[];
  readonly hosts: HostRecord[];
  readonly summary: SummaryRecord;
}

/** Runs a scan to its end and checks that its summary adds up. */
export async function outcomeOf(options: ScanOptions): Promise<Outcome> {
  const records = await collect(scan(options));
  const summary = records.at(-1);
  assert.ok(summary?.type === 'summary', 'the summary is the last record');
  const { asked, open, closed, filtered, unreachable, unknown } = summary;
  assert.equal(asked, open + closed + filtered + unreachable + unknown, 'the summary adds up');
  return {
    records,
    results: records.filter((record) => record.type === 'result'),
    hosts: records.filter((record) => record.type === 'host'),
    summary,
  };
}

/** Runs a scan over a scripted network. */
export function faked(script: Script, options: Omit<ScanOptions, 'dial'>): Promise<Outcome> {
  return outcomeOf({ identify: 'off', ...options, dial: new FakeDialer(script).dial });
}
