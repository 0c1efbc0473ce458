import type { ProbeRecord, ProbeStreamRecord } from '../probe-records.js';
import { jsonText } from './json.js';

/** The document of `probe --json`, written as its records come. */
export interface ProbeDocument {
  /** What is to be written now. Domains come before services. */
  row(record: ProbeStreamRecord): string;
  /** The rest, once no more records come. */
  footer(end: { readonly stopped: boolean }): string;
}

type Others = Exclude<ProbeStreamRecord, ProbeRecord>;

/** Services are written as they come, since there may be very many; of the others, which are few, the document has lists around them. */
export function probeDocument(): ProbeDocument {
  const others: Others[] = [];
  const counts = { asked: 0, open: 0, ready: 0, unknown: 0 };
  const findings = { wrong: 0, weak: 0, note: 0 };
  const list = (type: Others['type']) => element(others.filter((record) => record.type === type).map(withoutType), 1);
  const begin = () => `{\n  "domains": ${list('domain')},\n  "results": [`;
  return {
    row(record) {
      if (record.type !== 'failure') for (const { grade } of record.findings) findings[grade] += 1;
      if (record.type !== 'probe') {
        others.push(record);
        return '';
      }
      const separator = counts.asked === 0 ? begin() : ',';
      counts.asked += 1;
      if (record.state === 'open') counts.open += 1;
      if (record.state === 'unknown') counts.unknown += 1;
      if (record.verdict.code === 'ready') counts.ready += 1;
      return `${separator}\n    ${element(withoutType(record), 2)}`;
    },
    footer({ stopped }) {
      const { unknown, ...told } = counts;
      const failedTargets = others.filter(({ type }) => type === 'failure').length;
      const complete = !stopped && failedTargets === 0 && unknown === 0;
      const summary = { ...told, findings, failedTargets, complete, stopped };
      const end = counts.asked === 0 ? `${begin()}]` : '\n  ]';
      return `${end},\n  "hosts": ${list('mail-host')},\n  "failures": ${list('failure')},\n  "summary": ${element(summary, 1)}\n}\n`;
    },
  };
}

/** The whole document about these records. */
export function probeJson(records: readonly ProbeStreamRecord[], end: { readonly stopped: boolean }): string {
  const document = probeDocument();
  return records.map((record) => document.row(record)).join('') + document.footer(end);
}

function withoutType({ type: _type, ...rest }: ProbeStreamRecord): object {
  return rest;
}

/** A value as it stands so many levels deep in the document. Line ends are only those between its members. */
function element(value: unknown, levels: number): string {
  return jsonText(value, 2).replaceAll('\n', `\n${'  '.repeat(levels)}`);
}
