/**
 * Compares the bundled port table with a copy of IANA's service-names-port-numbers.csv:
 *   npx tsx scripts/compare-iana.ts PATH
 * Every (port, transport) of 0-65535 x tcp, udp and of all sctp and dccp entries must have the same names in the same
 * order and the same status. Prints counts and each difference; exits 1 if there is one.
 */
import { readFileSync } from 'node:fs';
import { lookupPort } from '../src/reference/index.js';
import type { Transport } from '../src/types.js';
import { parseCsvRows } from './data/csv.js';
import { cleanDescription, statusOfNameless } from './data/text.js';

type Row = Record<string, string>;

const TRANSPORTS: readonly Transport[] = ['tcp', 'udp', 'sctp', 'dccp'];
const DYNAMIC_START = 49_152;

const path = process.argv[2];
if (path === undefined) {
  process.stderr.write('usage: compare-iana PATH-OF-service-names-port-numbers.csv\n');
  process.exit(2);
}
report(collect(parseCsvRows(readFileSync(path, 'utf8'))));

/** Names and status of every (port, transport) in IANA's file, as `names|status`. */
function collect(rows: readonly Row[]): Map<string, string> {
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
  const truth = new Map<string, string>();
  for (let port = 0; port <= 65_535; port++) {
    for (const transport of TRANSPORTS) {
      const basic = transport === 'tcp' || transport === 'udp';
      const found = exact.get(`${port}/${transport}`) ?? (basic ? (loose.get(port) ?? []) : undefined);
      if (!found) continue;
      const expected = summary(port, found);
      // A free SCTP or DCCP port is no entry of ours, whether IANA spends a row on it or not.
      if (basic || expected !== '|unassigned') truth.set(`${port}/${transport}`, expected);
    }
  }
  return truth;
}

function summary(port: number, rows: readonly Row[]): string {
  const names = rows.map((row) => row['Service Name'] ?? '').filter((name) => name !== '');
  if (names.length > 0) return `${names.join(',')}|assigned`;
  const row = rows[0];
  if (row === undefined) return port >= DYNAMIC_START ? '|dynamic' : '|unassigned';
  return `|${statusOfNameless(cleanDescription(row['Description']))}`;
}

function report(truth: ReadonlyMap<string, string>): void {
  const ours = new Map<string, string>();
  for (let port = 0; port <= 65_535; port++) {
    for (const entry of lookupPort(port)) {
      ours.set(`${port}/${entry.transport}`, `${entry.names.join(',')}|${entry.status}`);
    }
  }
  const keys = new Set([...truth.keys(), ...ours.keys()]);
  const different = [...keys].filter((key) => truth.get(key) !== ours.get(key));
  for (const key of different) {
    process.stdout.write(`${key}\tIANA ${truth.get(key) ?? '(none)'}\tours ${ours.get(key) ?? '(none)'}\n`);
  }
  process.stdout.write(`${keys.size} compared, ${keys.size - different.length} equal, ${different.length} different\n`);
  process.exitCode = different.length > 0 ? 1 : 0;
}
