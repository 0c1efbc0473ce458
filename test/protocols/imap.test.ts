import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imap } from '../../src/protocols/imap.js';
import { talk } from './talk.js';

const GREETING = '* OK [CAPABILITY IMAP4rev1] mail.example.org ready\r\n';
const CAPABILITY = '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na1 OK done\r\n';
const BYE = '* BYE\r\na4 OK\r\n';

test('an upgrade is asked for where it is offered, and the capabilities again behind it', () => {
  const secure = '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na3 OK done\r\n';
  const { said, findings } = talk(imap, [GREETING, CAPABILITY, 'a2 OK begin\r\n', '', secure, BYE]);
  assert.deepEqual(said, ['a1 CAPABILITY', 'a2 STARTTLS', '<starttls>', 'a3 CAPABILITY', 'a4 LOGOUT']);
  assert.deepEqual(findings.capabilities, ['IMAP4rev1', 'STARTTLS', 'LOGINDISABLED']);
  assert.deepEqual(findings.secureCapabilities, ['IMAP4rev1', 'AUTH=PLAIN']);
  assert.equal(findings.startTls, 'done');
});

test('a refused upgrade ends politely', () => {
  const { said, findings } = talk(imap, [GREETING, CAPABILITY, 'a2 BAD no\r\n', BYE]);
  assert.equal(findings.startTls, 'refused');
  assert.equal(said.at(-1), 'a4 LOGOUT');
});

test('a session that begins authenticated is not upgraded', () => {
  const { said, findings } = talk(imap, ['* PREAUTH hello\r\n', CAPABILITY, BYE]);
  assert.deepEqual(said, ['a1 CAPABILITY', 'a4 LOGOUT']);
  assert.equal(findings.ready, true);
  assert.equal(findings.startTls, 'not-tried');
});

test('a server that says BYE hears LOGOUT and nothing else', () => {
  const { said, findings } = talk(imap, ['* BYE too many\r\n', BYE]);
  assert.deepEqual(said, ['a4 LOGOUT']);
  assert.equal(findings.ready, false);
});

test('a refused CAPABILITY leaves none', () => {
  assert.deepEqual(talk(imap, [GREETING, 'a1 BAD what\r\n', BYE]).findings.capabilities, []);
});

test('the host name is the first word behind the response code', () => {
  assert.equal(imap.recognize(GREETING)?.hostname, 'mail.example.org');
  assert.equal(imap.recognize('* OK Dovecot ready.\r\n')?.hostname, null);
});

test('only an untagged status is recognized', () => {
  for (const own of ['* OK\r\n', '* PREAUTH x\r\n', '* BYE x\r\n']) assert.ok(imap.recognize(own), own);
  for (const other of ['* OKAY\r\n', '* 1 EXISTS\r\n', '+OK\r\n', '']) assert.equal(imap.recognize(other), null);
});
