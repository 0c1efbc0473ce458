import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zookeeper } from '../../src/protocols/zookeeper.js';

const REPORT =
  'Zookeeper version: 3.8.0-5a02a05, built on 2022-02-25 08:49 UTC\nLatency min/avg/max: 0/0.0/0\nMode: standalone\nNode count: 5\n';

test('the report goes on to the count of nodes, a refusal is one line', () => {
  assert.equal(zookeeper.frame(REPORT), REPORT.length);
  assert.equal(zookeeper.frame(REPORT.slice(0, -1)), 0);
  const refusal = 'srvr is not executed because it is not in the whitelist.\n';
  assert.equal(zookeeper.frame(refusal), refusal.length);
});

test('the report tells the mode', () => {
  const recognition = zookeeper.recognizeReply?.(REPORT, 'zookeeper/srvr');
  assert.equal(recognition?.text, 'Zookeeper version: 3.8.0-5a02a05, built on 2022-02-25 08:49 UTC');
  assert.deepEqual(recognition.extra, { mode: 'standalone' });
});

test('a program of another kind that tells its version is not taken for one', () => {
  for (const reply of ['Foo version: 1.0\n', 'version: 1\nMode: x\n', 'HTTP/1.1 200 OK\r\n', '']) {
    assert.equal(zookeeper.recognizeReply?.(reply, 'zookeeper/srvr'), null, reply);
  }
});
