/**
 * Compares the bundled tables with a copy of one of IANA's files; which of the two it is, its header says:
 *   npx tsx scripts/compare-iana.ts service-names-port-numbers.csv [--sample 500] [--seed N]
 *   npx tsx scripts/compare-iana.ts protocol-numbers-1.csv
 * Ports: of each port and transport all names in their order, the status, and IANA's RFCs, which must be among ours. Of a
 * sample, half is drawn from the registered pairs and half from the free ones; the same seed draws the same. Protocols: all
 * 256 numbers. Prints each difference and the counts; exits 1 where something differs that is not newer on our side.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { differencesOf, report } from './data/compare.js';
import { comparePorts, type PortComparison } from './data/compare-ports.js';
import { ianaProtocols, ourProtocols, PROTOCOL_FIELDS } from './data/compare-protocols.js';
import { draw, seededRandom } from './data/sample.js';

const write = (text: string): void => void process.stdout.write(text);

try {
  process.exitCode = main();
} catch (error) {
  // An unknown option, an unreadable file, a broken CSV: all are the caller's.
  process.exitCode = wrongCall(`a readable CSV file and known options (${(error as Error).message.split('\n', 1)[0]})`);
}

function main(): number {
  const { values, positionals } = parseArgs({
    options: { sample: { type: 'string' }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) return wrongCall('one CSV file of IANA');
  const sample = wholeNumber(values.sample);
  const seed = wholeNumber(values.seed);
  if (Number.isNaN(sample) || Number.isNaN(seed)) return wrongCall('whole numbers for --sample and --seed');
  const rows = parse<Record<string, string>>(readFileSync(path, 'utf8'), {
    columns: true,
    bom: true,
    record_delimiter: ['\r\n', '\n'],
  });
  const [header = {}] = rows;
  if ('Port Number' in header) return reportPorts(comparePorts(rows), sample, seed) ? 0 : 1;
  if ('Decimal' in header) return reportProtocols(rows) ? 0 : 1;
  return wrongCall('service-names-port-numbers.csv or protocol-numbers-1.csv');
}

function reportPorts(comparison: PortComparison, sample: number | undefined, seed: number | undefined): boolean {
  const { keys, differences } = comparison;
  const chosen =
    sample === undefined ? keys : sampleOf(comparison, sample, seed ?? Math.floor(Math.random() * 2 ** 32));
  return report(chosen.length, differences(chosen), ['names', 'status', 'references'], write);
}

function sampleOf({ registered, free }: PortComparison, count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const chosen = draw(registered, Math.ceil(count / 2), random);
  const others = draw(free, count - chosen.length, random);
  write(`sample of ${chosen.length} registered and ${others.length} free pairs, --seed ${seed}\n`);
  return [...chosen, ...others];
}

function reportProtocols(rows: readonly Record<string, string>[]): boolean {
  const [iana, ours] = [ianaProtocols(rows), ourProtocols()];
  const keys = [...new Set([...iana.keys(), ...ours.keys()])];
  const differences = keys.flatMap((key) => differencesOf(key, iana.get(key), ours.get(key), false));
  return report(keys.length, differences, [...PROTOCOL_FIELDS, 'references'], write);
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
}

function wrongCall(wanted: string): number {
  process.stderr.write(
    `compare-iana: expected ${wanted}; usage: compare-iana FILE.csv [--sample COUNT] [--seed NUMBER]\n`,
  );
  return 2;
}
