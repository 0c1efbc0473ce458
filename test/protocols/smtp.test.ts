import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smtp } from '../../src/protocols/smtp.js';
import { talk } from './talk.js';

const GREETING = '220 mail.example.org ESMTP\r\n';
const EHLO = '250-mail.example.org\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250 STARTTLS\r\n';
const SECURE = '250-mail.example.org\r\n250 AUTH PLAIN\r\n';
const BYE = '221 Bye\r\n';

test('an upgrade is asked for where it is offered, and the capabilities again behind it', () => {
  const { said, findings } = talk(smtp, [GREETING, EHLO, '220 Go ahead\r\n', '', SECURE, BYE]);
  const ehlo = 'EHLO client.example';
  assert.deepEqual(said, [ehlo, 'STARTTLS', '<starttls>', ehlo, 'QUIT']);
  assert.deepEqual(findings, {
    greeting: GREETING,
    ready: true,
    capabilities: ['PIPELINING', 'SIZE 10240000', 'STARTTLS'],
    secureCapabilities: ['AUTH PLAIN'],
    startTls: 'done',
  });
});

test('an upgrade that is not offered, not wanted or needless is not tried', () => {
  assert.equal(talk(smtp, [GREETING, SECURE, BYE]).findings.startTls, 'not-offered');
  for (const options of [{ startTls: false }, { secure: true }]) {
    const { said, findings } = talk(smtp, [GREETING, EHLO, BYE], options);
    assert.deepEqual(said, ['EHLO client.example', 'QUIT']);
    assert.equal(findings.startTls, 'not-tried');
  }
});

test('a refused upgrade ends politely', () => {
  const { said, findings } = talk(smtp, [GREETING, EHLO, '454 TLS not available\r\n', BYE]);
  assert.equal(findings.startTls, 'refused');
  assert.equal(said.at(-1), 'QUIT');
});

test('behind a failed handshake nothing more is said', () => {
  const { said, findings } = talk(smtp, [GREETING, EHLO, '220 Go ahead\r\n', { text: '', end: 'failed' }]);
  assert.equal(findings.startTls, 'failed');
  assert.equal(findings.secureCapabilities, null);
  assert.equal(said.at(-1), '<starttls>');
});

test('an upgrade whose capabilities never came is still done', () => {
  const { findings } = talk(smtp, [GREETING, EHLO, '220 Go ahead\r\n', '']);
  assert.equal(findings.startTls, 'done');
  assert.deepEqual(findings.secureCapabilities, []);
});

test('a server without EHLO is greeted with HELO', () => {
  const { said, findings } = talk(smtp, [GREETING, '502 Unknown\r\n', '250 Hello\r\n', BYE]);
  assert.deepEqual(said, ['EHLO client.example', 'HELO client.example', 'QUIT']);
  assert.deepEqual(findings.capabilities, []);
});

test('a server that does not want us hears QUIT and nothing else', () => {
  for (const greeting of ['554 No service here\r\n', '421 Too busy\r\n']) {
    const { said, findings } = talk(smtp, [greeting, BYE]);
    assert.deepEqual(said, ['QUIT']);
    assert.equal(findings.ready, false);
  }
});

test('the words behind the host name tell SMTP from FTP', () => {
  const confidence = (greeting: string) => smtp.recognize(greeting)?.confidence ?? 0;
  for (const sure of ['220 x ESMTP Postfix\r\n', '220 ftp.example.org ESMTP\r\n', '220 smtp ESMTP\r\n', '554 no\r\n']) {
    assert.ok(confidence(sure) >= 0.8, sure);
  }
  for (const unsure of ['220 host ready\r\n', '220 smtp.example.org\r\n', '421 busy\r\n', '220 ESMTP and FTP\r\n']) {
    assert.ok(confidence(unsure) > 0 && confidence(unsure) < 0.8, unsure);
  }
  for (const other of ['+OK\r\n', '250 ok\r\n', '220 x LMTP Cyrus\r\n', '', '220'])
    assert.equal(smtp.recognize(other), null);
});

test('the host name is the first word, where it looks like one', () => {
  assert.equal(smtp.recognize('220-mail.example.org ESMTP\r\n')?.hostname, 'mail.example.org');
  assert.equal(smtp.recognize('220 [192.0.2.1] ESMTP\r\n')?.hostname, null);
  assert.equal(smtp.recognize('220 192.0.2.1 ESMTP\r\n')?.hostname, null);
  assert.equal(smtp.recognize('220 Welcome ESMTP\r\n')?.hostname, null);
});

test('only an SMTP server confirms by its answer to NOOP', () => {
  const { line, confirms } = smtp.questions[0]!;
  assert.equal(line, 'NOOP');
  for (const yes of ['250 2.0.0 Ok\r\n', '503 Say EHLO first\r\n', '530 Must issue a STARTTLS command first\r\n']) {
    assert.ok(confirms(yes), yes);
  }
  for (const no of ['200 NOOP ok\r\n', '530 Please login with USER and PASS.\r\n', '500 what?\r\n', '+OK\r\n']) {
    assert.ok(!confirms(no), no);
  }
});
