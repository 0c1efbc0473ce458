import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beanstalk } from '../../src/protocols/beanstalk.js';

function stats(...lines: readonly string[]): string {
  const content = `---\n${lines.map((line) => `${line}\n`).join('')}`;
  return `OK ${content.length}\r\n${content}\r\n`;
}

test('the figures tell version, host and, where it is named, the system', () => {
  const reply = stats('current-jobs-ready: 0', 'version: "1.12"', 'hostname: q1', 'os: #1 SMP Debian 6.1.76-1');
  const recognition = beanstalk.recognizeReply?.(reply, 'beanstalk/stats');
  assert.equal(recognition?.subject, 'server: beanstalkd 1.12\n');
  assert.deepEqual([recognition.hostname, recognition.os], ['q1', 'Debian']);
  assert.equal(beanstalk.frame(reply), reply.length);
  assert.equal(beanstalk.frame(reply.slice(0, -1)), 0);
});

test('an unknown command is answered in its own words', () => {
  assert.equal(beanstalk.recognizeReply?.('UNKNOWN_COMMAND\r\nUNKNOWN_COMMAND\r\n', 'http/get')?.confidence, 0.85);
});

test('figures of something else are not recognised', () => {
  for (const reply of [stats('version: 1'), 'OK 3\r\n', 'UNKNOWN\r\n', '---\ncurrent-jobs-ready: 0\n']) {
    assert.equal(beanstalk.recognizeReply?.(reply, 'beanstalk/stats'), null, reply);
  }
});
