/** What the registry says of a row, as far as the reference tells it apart. */
export type RowStatus = 'assigned' | 'reserved' | 'unassigned';

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
 * without a name; what was taken back (De-registered, Removed, …) is not free for others and counts as reserved.
 */
export function statusOfNameless(description: string): RowStatus {
  if (/^any private /i.test(description)) return 'assigned';
  if (/^\(?unassigned/i.test(description) || /^possibly used/i.test(description)) return 'unassigned';
  return 'reserved';
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
