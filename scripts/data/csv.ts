/**
 * Records of a CSV text (RFC 4180): quoted fields may hold commas, line breaks and `""`; records end with CRLF or LF.
 * A field keeps its inner line breaks as they are.
 */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let record: string[] = [];
  let position = text.startsWith('\ufeff') ? 1 : 0;
  while (position < text.length) {
    field.lastIndex = position;
    const match = field.exec(text) as RegExpExecArray;
    record.push(match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"'));
    position = field.lastIndex;
    const end = /,|\r?\n|$/y;
    end.lastIndex = position;
    const separator = end.exec(text)?.[0];
    if (separator === undefined) throw new Error(`unexpected character after a field at offset ${position}`);
    position += separator.length;
    if (separator === ',' && position < text.length) continue;
    if (separator === ',') record.push('');
    records.push(record);
    record = [];
  }
  return records;
}

/** The records below the header as objects, by the header's column names. */
export function parseCsvRows(text: string): Record<string, string>[] {
  const [header = [], ...records] = parseCsv(text);
  return records.map((record) => Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])));
}
