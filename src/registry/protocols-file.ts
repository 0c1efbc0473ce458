import type { ProtocolRecord } from './types.js';

/** What the columns of a line hold, as a file's comment says it. */
export const PROTOCOL_COLUMNS =
  '# number or range\tkeyword\tname\tstatus\tx IPv6 extension header, d deprecated\treferences\taliases';

/**
 * The lines of `protocols.tsv` for IANA's records, runs of unassigned numbers as ranges.
 *
 * @param aliasesOf - Names that systems use besides IANA's, joined by comma.
 */
export function linesOfProtocols(
  records: readonly ProtocolRecord[],
  aliasesOf: (number: number) => string = () => '',
): string[] {
  const lines: string[] = [];
  let run: { first: number; last: number } | undefined;
  for (const record of records) {
    if (record.status === 'unassigned') {
      if (run) run.last = record.number;
      else run = { first: record.number, last: record.number };
      continue;
    }
    lines.push(...lineOfRun(run), lineOf(record, aliasesOf(record.number)));
    run = undefined;
  }
  return [...lines, ...lineOfRun(run)];
}

function lineOf(record: ProtocolRecord, aliases: string): string {
  const { number, keyword, name, status, ipv6ExtensionHeader, deprecated, references } = record;
  const flags = `${ipv6ExtensionHeader ? 'x' : ''}${deprecated ? 'd' : ''}`;
  return [number, keyword, name, status, flags, references.join(','), aliases].join('\t').trimEnd();
}

function lineOfRun(run: { readonly first: number; readonly last: number } | undefined): string[] {
  if (run === undefined) return [];
  const numbers = run.first === run.last ? `${run.first}` : `${run.first}-${run.last}`;
  return [`${numbers}\t\t\tunassigned`];
}
