import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SURE } from '../../src/defaults.js';
import { pop3 } from '../../src/protocols/pop3.js';
import { talk } from './talk.js';

const GREETING = '+OK POP3 server ready <1896.697170952@mail.example.org>\r\n';
const CAPA = '+OK\r\nTOP\r\nSTLS\r\nEXPIRE 60\r\n.\r\n';

test('an upgrade is asked for where it is offered, and the capabilities again behind it', () => {
  const { said, findings } = talk(pop3, [GREETING, CAPA, '+OK\r\n', '', '+OK\r\nUSER\r\n.\r\n', '+OK\r\n']);
  assert.deepEqual(said, ['CAPA', 'STLS', '<starttls>', 'CAPA', 'QUIT']);
  assert.deepEqual(findings.capabilities, ['TOP', 'STLS', 'EXPIRE 60']);
  assert.deepEqual(findings.secureCapabilities, ['USER']);
  assert.equal(findings.startTls, 'done');
});

test('a server without CAPA has no capabilities', () => {
  const { said, findings } = talk(pop3, [GREETING, '-ERR unknown\r\n', '+OK\r\n']);
  assert.deepEqual(said, ['CAPA', 'QUIT']);
  assert.deepEqual(findings.capabilities, []);
  assert.equal(findings.startTls, 'not-offered');
});

test('a refused upgrade ends politely', () => {
  const { said, findings } = talk(pop3, [GREETING, CAPA, '-ERR not now\r\n', '+OK\r\n']);
  assert.deepEqual(said, ['CAPA', 'STLS', 'QUIT']);
  assert.equal(findings.startTls, 'refused');
});

test('a server that is busy hears QUIT and nothing else', () => {
  const { said, findings } = talk(pop3, ['-ERR busy\r\n', '+OK\r\n']);
  assert.deepEqual(said, ['QUIT']);
  assert.equal(findings.ready, false);
});

test('the timestamp for APOP tells the host name', () => {
  assert.equal(pop3.recognize(GREETING)?.hostname, 'mail.example.org');
  assert.equal(pop3.recognize('+OK ready\r\n')?.hostname, null);
});

test('an error without a sign of POP3 may be of another protocol, such as Redis', () => {
  for (const own of ['-ERR [SYS/TEMP] busy\r\n', '-ERR POP3 server is shutting down\r\n']) {
    assert.equal(pop3.recognize(own)?.confidence, SURE, own);
  }
  for (const other of ['-ERR unknown command\r\n', '-ERR\r\n', '-ERR max number of clients reached\r\n']) {
    assert.ok(pop3.recognize(other)!.confidence < SURE, other);
  }
});

test('only a status at the start of the greeting is recognized', () => {
  assert.ok(pop3.recognize('-ERR busy\r\n'));
  for (const other of ['+OKAY\r\n', ' +OK\r\n', '* OK\r\n', '']) assert.equal(pop3.recognize(other), null);
});
