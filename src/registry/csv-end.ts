import { fault, quoted } from './fault.js';
import type { RawRecord, RawRegistry } from './types.js';

const DATES = ['Registration Date', 'Modification Date'];
const DATE = /^(\d{4}-\d\d-\d\d)?$/;
/** Documents and people, each in brackets. */
const REFERENCES = /^(\[[^[\]]*\]\s*)*$/;

/**
 * Refuses a CSV that ends before the registry does. XML ends with its root element, a CSV with any record.
 *
 * What cannot be told: a cut between two of the last names without a port that begin with z; and, where nothing ends the
 * last line, one inside the free text of the last field, unless the record before it is of the same name and says more.
 * Neither takes a port away: the records at the end have none.
 *
 * @param isEnded - Whether the last line has its end. Copies that went through an editor or git may lack it.
 * @throws PortolanError with code `ERR_REGISTRY`
 */
export function validateEnd({ registry, records }: RawRegistry, isEnded: boolean): void {
  const last = records.at(-1);
  if (last === undefined) return;
  if (registry === 'ports') validateLastName(last);
  if (!isEnded && !isWhole(registry, last, records.at(-2))) {
    const values = { line: last.line };
    throw fault({ problem: 'line {line} is no whole record: the file is cut off or damaged', values });
  }
}

/** The registry of ports ends with the names without a port, by the alphabet: the last ones begin with z. */
function validateLastName({ fields }: RawRecord): void {
  const name = fields['Service Name'] ?? '';
  const port = (fields['Port Number'] ?? '').trim();
  if (port === '' && /^z/i.test(name.trim())) return;
  const values = { last: quoted(port === '' ? name : port) };
  throw fault({ problem: 'ends with {last}, where names without a port come last, up to z: it is cut off', values });
}

/** Whether the fields of a record whose line has no end look whole: all are there, which the reader has seen to. */
function isWhole(registry: RawRegistry['registry'], { fields }: RawRecord, before: RawRecord | undefined): boolean {
  const reference = (fields['Reference'] ?? '').trim();
  if (!REFERENCES.test(reference) || !DATES.every((column) => DATE.test((fields[column] ?? '').trim()))) return false;
  // The last protocol number, 255, has a document, in the last column.
  if (registry === 'protocols') return reference !== '';
  const notes = fields['Assignment Notes'] ?? '';
  const others =
    before?.fields['Service Name'] === fields['Service Name'] ? before?.fields['Assignment Notes'] : undefined;
  return others === undefined || others === notes || !others.startsWith(notes);
}
