import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ftp } from '../../src/protocols/ftp.js';
import { talk } from './talk.js';

const GREETING = '220 ftp.example.org FTP server ready\r\n';

test('the features are the lines of the reply to FEAT', () => {
  const { said, findings } = talk(ftp, [
    GREETING,
    '211-Features:\r\n MDTM\r\n REST STREAM\r\n211 End\r\n',
    '221 Bye\r\n',
  ]);
  assert.deepEqual(said, ['FEAT', 'QUIT']);
  assert.deepEqual(findings.capabilities, ['MDTM', 'REST STREAM']);
  assert.equal(findings.startTls, 'unsupported');
});

test('features with a code before each are the same', () => {
  const { findings } = talk(ftp, [GREETING, '211-Features\r\n211-MDTM\r\n211 End\r\n', '221 Bye\r\n']);
  assert.deepEqual(findings.capabilities, ['MDTM']);
});

test('a server without FEAT, or that wants a login first, has no features', () => {
  for (const reply of ['502 what?\r\n', '530 Please login\r\n', '211 no-features\r\n']) {
    assert.deepEqual(talk(ftp, [GREETING, reply, '221 Bye\r\n']).findings.capabilities, []);
  }
});

test('a server that is not ready hears QUIT and nothing else', () => {
  const { said, findings } = talk(ftp, ['421 Too many users\r\n', '221 Bye\r\n']);
  assert.deepEqual(said, ['QUIT']);
  assert.equal(findings.ready, false);
});

test('the words behind the host name tell FTP from SMTP', () => {
  const confidence = (greeting: string) => ftp.recognize(greeting)?.confidence ?? 0;
  const sure = [
    '220 (vsFTPd 3.0.3)',
    '220 ProFTPD 1.3.5 Server',
    '220 Welcome to FTP',
    '220 FTP',
    '220 smtp.example.org FTP',
  ];
  for (const greeting of sure) assert.ok(confidence(`${greeting}\r\n`) >= 0.8, greeting);
  for (const greeting of ['220 host ready', '220 ftp.example.org', '421 busy', '220 FTP and SMTP', '220 ftp ESMTP']) {
    assert.ok(confidence(`${greeting}\r\n`) < 0.8, greeting);
  }
  for (const other of ['+OK\r\n', '200 ok\r\n', '220', '']) assert.equal(ftp.recognize(other), null);
});

test('only an FTP server confirms by its answer to FEAT or SYST', () => {
  const [feat, syst] = ftp.questions;
  assert.deepEqual([feat?.line, syst?.line], ['FEAT', 'SYST']);
  for (const yes of [
    '211-Features:\r\n211 End\r\n',
    '211 no-features\r\n',
    '530 Please login with USER and PASS.\r\n',
  ]) {
    assert.ok(feat?.confirms(yes), yes);
  }
  assert.ok(syst?.confirms('215 UNIX Type: L8\r\n'));
  for (const no of [
    '500 5.5.1 what?\r\n',
    '502 no\r\n',
    '530 5.7.0 Must issue a STARTTLS command first\r\n',
    '250 ok\r\n',
  ]) {
    assert.ok(!feat?.confirms(no) && !syst?.confirms(no), no);
  }
});
