import type { ScanRecord } from '../records.js';
import type { ScanFormat } from './format.js';
import { jsonText } from './json.js';

/** Newline-delimited JSON: each record on a line of its own, as soon as it is known. */
export function scanNdjson(): ScanFormat {
  const line = (record: ScanRecord) => `${jsonText(record)}\n`;
  return { header: line, row: line, footer: (summary) => [line(summary)] };
}
