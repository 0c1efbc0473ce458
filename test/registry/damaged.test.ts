import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { readRegistry } from '../../src/registry/read.js';
import { type PortRow, portRows, protocolRows } from './sample.js';
import { portsCsv, portsXml, protocolsCsv, protocolsXml } from './sample-files.js';

const csv = portsCsv();
const xml = portsXml();

function problemOf(text: string): string | null {
  try {
    readRegistry(Buffer.from(text), 'sample', '2026-11-21');
    return null;
  } catch (error) {
    assert.ok(error instanceof PortolanError && error.code === 'ERR_REGISTRY', String(error));
    return error.problem;
  }
}

/** The rows with those of one port changed. */
function rowsWith(number: string, change: Partial<PortRow>): PortRow[] {
  return portRows().map((row) => (row.number === number ? { ...row, ...change } : row));
}

test('a file that breaks off inside a record, a quoted field or an element is refused with the place', () => {
  const inQuotes = csv.slice(0, csv.indexOf('contact port'));
  assert.equal(problemOf(inQuotes), 'ends inside a quoted field: it is cut off or damaged');
  const inRecord = csv.slice(0, csv.indexOf('service-12000,') + 20);
  assert.match(problemOf(inRecord) ?? '', /^line \d+ is no whole record: the file is cut off or damaged$/);
  assert.match(problemOf(xml.slice(0, xml.length - '</registry>\n'.length)) ?? '', /^line \d+ is not well-formed XML/);
  assert.match(problemOf(xml.slice(0, 500_000)) ?? '', /^line \d+ is not well-formed XML/);
  assert.match(problemOf(protocolsXml().slice(0, -30)) ?? '', /not well-formed XML/);
});

test('a file that breaks off between two records is refused by what is missing', () => {
  const records = csv.split('\r\n');
  assert.match(problemOf(records.slice(0, 5000).join('\r\n')) ?? '', /^has 4999 records, .* 14355: it is cut off$/);
  const [first] = protocolsCsv().split('148-252');
  assert.equal(problemOf(first ?? ''), 'says nothing of protocol number 148: a part of it is missing');
});

test('a part that is missing in the middle is noticed by the ports that nothing is said of', () => {
  const rows = portRows().filter(({ number }) => number !== '12345');
  assert.equal(problemOf(portsCsv(rows)), 'says nothing of port 12345: a part of it is missing');
});

test('a file whose names are gone is refused', () => {
  const rows = portRows().map((row) => (Number(row.number) > 12_000 ? { ...row, name: '' } : row));
  assert.match(
    problemOf(portsCsv(rows)) ?? '',
    /^names \d+ ports, where the registry names more than 9000: it is damaged$/,
  );
});

test('the best known names must be in their places', () => {
  assert.equal(problemOf(portsCsv(rowsWith('25', { name: 'smpt' }))), 'lacks smtp at port 25/tcp: it cannot be right');
  assert.equal(
    problemOf(portsCsv(rowsWith('443', { transport: 'udp' }))),
    'lacks https at port 443/tcp: it cannot be right',
  );
  const swapped = protocolsCsv().replace('6,TCP', '6,XYZ');
  assert.equal(problemOf(swapped), 'lacks TCP as protocol number 6: it cannot be right');
});

test('ports, transports, names and protocol numbers that cannot be are refused with their line', () => {
  const cases: [Partial<PortRow>, RegExp][] = [
    [{ number: '65536' }, /^line \d+: "65536" is no port number$/],
    [{ number: '20-19' }, /: "20-19" is no port number$/],
    [{ number: '-1' }, /: "-1" is no port number$/],
    [{ number: '0x17' }, /: "0x17" is no port number$/],
    [{ transport: 'tpc' }, /: "tpc" is no transport protocol with ports$/],
    [{ name: '=reserved' }, /: "=reserved" is no service name$/],
    [{ name: 'a\u202eb' }, /: "a\?b" is no service name$/],
    [{ name: 'n'.repeat(100) }, /: "n{40}…" is no service name$/],
  ];
  for (const [change, expected] of cases) assert.match(problemOf(portsCsv(rowsWith('23', change))) ?? '', expected);
  for (const number of ['256', 'six', '9-8']) {
    const rows = protocolRows().map((row) => (row.number === '6' ? { ...row, number } : row));
    assert.match(problemOf(protocolsCsv(rows)) ?? '', /is no protocol number$/);
  }
  const twice = [...protocolRows(), { number: '6', keyword: 'TCP' }];
  assert.equal(problemOf(protocolsCsv(twice)), 'has protocol number 6 more than once: it is damaged');
});

test('no cut makes a file of protocol numbers that is taken, but the last line end', () => {
  const text = protocolsCsv();
  for (let length = 0; length < text.trimEnd().length; length += 7)
    assert.notEqual(problemOf(text.slice(0, length)), null);
  for (let cut = 1; cut < 60; cut++) assert.notEqual(problemOf(text.trimEnd().slice(0, -cut)), null, `${cut}`);
  assert.equal(problemOf(text.trimEnd()), null);
  assert.equal(problemOf(text), null);
});

test('a CSV of ports that lacks its end is refused, but for the last line end', () => {
  const text = portsCsv(portRows(), '\n');
  for (const whole of [text, text.trimEnd()]) assert.equal(problemOf(whole), null);
  for (let cut = 1; cut < 45; cut += 4) assert.notEqual(problemOf(text.trimEnd().slice(0, -cut)), null, `${cut}`);
  const lines = text.trimEnd().split('\n');
  assert.match(problemOf(lines.slice(0, -2).join('\n')) ?? '', /^ends with .*, where names without a port come last/);
  assert.match(problemOf(lines.slice(0, -400).join('\n')) ?? '', /where the registry of ports has more than \d+/);
});

test('a last record without a line end whose fields are cut is refused with its line', () => {
  const record = (date: string, reference: string) => `zulu,,udp,,,,${date},,${reference},,,`;
  const text = portsCsv(portRows().slice(0, -2), '\n');
  const expected = /^line \d+ is no whole record: the file is cut off or damaged$/;
  assert.equal(problemOf(text + record('2013-05-28', '[RFC1][Name]')), null);
  for (const [date, reference] of [
    ['2013-05', ''],
    ['2013-05-28', '[RFC1][Na'],
  ] as const) {
    assert.match(problemOf(text + record(date, reference)) ?? '', expected);
  }
});

test('bytes of any kind are refused with one line and never crash', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 300 }).map((text) => `<registry id="protocol-numbers">${text}`),
    fc.string({ maxLength: 300 }).map((text) => `Decimal,Keyword,Protocol,Reference\n${text}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const problem = problemOf(text);
      assert.ok(problem !== null && !problem.includes('\n'));
    }),
  );
});

test('an entity that stands for more of its kind is not unfolded', () => {
  const bomb =
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><registry id="protocol-numbers">&b;</registry>';
  assert.match(problemOf(bomb) ?? '', /^line 1 is not well-formed XML/);
});
