import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asUint32, fromHex } from '../../src/protocols/bytes.js';
import { nfs } from '../../src/protocols/nfs.js';
import { call, parseReply, rpcRecord } from '../../src/protocols/onc-rpc.js';
import { sunrpc } from '../../src/protocols/sunrpc.js';

function record(body: string): string {
  return asUint32(0x80000000 + body.length) + body;
}

/** An accepted call, with how it went and what follows. */
function accepted(status: number, ...rest: number[]): string {
  return record(fromHex('706f7274 00000001 00000000 00000000 00000000') + [status, ...rest].map(asUint32).join(''));
}

test('a call is one record, without credentials', () => {
  assert.equal(call(100_000, 2, 0), record(fromHex(`706f7274 00000000 00000002 000186a0 00000002 ${'00'.repeat(20)}`)));
});

test('a reply is a success, a mismatch of versions, or a failure', () => {
  assert.deepEqual(parseReply(accepted(0, 7)), { status: 'success', body: asUint32(7) });
  assert.deepEqual(parseReply(accepted(2, 3, 4)), { status: 'mismatch', lowest: 3, highest: 4 });
  assert.deepEqual(parseReply(accepted(1)), { status: 'unavailable' });
  assert.deepEqual(parseReply(accepted(5)), { status: 'failed' });
  assert.deepEqual(parseReply(record(fromHex('706f7274 00000001 00000001 00000001 00000001'))), { status: 'denied' });
});

test('a call, a reply to another call and a cut reply are none', () => {
  assert.equal(parseReply(call(100_000, 2, 0)), null);
  assert.equal(parseReply(accepted(0).replace('port', 'proz')), null);
  const whole = accepted(2, 3, 4);
  for (let cut = 0; cut < whole.length; cut += 1) assert.equal(parseReply(whole.slice(0, cut)), null);
  assert.equal(rpcRecord('GET / HTTP/1.0'), 0);
});

test('a port mapper lists its programs, each once', () => {
  const entry = (...numbers: number[]) => [1, ...numbers];
  const list = accepted(
    0,
    ...entry(100_000, 4, 6, 111),
    ...entry(100_000, 2, 17, 111),
    ...entry(100_003, 3, 6, 2049),
    ...entry(100_003, 4, 6, 2049),
    ...entry(390_113, 1, 6, 7937),
    0,
  );
  const recognition = sunrpc.recognizeReply?.(list, 'sunrpc/dump');
  assert.deepEqual(recognition?.extra, { programs: 'portmapper 2 4 (111), nfs 3 4 (2049), 390113 1 (7937)' });
  assert.deepEqual(sunrpc.recognizeReply?.(accepted(0), 'sunrpc/null')?.extra, {});
  assert.equal(sunrpc.recognizeReply?.(accepted(0), 'nfs/null'), null);
});

test('a list that does not end is cut where its bytes end', () => {
  const list = accepted(0, 1, 100_003, 3, 6, 2049, 1, 100_005);
  assert.deepEqual(sunrpc.recognizeReply?.(list, 'sunrpc/dump')?.extra, { programs: 'nfs 3 (2049)' });
});

test('NFS tells its versions when it is asked for one that there is not', () => {
  assert.deepEqual(nfs.recognizeReply?.(accepted(2, 3, 4), 'nfs/null')?.extra, { protocolVersions: '3-4' });
  assert.ok(nfs.recognizeReply?.(accepted(0), 'nfs/null'));
  assert.equal(nfs.recognizeReply?.(accepted(1), 'nfs/null'), null);
});
