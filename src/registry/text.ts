/** What the registry says of a row, as far as the reference tells it apart. */
type RowStatus = 'assigned' | 'reserved' | 'deregistered' | 'unassigned';

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
  const day = /(?:removed|de-assigned) on (\d{4}-\d{2}-\d{2})/i.exec(text)?.[1];
  if (day !== undefined) return [`De-registered (${day})`, formerName(text)].filter(Boolean).join('; was ');
  return /de-?registered|removed|deprecated|withdrawn|not recommended/i.test(text)
    ? text.replace(/^\((.*)\)$/, '$1')
    : '';
}

/** The name in `previously compressnet by …` and `Historic usage was acms.` */
function formerName(notes: string): string | undefined {
  return /(?:historic usage was|previously) ([a-z0-9-]+)(?: by|\.)/i.exec(notes)?.[1];
}

/** Documents that have a name of their own, as IANA writes them in brackets: RFCs, those about to be one, drafts. */
const DOCUMENT = /^(RFC\d+|RFC-[a-z0-9-]+|draft-[a-z0-9-]+)$/i;

/** Documents in a field such as `[RFC3501][RFC8314][Jon_Postel]`, each once; people, footnotes and addresses are left out. */
export function documentsIn(field: string | undefined): string[] {
  const names = [...(field ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, name = '']) => documentName(cleanText(name)));
  return [...new Set(names)].filter((name) => DOCUMENT.test(name));
}

/** `rfc0791` as IANA's CSV writes it: `RFC791`. */
function documentName(name: string): string {
  return name.replace(/^rfc0*(\d+)$/i, 'RFC$1');
}
