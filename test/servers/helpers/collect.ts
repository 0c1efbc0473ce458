// The library's records as one object, as most tests want them.
import {
  type HostRecord,
  type ProbeOptions,
  type ProbeRecord,
  probe,
  type ResultRecord,
  type ScanOptions,
  type SummaryRecord,
  scan,
} from '../../../src/index.js';

export interface CollectedScan {
  results: ResultRecord[];
  hosts: HostRecord[];
  summary: SummaryRecord;
  /** The result for this port. */
  at(port: number): ResultRecord;
}

export async function collectScan(options: ScanOptions): Promise<CollectedScan> {
  const results: ResultRecord[] = [];
  const hosts: HostRecord[] = [];
  let summary: SummaryRecord | undefined;
  for await (const record of scan(options)) {
    if (record.type === 'result') results.push(record);
    if (record.type === 'host') hosts.push(record);
    if (record.type === 'summary') summary = record;
  }
  if (summary === undefined) throw new Error('the scan ended without a summary');
  return { results, hosts, summary, at: (port) => only(results.filter((result) => result.port === port)) };
}

/** What a probe says of one service. */
export async function probeOne(options: ProbeOptions): Promise<ProbeRecord> {
  const records: ProbeRecord[] = [];
  for await (const record of probe(options)) {
    if (record.type === 'failure') throw new Error(record.message);
    if (record.type === 'probe') records.push(record);
  }
  return only(records);
}

function only<T>(found: readonly T[]): T {
  if (found.length !== 1) throw new Error(`one was expected, not ${found.length}`);
  return found[0] as T;
}
