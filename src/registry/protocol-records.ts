import { LAST_PROTOCOL } from '../types.js';
import { fault, quoted } from './fault.js';
import { cleanText, documentsIn } from './text.js';
import type { ProtocolRecord, RawRecord } from './types.js';

/**
 * One record for each number that the registry speaks of, its ranges taken apart, by number.
 *
 * @throws PortolanError with code `ERR_REGISTRY` that names the line of a number that cannot be right
 */
export function protocolRecords(records: readonly RawRecord[]): ProtocolRecord[] {
  const taken = new Set<number>();
  const found: ProtocolRecord[] = [];
  for (const row of records) {
    for (const record of recordsOfRow(row)) {
      const { number } = record;
      if (taken.has(number))
        throw fault({ problem: 'has protocol number {number} more than once: it is damaged', values: { number } });
      taken.add(number);
      found.push(record);
    }
  }
  return found.sort((one, other) => one.number - other.number);
}

function recordsOfRow({ line, fields }: RawRecord): ProtocolRecord[] {
  const { first, last } = numbersOf((fields['Decimal'] ?? '').trim(), line);
  const written = cleanText(fields['Keyword']);
  const keyword = written.replace(/ \(deprecated\)$/i, '');
  const name = cleanText(fields['Protocol']);
  const isReserved = /^reserved$/i.test(keyword);
  const record = {
    keyword: isReserved ? '' : keyword,
    name: name === '' ? keyword : name,
    status: statusOf(keyword, name),
    ipv6ExtensionHeader: (fields['IPv6 Extension Header'] ?? '').trim().toUpperCase() === 'Y',
    deprecated: written !== keyword,
    references: documentsIn(fields['Reference']),
  };
  return Array.from({ length: last - first + 1 }, (_, index) => ({ number: first + index, ...record }));
}

function numbersOf(text: string, line: number): { first: number; last: number } {
  const match = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (match !== null && first <= last && last <= LAST_PROTOCOL) return { first, last };
  const values = { line, number: quoted(text) };
  throw fault({ problem: 'line {line}: {number} is no protocol number', values });
}

function statusOf(keyword: string, name: string): ProtocolRecord['status'] {
  if (/^reserved$/i.test(keyword || name)) return 'reserved';
  if (keyword === '' && /^unassigned/i.test(name)) return 'unassigned';
  return keyword === '' && /^use for experimentation/i.test(name) ? 'experimental' : 'assigned';
}
