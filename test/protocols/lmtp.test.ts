import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lmtp } from '../../src/protocols/lmtp.js';
import { smtp } from '../../src/protocols/smtp.js';
import { talk } from './talk.js';

const GREETING = '220 mail.example.org LMTP ready\r\n';
const DOVECOT = '220 mail.example.org Dovecot (Debian) ready.\r\n';
const LHLO = '250-mail.example.org\r\n250-8BITMIME\r\n250-STARTTLS\r\n250 PIPELINING\r\n';

test('an upgrade is asked for where it is offered, and the capabilities again behind it', () => {
  const { said, findings } = talk(lmtp, [GREETING, LHLO, '220 go ahead\r\n', '', LHLO, '221 bye\r\n']);
  assert.deepEqual(said, ['LHLO client.example', 'STARTTLS', '<starttls>', 'LHLO client.example', 'QUIT']);
  assert.deepEqual(findings.capabilities, ['8BITMIME', 'STARTTLS', 'PIPELINING']);
  assert.equal(findings.startTls, 'done');
});

test('a server that turns us away hears QUIT and nothing else', () => {
  assert.deepEqual(talk(lmtp, ['421 LMTP busy\r\n', '221 bye\r\n']).said, ['QUIT']);
});

test('a server that knows no LHLO has no capabilities', () => {
  const { said, findings } = talk(lmtp, [GREETING, '500 what?\r\n', '221 bye\r\n']);
  assert.deepEqual([said.at(-1), findings.capabilities], ['QUIT', []]);
});

test('a greeting that names LMTP is no greeting of SMTP', () => {
  assert.ok((lmtp.recognize(GREETING)?.confidence ?? 0) >= 0.8);
  assert.equal(smtp.recognize(GREETING), null);
});

test("Dovecot's greeting is asked about LHLO first, which only a server of LMTP accepts", () => {
  assert.ok(lmtp.recognize(DOVECOT)!.confidence > smtp.recognize(DOVECOT)!.confidence);
  assert.ok(lmtp.recognize(DOVECOT)!.confidence < 0.8);
  const [question] = lmtp.questions;
  assert.ok(question!.confirms('250-mail.example.org\r\n250 PIPELINING\r\n'));
  assert.ok(!question!.confirms('500 5.5.1 Unknown command\r\n'));
});

test('other greetings are of other protocols', () => {
  for (const other of ['220 mail.example.org ESMTP Postfix\r\n', '+OK\r\n', ''])
    assert.equal(lmtp.recognize(other), null);
});
