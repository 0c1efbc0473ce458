import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TlsTry, tryTlsVersions } from '../../src/mail/tls-versions.js';
import type { TlsVersion } from '../../src/mail/types.js';

const ORDER: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** A server that accepts some versions and chooses the newest that is offered, and the tries that it saw. */
function server(accepted: readonly TlsVersion[]): {
  attempt: (newest: TlsVersion) => Promise<TlsTry>;
  tries: string[];
} {
  const tries: string[] = [];
  return {
    tries,
    attempt: async (newest) => {
      tries.push(newest);
      const offered = ORDER.slice(0, ORDER.indexOf(newest) + 1);
      return offered.findLast((version) => accepted.includes(version)) ?? 'refused';
    },
  };
}

test('which versions a server accepts is told for every set of them, with as few tries as there are versions', async () => {
  for (let set = 0; set < 16; set += 1) {
    const accepted = ORDER.filter((_, bit) => (set >> bit) & 1);
    const { attempt, tries } = server(accepted);
    const agreed = accepted.at(-1) ?? 'refused';
    const found = await tryTlsVersions(agreed, attempt);
    for (const version of ORDER) assert.equal(found[version], accepted.includes(version), `${accepted} ${version}`);
    assert.ok(tries.length <= accepted.length, `${tries}`);
    assert.ok(!tries.includes('TLSv1.3'), 'the first handshake has offered it already');
  }
});

test('a server of the present is asked twice more', async () => {
  const { attempt, tries } = server(['TLSv1.2', 'TLSv1.3']);
  await tryTlsVersions('TLSv1.3', attempt);
  assert.deepEqual(tries, ['TLSv1.2', 'TLSv1.1']);
});

test('a try that came to no handshake leaves the versions that it asked for open', async () => {
  const found = await tryTlsVersions('TLSv1.3', async () => null);
  assert.deepEqual(found, { TLSv1: null, 'TLSv1.1': null, 'TLSv1.2': null, 'TLSv1.3': true });
});

test('a version that was not offered tells nothing, and ends the tries', async () => {
  for (const odd of ['TLSv1.3', 'SSLv3', '']) {
    const found = await tryTlsVersions('TLSv1.2', async () => odd);
    assert.deepEqual(found, { TLSv1: null, 'TLSv1.1': null, 'TLSv1.2': true, 'TLSv1.3': false });
  }
});
