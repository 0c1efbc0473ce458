import assert from 'node:assert/strict';
import test from 'node:test';
import { portVocabulary, signatureFiles } from '../../src/reference/index.js';

const vocabulary = portVocabulary();

test('a service name or alias in any case stands for its TCP ports', () => {
  assert.deepEqual(vocabulary.portsOfService('smtp'), [[25, 25]]);
  assert.deepEqual(vocabulary.portsOfService('MAIL'), [[25, 25]]);
  assert.deepEqual(vocabulary.portsOfService('x11'), [[6000, 6063]]);
  assert.deepEqual(vocabulary.portsOfService('http-alt'), [
    [591, 591],
    [8008, 8008],
    [8080, 8080],
  ]);
  assert.equal(vocabulary.portsOfService('wireguard'), undefined);
  assert.equal(vocabulary.portsOfService('constructor'), undefined);
});

test('with other transports, the names of their ports count', () => {
  assert.equal(portVocabulary('tcp').portsOfService('syslog'), undefined);
  assert.deepEqual(portVocabulary('tcp', 'udp').portsOfService('syslog'), [[514, 514]]);
  assert.equal(portVocabulary('udp').nearestService('syslgo'), 'syslog');
});

test('groups are sorted, disjoint ranges of real ports', () => {
  for (const name of vocabulary.groupNames()) {
    let previous = -1;
    for (const [first, last] of vocabulary.portsOfGroup(name) ?? []) {
      assert.ok(first > previous + 1 || previous === -1, `${name} ${first}`);
      assert.ok(first >= 1 && first <= last && last <= 65_535, `${name} ${first}-${last}`);
      previous = last;
    }
    assert.ok(previous > 0, name);
  }
  assert.equal(vocabulary.portsOfGroup('nosuch'), undefined);
  assert.equal(vocabulary.portsOfGroup('constructor'), undefined);
});

test('the groups that people expect exist', () => {
  const expected =
    'mail web shell files db messaging directory monitoring containers desktop proxy vpn dns time voip printing common';
  for (const name of expected.split(' ')) assert.ok(vocabulary.groupNames().includes(name), name);
  const mail = vocabulary.portsOfGroup('MAIL') ?? [];
  for (const port of [25, 110, 143, 465, 587, 993, 995, 4190]) {
    assert.ok(
      mail.some(([first, last]) => first <= port && port <= last),
      String(port),
    );
  }
});

test('the common group holds about 250 ports and its tiers', () => {
  const count = (name: string) =>
    (vocabulary.portsOfGroup(name) ?? []).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  assert.deepEqual([count('common-20'), count('common-100')], [20, 100]);
  assert.ok(count('common') >= 240 && count('common') <= 280);
});

test('a misspelt service leads to one with a TCP port', () => {
  assert.equal(vocabulary.nearestService('smpt'), 'smtp');
  assert.equal(vocabulary.nearestService('zzqqxxjj'), undefined);
});

test('signature files are read as they are', () => {
  assert.ok(Array.isArray(signatureFiles()));
});
