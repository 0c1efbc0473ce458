import { lookupProtocol } from '../../src/reference/index.js';
import { cleanText } from '../../src/registry/text.js';
import type { Said } from './compare.js';
import { documentsIn } from './compare-ports.js';

type Row = Readonly<Record<string, string>>;

export const PROTOCOL_FIELDS = ['keyword', 'name', 'extension header', 'deprecated', 'status'] as const;
type Fields = Record<(typeof PROTOCOL_FIELDS)[number], string>;

/** What IANA's protocol-numbers-1.csv says of each number. */
export function ianaProtocols(rows: readonly Row[]): Map<string, Said> {
  const answers = new Map<string, Said>();
  for (const row of rows) {
    const [first = Number.NaN, last = first] = (row['Decimal'] ?? '').split('-').map(Number);
    for (let number = first; number <= last; number++) answers.set(`${number}`, saidBy(row));
  }
  return answers;
}

/** What `lookupProtocol` answers for each number. */
export function ourProtocols(): Map<string, Said> {
  const answers = new Map<string, Said>();
  for (let number = 0; number <= 255; number++) {
    const entry = lookupProtocol(number);
    if (entry === undefined) continue;
    const fields: Fields = {
      keyword: entry.keyword ?? '',
      name: entry.name,
      'extension header': `${entry.ipv6ExtensionHeader}`,
      deprecated: `${entry.deprecated}`,
      status: entry.status,
    };
    answers.set(`${number}`, { fields, documents: entry.references });
  }
  return answers;
}

function saidBy(row: Row): Said {
  const written = cleanText(row['Keyword']);
  const keyword = written.replace(/ \(deprecated\)$/, '');
  const name = cleanText(row['Protocol']);
  const status = statusOf(keyword, name);
  const fields: Fields = {
    keyword: status === 'reserved' ? '' : keyword,
    // IANA leaves the name blank where it would repeat the keyword; a free number has none.
    name: status === 'unassigned' ? '' : name || keyword,
    'extension header': `${row['IPv6 Extension Header'] === 'Y'}`,
    deprecated: `${written !== keyword}`,
    status,
  };
  return { fields, documents: documentsIn(row['Reference'] ?? '') };
}

function statusOf(keyword: string, name: string): string {
  if (keyword === 'Reserved') return 'reserved';
  if (name === 'Unassigned') return 'unassigned';
  return name.startsWith('Use for experimentation') ? 'experimental' : 'assigned';
}
