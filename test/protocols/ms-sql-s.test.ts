import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '../../src/protocols/bytes.js';
import { msSqlServer } from '../../src/protocols/ms-sql-s.js';

/** Version 15.0.2000.5, encryption possible but off. */
const REPLY = fromHex('04 01 0020 0000 01 00  00 0010 0006  01 0016 0001  02 0017 0001 ff  0f 00 07d0 0005 00 00');

test('the request is as the specification lays it out', () => {
  const { bytes } = msSqlServer.openings[0]!;
  assert.equal(
    bytes,
    fromHex(
      '12 01 002f 0000 00 00  00 001a 0006  01 0020 0001  02 0021 0001  03 0022 0004  04 0026 0001 ff  000000000000 02 00 00000000 00',
    ),
  );
});

test('the version and the state of encryption are read where the reply says', () => {
  const recognition = msSqlServer.recognizeReply?.(REPLY, 'ms-sql-s/prelogin');
  assert.equal(recognition?.subject, 'version: 15.0.2000\n');
  assert.deepEqual(recognition.extra, { encryption: 'off' });
  assert.equal(msSqlServer.frame(REPLY), REPLY.length);
});

test('a reply of another kind, cut short or without a version is not recognised', () => {
  for (const other of ['', REPLY.slice(0, -1), REPLY.replace('\x04', '\x12'), fromHex('04 01 000a 0000 01 00 ff 00')]) {
    assert.equal(msSqlServer.recognizeReply?.(other, 'ms-sql-s/prelogin'), null);
  }
});
