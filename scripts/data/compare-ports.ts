import { lookupPort } from '../../src/reference/index.js';
import { TRANSPORTS } from '../../src/registry/port-lines.js';
import { cleanDescription, statusOfNameless } from '../../src/registry/text.js';
import { type Difference, differencesOf, type Said } from './compare.js';
import { KNOWN_UNTIL, NEWER_PAIRS } from './newer.js';

type Row = Readonly<Record<string, string>>;
type Answers = ReadonlyMap<string, Said>;

const LAST_PORT = 65_535;
const DYNAMIC_START = 49_152;

/** Both sides of every pair such as `25/tcp` that one of them lists. TCP and UDP of every port are always listed. */
export interface PortComparison {
  readonly iana: Answers;
  readonly ours: Answers;
  readonly keys: readonly string[];
  /** Pairs that IANA's registry spends a row on that is not `Unassigned`. */
  readonly registered: readonly string[];
  readonly free: readonly string[];
  readonly differences: (keys: readonly string[]) => Difference[];
}

/** Compares what `lookupPort` answers with the rows of IANA's service-names-port-numbers.csv. */
export function comparePorts(rows: readonly Row[]): PortComparison {
  const iana = ianaAnswers(rows);
  const ours = ourAnswers();
  const keys = [...new Set([...iana.keys(), ...ours.keys()])];
  const isFree = (key: string) => /^(unassigned|dynamic)$/.test(iana.get(key)?.fields['status'] ?? '');
  const older = newestDate(rows) <= KNOWN_UNTIL;
  return {
    iana,
    ours,
    keys,
    registered: keys.filter((key) => !isFree(key)),
    free: keys.filter(isFree),
    differences: (some) =>
      some.flatMap((key) => differencesOf(key, iana.get(key), ours.get(key), older && NEWER_PAIRS.has(key))),
  };
}

/** The newest day in the file, which has no date of its own. */
function newestDate(rows: readonly Row[]): string {
  const today = new Date().toISOString().slice(0, 10);
  const days = rows.flatMap((row) => [row['Registration Date'] ?? '', row['Modification Date'] ?? '']);
  return days.filter((day) => day <= today).reduce((newest, day) => (day > newest ? day : newest), '');
}

function ourAnswers(): Answers {
  const answers = new Map<string, Said>();
  for (let port = 0; port <= LAST_PORT; port++) {
    for (const { transport, names, status, references } of lookupPort(port)) {
      answers.set(`${port}/${transport}`, { fields: { names: names.join(','), status }, documents: references });
    }
  }
  return answers;
}

function ianaAnswers(rows: readonly Row[]): Answers {
  const { exact, loose } = rowsByPort(rows);
  const answers = new Map<string, Said>();
  for (let port = 0; port <= LAST_PORT; port++) {
    for (const transport of TRANSPORTS) {
      const basic = transport === 'tcp' || transport === 'udp';
      const found = exact.get(`${port}/${transport}`) ?? (basic ? (loose.get(port) ?? []) : undefined);
      if (!found) continue;
      const said = saidBy(port, found);
      // A free SCTP or DCCP port is no entry of ours, whether IANA spends a row on it or not.
      if (basic || said.fields['status'] !== 'unassigned') answers.set(`${port}/${transport}`, said);
    }
  }
  return answers;
}

/** Rows by port and transport, and those that name no transport by port. */
function rowsByPort(rows: readonly Row[]): { exact: Map<string, Row[]>; loose: Map<number, Row[]> } {
  const exact = new Map<string, Row[]>();
  const loose = new Map<number, Row[]>();
  for (const row of rows) {
    const [first, last = first] = (row['Port Number'] ?? '').split('-').map(Number);
    if (row['Port Number'] === '' || first === undefined || last === undefined) continue;
    const transport = row['Transport Protocol'];
    for (let port = first; port <= last; port++) {
      if (transport) exact.set(`${port}/${transport}`, [...(exact.get(`${port}/${transport}`) ?? []), row]);
      else loose.set(port, [...(loose.get(port) ?? []), row]);
    }
  }
  return { exact, loose };
}

function saidBy(port: number, rows: readonly Row[]): Said {
  const names = rows.map((row) => row['Service Name'] ?? '').filter((name) => name !== '');
  return {
    fields: { names: names.join(','), status: statusOf(port, names, rows[0]) },
    documents: [...new Set(rows.flatMap((row) => documentsIn(row['Reference'] ?? '')))],
  };
}

function statusOf(port: number, names: readonly string[], row: Row | undefined): string {
  if (names.length > 0) return 'assigned';
  if (row === undefined) return port >= DYNAMIC_START ? 'dynamic' : 'unassigned';
  return statusOfNameless(cleanDescription(row['Description']));
}

/** RFCs, also those about to become one. Other documents have no name that two sides would write alike. */
export function documentsIn(field: string): string[] {
  return [...field.matchAll(/\[(RFC[^\]]+)\]/g)].map(([, document = '']) => document);
}
