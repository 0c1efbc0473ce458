import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ssh } from '../../src/protocols/ssh.js';
import { talk } from './talk.js';

test('the identification is all that is read, and nothing is said', () => {
  const { said, findings } = talk(ssh, ['SSH-2.0-OpenSSH_9.6\r\n']);
  assert.deepEqual(said, []);
  assert.equal(findings.ready, true);
  assert.equal(findings.startTls, 'unsupported');
});

test('lines before the identification belong to the greeting', () => {
  const greeting = 'Unauthorised use is prohibited\r\nSSH-2.0-x\r\n';
  assert.equal(talk(ssh, [greeting]).findings.greeting, greeting);
  assert.ok((ssh.recognize(greeting)?.confidence ?? 0) >= 0.8);
});

test('only an identification is recognized', () => {
  for (const own of ['SSH-2.0-x\r\n', 'SSH-1.99-x\r\n', 'SSH-1.5-x\n']) assert.ok(ssh.recognize(own), own);
  for (const other of ['SSH\r\n', '220 SSH-2.0-x\r\n', '']) assert.equal(ssh.recognize(other), null);
});
