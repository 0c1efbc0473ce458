import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { parseTsv } from '../../scripts/data/text.js';
import { lookupPort } from '../../src/reference/index.js';
import type { Transport } from '../../src/types.js';
import { KEPT, SUCCESSOR_OF } from './obsolete-rfcs.js';

const rows = (name: string) => parseTsv(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));
const portRows = rows('ports.tsv');

function answer(port: number, transport: Transport) {
  const [entry] = lookupPort(port, transport);
  assert.ok(entry);
  return entry;
}

test('no obsolete RFC stands where its successor should', () => {
  for (const [ports = '', , name, , references = ''] of portRows) {
    for (const document of references.split(',')) {
      const kept = KEPT[document]?.includes(ports);
      assert.ok(kept || SUCCESSOR_OF[document] === undefined, `${ports} ${name}: ${document}`);
    }
  }
  for (const successor of Object.values(SUCCESSOR_OF)) assert.equal(SUCCESSOR_OF[successor], undefined, successor);
});

test('documents are named as they are cited, without a blank beside the comma', () => {
  for (const [ports, , , , references = ''] of portRows) {
    for (const document of references === '' ? [] : references.split(',')) {
      assert.match(document, /^\S(.*\S)?$/, ports);
      if (/^RFC/i.test(document)) assert.match(document, /^RFC[1-9]\d{0,4}$/, ports);
    }
  }
});

test('hand-written references are sorted, and each names its source', () => {
  let previous = -1;
  for (const [ports = '', letters = '', documents = '', source = ''] of rows('overlay/references.tsv')) {
    const first = Number.parseInt(ports, 10);
    assert.ok(first >= previous, ports);
    previous = first;
    assert.match(letters, /^t?u?s?d?$/, ports);
    assert.notEqual(letters, '', ports);
    assert.notEqual(documents, '', ports);
    assert.equal(new Set(documents.split(',')).size, documents.split(',').length, ports);
    assert.notEqual(source, '', ports);
  }
});

test('well known services have the documents that a reader wants', () => {
  const expected: [number, Transport, string[]][] = [
    [25, 'tcp', ['RFC5321']],
    [110, 'tcp', ['RFC1939']],
    [143, 'tcp', ['RFC9051', 'RFC3501']],
    [80, 'tcp', ['RFC9110', 'RFC9112']],
    [443, 'udp', ['RFC9110', 'RFC9114']],
    [53, 'tcp', ['RFC1035', 'RFC7766']],
    [853, 'udp', ['RFC9250', 'RFC8094']],
    [22, 'tcp', ['RFC4251']],
    [123, 'udp', ['RFC5905']],
    [161, 'udp', ['RFC3411', 'RFC3417']],
    [389, 'tcp', ['RFC4511']],
    [500, 'udp', ['RFC7296']],
    [6667, 'tcp', ['RFC1459', 'RFC2812']],
  ];
  for (const [port, transport, documents] of expected) {
    const { references } = answer(port, transport);
    for (const document of documents) assert.ok(references.includes(document), `${port}/${transport} ${document}`);
  }
});

test('a historic name points to a name of the same port that is in force', () => {
  const named = new Map<string, string>();
  for (const [ports, letters = '', name = '', , , note = ''] of portRows) {
    for (const letter of letters) named.set(`${ports} ${letter} ${name}`, note);
  }
  let historic = 0;
  for (const [ports, letters = '', name, , , note = ''] of portRows) {
    assert.match(note, /^(historic:\S+|shared)?$/, `${ports} ${name}`);
    if (!note.startsWith('historic:')) continue;
    historic += letters.length;
    const instead = note.slice('historic:'.length);
    for (const letter of letters) {
      const current = named.get(`${ports} ${letter} ${instead}`);
      assert.ok(current === '' || current === 'shared', `${ports} ${name}: ${instead}`);
    }
  }
  assert.ok(historic > 150, `${historic} historic names`);
});

test('names that share a port are noted as such, and a single current name is not', () => {
  assert.deepEqual(
    answer(465, 'tcp').nameNotes.map(({ name, note }) => `${name} ${note}`),
    ['urd shared', 'submissions shared'],
  );
  assert.deepEqual(answer(80, 'tcp').nameNotes, [
    { name: 'www', note: 'historic', insteadUse: 'http' },
    { name: 'www-http', note: 'historic', insteadUse: 'http' },
  ]);
  assert.deepEqual(answer(25, 'tcp').nameNotes, []);
});

test('a port that was taken back tells when, and keeps the status of its row', () => {
  const told = (port: number, transport: Transport) => {
    const { status, description } = answer(port, transport);
    return [status, description];
  };
  assert.deepEqual(told(47, 'tcp'), ['reserved', 'De-registered (2017-05-18); was ni-ftp']);
  assert.deepEqual(told(1276, 'udp'), ['reserved', 'De-registered (2014-05-23)']);
  assert.deepEqual(told(2905, 'udp'), ['deregistered', 'De-registered (2001-06-07)']);
  assert.deepEqual(told(659, 'tcp'), ['deregistered', 'Removed (2001-06-06)']);
  assert.deepEqual(told(4501, 'tcp'), ['unassigned', 'De-registered 08 June 2001']);
});
