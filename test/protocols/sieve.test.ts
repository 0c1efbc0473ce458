import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sieve, sieveResponse, sieveStatus } from '../../src/protocols/sieve.js';
import { talk } from './talk.js';

const GREETING =
  '"IMPLEMENTATION" "Dovecot (Debian) Pigeonhole"\r\n"SIEVE" "fileinto reject"\r\n"SASL" "PLAIN"\r\n"STARTTLS"\r\nOK "Dovecot ready."\r\n';

test('the greeting holds the capabilities, and behind an upgrade they come unasked', () => {
  const secure = '"IMPLEMENTATION" "x"\r\n"SASL" "PLAIN"\r\nOK\r\n';
  const { said, findings } = talk(sieve, [GREETING, 'OK "go"\r\n', '', secure, 'OK\r\n']);
  assert.deepEqual(said, ['STARTTLS', '<starttls>', 'LOGOUT']);
  assert.deepEqual(findings.capabilities.slice(1), ['SIEVE fileinto reject', 'SASL PLAIN', 'STARTTLS']);
  assert.deepEqual(findings.secureCapabilities, ['IMPLEMENTATION x', 'SASL PLAIN']);
});

test('a refused upgrade ends politely', () => {
  const { said, findings } = talk(sieve, [GREETING, 'NO "not now"\r\n', 'OK\r\n']);
  assert.deepEqual([said, findings.startTls], [['STARTTLS', 'LOGOUT'], 'refused']);
});

test('a server that says BYE hears LOGOUT and nothing else', () => {
  const { said, findings } = talk(sieve, ['BYE "too many connections"\r\n', 'OK\r\n']);
  assert.deepEqual([said, findings.ready], [['LOGOUT'], false]);
});

test('a response ends with OK, NO or BYE, and a literal is no end', () => {
  assert.equal(sieveResponse(GREETING), GREETING.length);
  assert.equal(sieveResponse('"IMPLEMENTATION" "x"\r\n'), 0);
  const literal = '"NOTE" {8}\r\nOK "no"\n\r\nOK\r\n';
  assert.equal(sieveResponse(literal), literal.length);
  assert.equal(sieveResponse('"NOTE" {999999999}\r\nOK\r\n'), 0);
});

test('the line that ends a response may have a literal, whose text is no answer', () => {
  for (const line of ['OK {2}\r\nNO\r\n', 'NO (TRYLATER) {9}\r\nOK\r\nno\r\n"\r\n', 'BYE {0}\r\n\r\n']) {
    for (const before of ['', '"SASL" {3}\r\nOK\n\r\n', '{4}\r\nSASL ""\r\n']) {
      assert.equal(sieveResponse(`${before + line}OK\r\n`), before.length + line.length, before + line);
      assert.equal(sieveStatus(before + line), line);
    }
  }
  const { findings } = talk(sieve, [GREETING, 'NO {2}\r\nOK\r\n', 'OK\r\n']);
  assert.equal(findings.startTls, 'refused');
});

test('signatures read the implementation', () => {
  assert.equal(sieve.recognize(GREETING)?.subject, 'implementation: Dovecot (Debian) Pigeonhole');
  assert.equal(sieve.recognize('"SASL" "PLAIN"\r\nOK\r\n')?.subject, undefined);
});

test('quoted text of other kinds is not recognized', () => {
  for (const other of ['"hello"\r\n', 'OK\r\n', '* OK ready\r\n', '']) assert.equal(sieve.recognize(other), null);
});

test('a server that says nothing unasked inside TLS is asked what it can do', () => {
  const greeting = '"IMPLEMENTATION" "Cyrus timsieved v2.3.8"\r\n"STARTTLS"\r\nOK\r\n';
  const inside = '"SASL" "PLAIN"\r\nOK\r\n';
  const silence = { text: '', end: 'timeout' } as const;
  const { said, findings } = talk(sieve, [greeting, 'OK "go"\r\n', '', silence, inside]);
  assert.deepEqual(said, ['STARTTLS', '<starttls>', 'CAPABILITY', 'LOGOUT']);
  assert.deepEqual(findings.secureCapabilities, ['SASL PLAIN']);
});
