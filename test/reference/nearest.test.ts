import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { nearest } from '../../src/reference/index.js';

const SLIPS = {
  htpt: 'http',
  smpt: 'smtp',
  imapp: 'imap',
  telent: 'telnet',
  postgers: 'postgres',
  shh: 'ssh',
  domian: 'domain',
  mongdb: 'mongodb',
  SMPT: 'smtp',
  kerb: 'kerberos',
};
for (const [slip, meant] of Object.entries(SLIPS)) {
  test(`${slip} is taken for ${meant}`, () => assert.equal(nearest(slip, 3)[0], meant));
}

test('garbage is near to nothing', () => {
  for (const text of ['zzqqxx', 'asdfghjkl', 'foobarbaz', '', '!!!!!!']) assert.deepEqual(nearest(text, 5), []);
});

test('no more than the limit are offered, each once, always the same', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.integer({ min: 0, max: 8 }), (text, limit) => {
      const names = nearest(text, limit);
      assert.ok(names.length <= limit);
      assert.equal(new Set(names).size, names.length);
      assert.deepEqual(nearest(text, limit), names);
    }),
    { numRuns: 30 },
  );
});

test('only the wanted kind is offered', () => {
  assert.ok(!nearest('icpm', 5, 'port').includes('icmp'));
  assert.equal(nearest('icpm', 5, 'protocol')[0], 'icmp');
});
