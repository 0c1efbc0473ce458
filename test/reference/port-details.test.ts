import assert from 'node:assert/strict';
import test from 'node:test';
import { lookup, lookupPort, type PortEntry } from '../../src/reference/index.js';
import type { Language, Transport } from '../../src/types.js';

const HAN = /\p{Script=Han}/u;

function one(port: number, transport: Transport, language: Language = 'en'): PortEntry {
  const [entry] = lookupPort(port, transport, { language });
  assert.ok(entry);
  return entry;
}

const usesOf = (port: number, transport: Transport) =>
  one(port, transport).uses.flatMap(({ names, basis }) => names.map((name) => `${basis} ${name}`));

const UNUSED: [number, Transport, RegExp][] = [
  [80, 'udp', /HTTP\/1\.1 and HTTP\/2 use TCP; there is no HTTP over plain UDP/],
  [80, 'sctp', /SCTP is registered but not used/],
  [25, 'udp', /no mail travels over it/],
  [443, 'sctp', /SCTP is registered but not used/],
  [69, 'tcp', /TFTP uses UDP/],
  [123, 'tcp', /NTP uses UDP/],
  [161, 'tcp', /SNMP uses UDP/],
];
for (const [port, transport, text] of UNUSED) {
  test(`${port}/${transport} is registered but not the transport in use`, () => {
    const { unusedTransport } = one(port, transport);
    assert.match(unusedTransport?.text ?? '', text);
    assert.notEqual(unusedTransport?.source, '');
    assert.match(one(port, transport, 'zh-CN').unusedTransport?.text ?? '', HAN);
  });
}

test('a transport that is in use, or of which nothing is known, is not called unused', () => {
  for (const [port, transport] of [
    [53, 'udp'],
    [53, 'tcp'],
    [80, 'tcp'],
    [443, 'udp'],
    [69, 'udp'],
    [784, 'tcp'],
  ] as const) {
    assert.equal(one(port, transport).unusedTransport, null, `${port}/${transport}`);
  }
});

for (const [port, reason] of [
  [23, /in clear/],
  [445, /WannaCry/],
  [3389, /BlueKeep/],
  [2375, /becomes root/],
  [6379, /without a password/],
] as const) {
  test(`it is told why strangers should not reach ${port}/tcp`, () => {
    const { risk } = one(port, 'tcp');
    assert.match(risk?.text ?? '', reason);
    assert.notEqual(risk?.source, '');
    assert.equal(risk?.belief, null);
    assert.match(one(port, 'tcp', 'zh-CN').risk?.text ?? '', HAN);
  });
}

test('a risk is told of the transport that it is about', () => {
  assert.equal(one(23, 'udp').risk, null);
  assert.equal(one(443, 'tcp').risk, null);
  assert.match(one(53, 'udp').risk?.text ?? '', /forged senders/);
  assert.equal(one(53, 'tcp').risk, null);
});

test('names of malware stand under historic associations, with their document, never among the names', () => {
  const { names, aliases, chineseNames, uses, historicAssociations } = one(21, 'tcp');
  const found = historicAssociations.find(({ name }) => name === 'Back Construction');
  assert.ok(found !== undefined && found.source !== '');
  const meanings = [...names, ...aliases, ...chineseNames, ...uses.flatMap((use) => use.names)];
  for (const { name } of historicAssociations) assert.ok(!meanings.includes(name), name);
  assert.deepEqual(one(21, 'udp').historicAssociations, []);
});

test('what people meet at a port is marked as custom, with its source', () => {
  assert.deepEqual(usesOf(8443, 'tcp').slice(0, 2), ['custom https-alt', 'custom tomcat-https']);
  assert.ok(usesOf(3000, 'tcp').includes('custom grafana'));
  assert.ok(usesOf(3000, 'tcp').includes('custom express'));
  assert.deepEqual(usesOf(51_820, 'udp'), ['custom wireguard']);
  assert.deepEqual(usesOf(51_820, 'tcp'), []);
  for (const port of [8443, 3000]) {
    for (const { description, source } of one(port, 'tcp').uses) assert.ok(description !== '' && source !== '');
  }
});

test('a custom use is never a registered name', () => {
  assert.deepEqual(one(8443, 'tcp').names, ['pcsync-https']);
  assert.deepEqual(one(3000, 'tcp').names, ['hbci', 'remoteware-cl']);
  const { names, status } = one(51_820, 'udp');
  assert.deepEqual({ names, status }, { names: [], status: 'dynamic' });
});

test('the ports at which Ethereal expected a protocol are told apart from those in use today', () => {
  assert.ok(usesOf(25, 'tcp').includes('dissector SMTP'));
  const [use] = one(25, 'tcp').uses;
  assert.match(use?.source ?? '', /Ethereal/);
});

test('names that are historic or shared are noted', () => {
  const historic = ['www', 'www-http'].map((name) => ({ name, note: 'historic', insteadUse: 'http' }));
  assert.deepEqual(one(80, 'tcp').nameNotes, historic);
  const shared = ['urd', 'submissions'].map((name) => ({ name, note: 'shared', insteadUse: null }));
  assert.deepEqual(one(465, 'tcp').nameNotes, shared);
  assert.deepEqual(one(25, 'tcp').nameNotes, []);
});

test('references are current documents, of each transport its own', () => {
  assert.deepEqual(one(25, 'tcp').references, ['RFC5321', 'RFC3207']);
  assert.ok(one(443, 'udp').references.includes('RFC9114'));
  assert.ok(one(443, 'tcp').references.includes('RFC8446'));
  assert.deepEqual(one(784, 'tcp').references, []);
});

test('a port that was taken back is de-registered, and its description tells when', () => {
  const { status, names, description } = one(585, 'tcp');
  assert.deepEqual({ status, names }, { status: 'deregistered', names: [] });
  assert.match(description, /^De-registered \(2006-04-25\)/);
  const others = lookup('0-65535').matches.filter((entry) => entry.kind === 'port' && entry.status === 'deregistered');
  assert.ok(others.length >= 2);
});

test('a port of which nothing is known has every field, empty', () => {
  const { kind, port, transport, status, range, ...rest } = one(784, 'udp');
  assert.deepEqual({ kind, port, transport }, { kind: 'port', port: 784, transport: 'udp' });
  assert.deepEqual({ status, range }, { status: 'unassigned', range: 'system' });
  for (const [field, value] of Object.entries(rest)) {
    assert.ok(value === null || value === '' || (Array.isArray(value) && value.length === 0), field);
  }
  assert.deepEqual(Object.keys(one(784, 'udp')).sort(), Object.keys(one(25, 'tcp')).sort());
});

test('an explanation is a sentence in the language asked for', () => {
  assert.match(one(25, 'tcp').explanation ?? '', /^SMTP \(Simple Mail Transfer Protocol\): .*\.$/);
  assert.match(one(25, 'tcp', 'zh-CN').explanation ?? '', /^SMTP：.*。$/);
  assert.equal(one(784, 'tcp').explanation, null);
});
