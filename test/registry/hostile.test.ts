import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { readRegistry } from '../../src/registry/read.js';
import { portRows } from './sample.js';
import { portsCsv } from './sample-files.js';

function problemOf(text: string): string {
  try {
    readRegistry(Buffer.from(text), 'sample', '2026-11-21');
  } catch (error) {
    assert.ok(error instanceof PortolanError && error.code === 'ERR_REGISTRY', String(error));
    return error.problem;
  }
  return assert.fail('it was taken');
}

const PROTOCOL_HEADER = 'Decimal,Keyword,Protocol,Reference\n';

test('a repeated protocol number is refused as soon as it comes, and so are too many records', () => {
  assert.match(problemOf(PROTOCOL_HEADER + '0-255,,,\n'.repeat(99_000)), /^has protocol number 0 more than once/);
  const tooMany = /^has more than 100000 records, which the registry never has$/;
  assert.match(problemOf(PROTOCOL_HEADER + '0-255,,,\n'.repeat(400_000)), tooMany);
  const records = '<record></record>'.repeat(100_001);
  assert.match(problemOf(`<registry id="protocol-numbers">${records}</registry>`), tooMany);
});

test('a record of very many elements is refused', () => {
  for (const element of ['<name>a</name>', '<xref type="rfc" data="rfc1"/>']) {
    const xml = `<registry id="protocol-numbers"><record>${element.repeat(300_000)}</record></registry>`;
    assert.equal(problemOf(xml), 'has a record of more than 1000 elements: it is damaged');
  }
});

test('a name of more ports than any in the registry, and rows that overlap in bulk, are refused', () => {
  const rows = (number: string, name: string) =>
    Array.from({ length: 1600 }, (_, index) => ({ name: name && `${name}${index}`, number, transport: 'tcp' }));
  assert.equal(
    problemOf(portsCsv([...rows('0-65535', 'x'), ...portRows()])),
    '"x0" has 65536 ports, where no name of the registry has more than 1000: it cannot be right',
  );
  for (const [number, name] of [
    ['20000-20999', 'x'],
    ['0-65535', ''],
  ] as const) {
    const problem = problemOf(portsCsv([...rows(number, name), ...portRows()]));
    assert.equal(problem, 'has rows that overlap in bulk: it cannot be right');
  }
});
