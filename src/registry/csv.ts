import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { fault, MOST_RECORDS, tooMany } from './fault.js';
import type { RawRecord, RawRegistry, RegistryName } from './types.js';

/** Columns without which a file is not the registry; IANA added others over the years. */
const COLUMNS: Readonly<Record<RegistryName, readonly string[]>> = {
  ports: ['Service Name', 'Port Number', 'Transport Protocol', 'Description', 'Reference', 'Assignment Notes'],
  protocols: ['Decimal', 'Keyword', 'Protocol', 'Reference'],
};
const DATES = ['Registration Date', 'Modification Date'];
const DATE = /^\d{4}-\d\d-\d\d$/;

interface Row {
  readonly info: InfoRecord;
  readonly record: readonly string[];
}

/**
 * Reads IANA's CSV: records end with CRLF or LF, quoted fields hold line breaks, the last record may lack its end. Which of
 * the registries it is, the column names in the first line say.
 *
 * @param today - Dates after it are misprints and do not count as the registry's.
 * @throws PortolanError with code `ERR_REGISTRY` for other columns, and where the text breaks off inside a record
 */
export function readCsv(text: string, today: string): RawRegistry {
  const [head, ...rows] = parseRows(text);
  const header = (head?.record ?? []).map((name) => name.trim());
  const registry = registryOf(header);
  if (rows.length > MOST_RECORDS) throw tooMany();
  const records = rows.map(({ info, record }): RawRecord => {
    if (record.length !== header.length) throw brokenAt(info.lines);
    return { line: info.lines, fields: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])) };
  });
  return { registry, form: 'csv', date: newestDate(records, today), records };
}

function parseRows(text: string): Row[] {
  try {
    return parse(text, {
      info: true,
      record_delimiter: ['\r\n', '\n'],
      // Told with the line, by us.
      relax_column_count: true,
      skip_empty_lines: true,
      // One more than may be, and the head.
      to: MOST_RECORDS + 2,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
      throw fault({ problem: 'ends inside a quoted field: it is cut off or damaged', cause: error });
    throw brokenAt(Number(error['lines']), error);
  }
}

function registryOf(header: readonly string[]): RegistryName {
  for (const [name, columns] of Object.entries(COLUMNS)) {
    if (columns.every((column) => header.includes(column))) return name as RegistryName;
  }
  throw fault({ problem: "has neither the columns of IANA's ports nor those of its protocol numbers" });
}

function brokenAt(line: number, cause?: unknown): Error {
  return fault({ problem: 'line {line} is no whole record: the file is cut off or damaged', values: { line }, cause });
}

function newestDate(records: readonly RawRecord[], today: string): string | null {
  let newest: string | null = null;
  for (const { fields } of records) {
    for (const column of DATES) {
      const date = fields[column];
      if (date !== undefined && DATE.test(date) && date <= today && (newest === null || date > newest)) newest = date;
    }
  }
  return newest;
}
