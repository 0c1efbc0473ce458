import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { survive } from '../helpers/hostile.js';
import { hintOf } from '../helpers/probe-options.js';
import { serve } from '../helpers/server.js';

/** A server that answers the first message of a TLS client with these bytes. */
async function met(t: TestContext, answer: Uint8Array, then: 'stay' | 'end' | 'reset' = 'stay') {
  const endpoint = await serve(t, (socket) =>
    socket.once('data', () => {
      socket.write(answer);
      if (then === 'end') socket.end();
      if (then === 'reset') socket.resetAndDestroy();
    }),
  );
  return survive(t, endpoint, { hint: hintOf('smtp', true) });
}

const record = (type: number, ...body: number[]) =>
  Buffer.from([type, 3, 3, body.length >> 8, body.length & 255, ...body]);

const ANSWERS: readonly (readonly [what: string, answer: Uint8Array])[] = [
  ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['zeros', Buffer.alloc(4096)],
  ['an alert: handshake failure', record(21, 2, 40)],
  ['an alert: unrecognised name', record(21, 1, 112)],
  ['an alert: close notify', record(21, 1, 0)],
  ['an alert that is too long', record(21, 2, 40, 40, 40)],
  ['a record of a length that is not allowed', Buffer.from([22, 3, 3, 0xff, 0xff, 2, 0xff, 0xff, 0xff])],
  ['half a record', Buffer.from([22, 3, 3, 0x40, 0, 2, 0, 0])],
  ['a handshake message of 16 megabytes', record(22, 11, 0xff, 0xff, 0xff, ...Array.from({ length: 1000 }, () => 0))],
  ['application data before the handshake', record(23, ...Array.from({ length: 100 }, (_, place) => place))],
  ['a hello of the client, back', record(22, 1, 0, 0, 2, 3, 3)],
];

for (const [what, answer] of ANSWERS) {
  test(`${what} instead of a TLS handshake is a result`, async (t) => {
    const { scanned, probed } = await met(t, answer);
    for (const inspection of [scanned, probed.inspection]) {
      // In clear it answers the same to whatever it is asked, and may be met by that.
      assert.equal(inspection?.greeting.text, '');
      assert.equal(inspection?.tls, null);
      // Only who speaks TLS sends an alert.
      if (!what.startsWith('an alert')) assert.equal(inspection?.secure, false);
    }
    assert.equal(probed.transcript[0]?.from, 'tls');
    assert.notEqual(probed.transcript[0]?.text, '');
  });
}

test('a handshake that is broken off by an end or a reset is a result', async (t) => {
  for (const then of ['end', 'reset'] as const) {
    const { scanned } = await met(t, Buffer.from([22, 3, 3, 0x40, 0, 2, 0, 0]), then);
    assert.deepEqual([scanned.greeting.text, scanned.secure, scanned.tls], ['', false, null]);
  }
});
