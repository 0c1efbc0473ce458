import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { lookupPort } from '../../src/reference/index.js';

function rows(name: string): string[][] {
  const text = readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split('\t'));
}

test('port rows are sorted and say each thing once', () => {
  let previous = -1;
  const seen = new Set<string>();
  for (const [ports = '', letters = '', name = ''] of rows('ports.tsv')) {
    const first = Number.parseInt(ports, 10);
    assert.ok(first >= previous, ports);
    assert.match(letters, /^t?u?s?d?$/);
    for (const letter of letters) {
      assert.ok(!seen.has(`${ports} ${letter} ${name}`), `${ports} ${name}`);
      seen.add(`${ports} ${letter} ${name}`);
    }
    previous = first;
  }
});

test('every alias names its source, is lower case, sorted by port and not registered for the port', () => {
  let previous = 0;
  const seen = new Set<string>();
  for (const [alias = '', ports = '', letters = '', source = ''] of rows('overlay/aliases.tsv')) {
    assert.match(alias, /^[a-z0-9][a-z0-9.+-]*$/);
    assert.notEqual(source, '', alias);
    const first = Number.parseInt(ports, 10);
    assert.ok(first >= previous, alias);
    previous = first;
    for (const letter of letters) {
      assert.ok(!seen.has(`${alias} ${ports} ${letter}`), alias);
      seen.add(`${alias} ${ports} ${letter}`);
      const entry = lookupPort(first).find(({ transport }) => transport.startsWith(letter));
      assert.ok(entry && !entry.names.includes(alias), `${alias} ${ports}`);
    }
  }
});

test('hand-written rows name their source', () => {
  for (const row of rows('overlay/ports.tsv')) assert.ok(row[4], row.join(' '));
  for (const row of rows('overlay/protocols.tsv')) assert.ok(row[6], row.join(' '));
  for (const row of rows('overlay/protocol-aliases.tsv')) assert.ok(row[2], row.join(' '));
});

test('groups list their ports in order and once', () => {
  const groups = JSON.parse(readFileSync(new URL('../../data/groups.json', import.meta.url), 'utf8'));
  for (const [name, { ports, title }] of Object.entries<{ ports: (number | string)[]; title: string }>(groups)) {
    const firsts = ports.map((port) => Number.parseInt(String(port), 10));
    assert.deepEqual(
      firsts,
      [...new Set(firsts)].sort((a, b) => a - b),
      name,
    );
    assert.notEqual(title, '');
  }
});
