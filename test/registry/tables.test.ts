import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePorts, compareProtocols, hasChanges } from '../../src/registry/compare.js';
import { linesOfPorts } from '../../src/registry/ports-file.js';
import { linesOfProtocols } from '../../src/registry/protocols-file.js';
import { readRegistry } from '../../src/registry/read.js';
import type { RegistryChange } from '../../src/registry/types.js';
import { portRows, protocolRows } from './sample.js';
import { portsCsv, protocolsCsv } from './sample-files.js';

function read(text: string) {
  return readRegistry(Buffer.from(text), 'sample', '2026-11-21');
}

function portLinesOf(rows = portRows(), overlays = { bundle: '', references: '' }): string[] {
  return linesOfPorts(read(portsCsv(rows)).ports, overlays);
}

function linesAt(lines: readonly string[], ports: string): string[] {
  return lines.filter((line) => line.startsWith(`${ports}\t`)).map((line) => line.slice(ports.length + 1));
}

test('a line of ports.tsv is one name with its transports, description, documents and note', () => {
  const lines = portLinesOf();
  assert.deepEqual(linesAt(lines, '25'), ['t\tsmtp\tSimple Mail Transfer\tRFC-ietf-x-43']);
  assert.deepEqual(linesAt(lines, '66'), [
    't\tsql-net\tOracle SQL*NET',
    't\tsql*net\tOracle SQL*NET\t\thistoric:sql-net',
  ]);
  assert.deepEqual(linesAt(lines, '80'), [
    't\thttp\tWorld Wide Web HTTP\tRFC9110\tshared',
    't\twww\tWorld Wide Web HTTP\tRFC9110\tshared',
  ]);
  assert.deepEqual(linesAt(lines, '6000-6063'), ['t\tx11\tX Window System']);
  assert.deepEqual(linesAt(lines, '12345'), ['tu\tservice-12345\tService 12345']);
});

test('a row without a transport counts for TCP and UDP, and one without a name says its status', () => {
  const lines = portLinesOf();
  assert.deepEqual(linesAt(lines, '6400'), ['tu\tboe-cms\tBusiness Objects CMS contact port']);
  assert.deepEqual(linesAt(lines, '24'), ['t\t=assigned\tany private mail system']);
  assert.deepEqual(linesAt(lines, '225-241'), ['tu\t=reserved']);
  assert.deepEqual(linesAt(lines, '585'), ['tu\t=deregistered\tDe-registered (2006-04-25)']);
  assert.deepEqual(linesAt(lines, '359'), ['t\t=reserved\tDe-registered (2023-11-16)']);
  assert.equal(
    lines.some((line) => line.includes('=unassigned')),
    false,
  );
});

test('a row with a transport is a more exact word than one without', () => {
  const rows = [{ name: 'exact', number: '6400', transport: 'udp' }, ...portRows()];
  assert.deepEqual(linesAt(portLinesOf(rows), '6400'), ['t\tboe-cms\tBusiness Objects CMS contact port', 'u\texact']);
  const inRange = [{ name: 'loose', number: '6001', transport: '' }, ...portRows()];
  assert.deepEqual(linesAt(portLinesOf(inRange), '6001'), ['u\tloose']);
});

test('lines are sorted by port', () => {
  const ports = portLinesOf().map((line) => Number.parseInt(line, 10));
  assert.deepEqual(
    ports,
    [...ports].sort((one, other) => one - other),
  );
});

test('hand-written documents take the place of the registry’s, and the bundle tells former names', () => {
  const bundle =
    '# a comment\n359\tt\t=reserved\tDe-registered (2023-11-16); was nsrmp\n25\tt\t=reserved\tnot any more';
  const references =
    '# ports\tletters\tdocuments\tsource\n25\tt\tRFC5321\tsource\n80\tt\t-\tsource\n2000\tt\tRFC1\tsource';
  const lines = portLinesOf(portRows(), { bundle, references });
  assert.deepEqual(linesAt(lines, '25'), ['t\tsmtp\tSimple Mail Transfer\tRFC5321']);
  assert.deepEqual(linesAt(lines, '80')[0], 't\thttp\tWorld Wide Web HTTP\t\tshared');
  assert.deepEqual(linesAt(lines, '359'), ['t\t=reserved\tDe-registered (2023-11-16); was nsrmp']);
});

test('protocols.tsv has a line for each number and one for a run of unassigned ones', () => {
  const { protocols } = read(protocolsCsv());
  const lines = linesOfProtocols(protocols, (number) => (number === 58 ? 'ipv6-icmp,icmp6' : ''));
  assert.equal(lines.length, 152);
  assert.deepEqual(linesAt(lines, '0'), ['HOPOPT\tIPv6 Hop-by-Hop Option\tassigned\tx\tRFC8200']);
  assert.deepEqual(linesAt(lines, '58'), ['IPv6-ICMP\tICMP for IPv6\tassigned\t\t\tipv6-icmp,icmp6']);
  assert.deepEqual(linesAt(lines, '148-252'), ['\t\tunassigned']);
  assert.deepEqual(linesAt(lines, '253'), ['\tUse for experimentation and testing\texperimental\tx\tRFC3692']);
});

function keysOf(changes: readonly RegistryChange[]): string[] {
  return changes.map(({ key, before, after }) => `${key} ${before.join(',')}>${after.join(',')}`);
}

test('two tables of ports differ in names added, removed and changed, in status, and in details', () => {
  const before = ['1\ttu\told', '2\tt\tgone', '3\tt\t=reserved', '4\tt\tsame\tone', '6-7\tt\trow'].join('\n');
  const after = ['1\tt\told', '1\tu\tnew', '3\tt\t=deregistered', '4\tt\tsame\tother', '5\ts\tadded', '6-7\tt\trow'];
  const changes = comparePorts(before, `# a comment\n${after.join('\n')}\n`);
  assert.deepEqual(keysOf(changes.added), ['5/sctp >added']);
  assert.deepEqual(keysOf(changes.removed), ['2/tcp gone>']);
  assert.deepEqual(keysOf(changes.renamed), ['1/udp old>new']);
  assert.deepEqual(changes.status, [
    { key: '3/tcp', before: [], after: [], statusBefore: 'reserved', statusAfter: 'deregistered' },
  ]);
  assert.equal(changes.details, 1);
  assert.equal(hasChanges(changes), true);
  assert.equal(hasChanges(comparePorts(before, before)), false);
});

test('two tables of protocols are compared number by number, aliases aside', () => {
  const { protocols } = read(protocolsCsv());
  const before = linesOfProtocols(protocols, () => 'alias').join('\n');
  assert.equal(hasChanges(compareProtocols(before, linesOfProtocols(protocols).join('\n'))), false);
  const rows = protocolRows().flatMap((row) =>
    row.number === '148-252'
      ? [
          { number: '148', keyword: 'NEW', name: 'New' },
          { number: '149-252', name: 'Unassigned' },
        ]
      : [row.number === '47' ? { ...row, reference: '[RFC1]' } : row],
  );
  const changes = compareProtocols(before, linesOfProtocols(read(protocolsCsv(rows)).protocols).join('\n'));
  assert.deepEqual([keysOf(changes.added), changes.removed, changes.details], [['148 >NEW'], [], 1]);
});
