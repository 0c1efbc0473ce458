import assert from 'node:assert/strict';
import test from 'node:test';
import { lookupPort } from '../../src/reference/index.js';
import { twinPorts, twinsOf } from '../../src/reference/twins.js';
import type { Transport } from '../../src/types.js';

/** `tls 465/tcp submissions`, with the command of an upgrade. */
function twins(port: number, transport: Transport = 'tcp'): string[] {
  return lookupPort(port, transport).flatMap((entry) =>
    entry.twins.map((twin) =>
      [twin.relation, `${twin.port}/${twin.transport}`, twin.name, twin.command]
        .filter((part) => part !== null)
        .join(' '),
    ),
  );
}

test('the submission of mail and its transfer have the same twin with TLS', () => {
  const upgrade = 'upgrade 587/tcp submission STARTTLS';
  assert.deepEqual(twins(25), ['tls 465/tcp submissions', 'upgrade 25/tcp smtp STARTTLS', upgrade]);
  assert.deepEqual(twins(587), ['tls 465/tcp submissions', upgrade]);
  assert.deepEqual(twins(465), ['clear 25/tcp smtp', 'clear 587/tcp submission']);
});

test('POP3 and IMAP have a twin with TLS and an upgrade at their own port', () => {
  assert.deepEqual(twins(110), ['tls 995/tcp pop3s', 'upgrade 110/tcp pop3 STLS']);
  assert.deepEqual(twins(995), ['clear 110/tcp pop3']);
  assert.deepEqual(twins(143), ['tls 993/tcp imaps', 'upgrade 143/tcp imap STARTTLS']);
  assert.deepEqual(twins(993), ['clear 143/tcp imap']);
});

test('the web and the directory are found from both ends', () => {
  assert.deepEqual(twins(80), ['tls 443/tcp https']);
  assert.deepEqual(twins(443), ['clear 80/tcp http']);
  assert.deepEqual(twins(389), ['tls 636/tcp ldaps', 'upgrade 389/tcp ldap StartTLS']);
  assert.deepEqual(twins(636), ['clear 389/tcp ldap']);
});

test('a twin is of the same transport', () => {
  assert.deepEqual(twins(443, 'udp'), []);
  assert.deepEqual(twins(25, 'udp'), []);
  assert.deepEqual(twins(53, 'udp'), ['tls 853/udp domain-s']);
  assert.deepEqual(twins(53), ['tls 853/tcp domain-s']);
});

test('what has no twin has none', () => {
  for (const port of [0, 784, 22, 65_535]) assert.deepEqual(twins(port), [], String(port));
});

test('every twin names its source, and the other end knows it', () => {
  for (const port of twinPorts()) {
    for (const letter of 'tusd') {
      for (const twin of twinsOf(port, letter)) {
        assert.notEqual(twin.source, '', `${port}${letter}`);
        assert.equal(twin.command !== null, twin.relation === 'upgrade', `${port}${letter}`);
        if (twin.relation === 'upgrade') continue;
        const back = twinsOf(twin.port, letter).find((other) => other.port === port);
        assert.equal(back?.relation, twin.relation === 'tls' ? 'clear' : 'tls', `${port}${letter}`);
      }
    }
  }
});

test('TLS from the first byte comes before upgrades, the way back last', () => {
  const order = ['tls', 'upgrade', 'clear'];
  for (const port of twinPorts()) {
    const places = twinsOf(port, 't').map(({ relation }) => order.indexOf(relation));
    assert.deepEqual(places, places.toSorted(), String(port));
  }
});
