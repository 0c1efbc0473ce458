import type { FailureRecord, NoticeRecord, ResultRecord, ScanRecord } from '../records.js';
import type { ScanFormat } from './format.js';
import { HostResults } from './host-results.js';
import { jsonText } from './json.js';

/**
 * One JSON document. Hosts are written as they come, since there may be many; results are held back and written host by
 * host in the order of their ports.
 */
export function scanJson(): ScanFormat {
  const held = new HostResults();
  const results: ResultRecord[] = [];
  const failures: FailureRecord[] = [];
  const notices: NoticeRecord[] = [];
  // Held back until the scan is under way: one that cannot begin leaves no half of a document.
  let separator = '';
  return {
    header(meta) {
      separator = `{"meta": ${body(meta)},\n"hosts": [\n`;
      return '';
    },
    row(record) {
      if (record.type === 'failure') failures.push(record);
      if (record.type === 'notice') notices.push(record);
      if (record.type === 'result') held.add(record);
      if (record.type !== 'host') return '';
      results.push(...held.take(record.address));
      const text = `${separator}${body(record)}`;
      separator = ',\n';
      return text;
    },
    *footer(summary) {
      yield `${separator.startsWith('{') ? separator : '\n'}],\n"results": `;
      yield* list(results);
      yield ',\n"notices": ';
      yield* list(notices);
      yield ',\n"failures": ';
      yield* list(failures);
      yield `,\n"summary": ${body(summary)}}\n`;
    },
  };
}

/** A record without its `type`, which its place in the document tells. */
function body({ type: _type, ...rest }: ScanRecord): string {
  return jsonText(rest);
}

function* list(records: readonly ScanRecord[]): Generator<string> {
  let separator = '[\n';
  for (const record of records) {
    yield `${separator}${body(record)}`;
    separator = ',\n';
  }
  yield records.length === 0 ? '[]' : '\n]';
}
