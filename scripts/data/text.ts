/** What the registry says of a row, as far as the reference tells it apart. */
export type RowStatus = 'assigned' | 'reserved' | 'deregistered' | 'unassigned';

/** Note that IANA appended in 2010-2012 where a name got a twin that fits RFC 6335; it says nothing about the service. */
const WELL_FORMED_NOTE = /\s*IANA assigned this well-formed service name as a replacement for "[^"]*"\.?\s*/gi;

/** A description on one line, without IANA's note on well-formed names. */
export function cleanDescription(text: string | undefined): string {
  return cleanText((text ?? '').replace(WELL_FORMED_NOTE, ' '));
}

/** Text on one line with single blanks. */
export function cleanText(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/**
 * Status of a row without a service name, from its description. `any private mail system` and its like are assignments
 * without a name. De-registered, Removed and De-Commissioned (in IANA's several spellings) were taken back and are not free
 * for others.
 */
export function statusOfNameless(description: string): RowStatus {
  if (/^any private /i.test(description)) return 'assigned';
  if (/^\(?unassigned/i.test(description) || /^possibly used/i.test(description)) return 'unassigned';
  return /^(de-?registered|removed|de-?com+is+ioned)/i.test(description) ? 'deregistered' : 'reserved';
}

/** The name to use instead, where IANA's notes call a name a historic alias or a duplicate of another; null otherwise. */
export function replacementIn(notes: string | undefined): string | null {
  const text = cleanText(notes);
  const alias = /This entry is an alias to "([^"]+)"\. ?This entry is now historic/i.exec(text);
  return (alias ?? /This is a duplicate of the "([^"]+)" service/i.exec(text))?.[1] ?? null;
}

/** What IANA's notes on a row without a name tell of an assignment that was taken back; empty where they tell nothing. */
export function removalIn(notes: string | undefined): string {
  const text = cleanText(notes);
  const day = /removed on (\d{4}-\d{2}-\d{2})/i.exec(text)?.[1];
  if (day !== undefined) return `De-registered (${day})`;
  return /de-?registered|removed|deprecated|withdrawn|not recommended/i.test(text)
    ? text.replace(/^\((.*)\)$/, '$1')
    : '';
}

/** RFCs in a field such as `[1][RFC4727][RFC6335]`, each once; people, footnotes and drafts of that time are left out. */
export function rfcsIn(field: string | undefined): string[] {
  return [...new Set([...(field ?? '').matchAll(/\bRFC ?0*(\d+)\b/gi)].map(([, number]) => `RFC${number}`))];
}

/** Rows of a tab-separated file without blank lines and `#` comments. */
export function parseTsv(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split('\t'));
}

/** Items by key, in their order; Map.groupBy is newer than the oldest supported Node. */
export function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
