import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nntp, nntpReply } from '../../src/protocols/nntp.js';
import { talk } from './talk.js';

const GREETING = '201 news.example.org InterNetNews NNRP server INN 2.7.1 ready (no posting)\r\n';
const CAPABILITIES = '101 Capability list:\r\nVERSION 2\r\nIMPLEMENTATION INN 2.7.1\r\nSTARTTLS\r\n.\r\n';

test('an upgrade is asked for where it is offered, and the capabilities again behind it', () => {
  const { said, findings } = talk(nntp, [
    GREETING,
    CAPABILITIES,
    '382 go\r\n',
    '',
    '101 x\r\nREADER\r\n.\r\n',
    '205\r\n',
  ]);
  assert.deepEqual(said, ['CAPABILITIES', 'STARTTLS', '<starttls>', 'CAPABILITIES', 'QUIT']);
  assert.deepEqual(findings.capabilities, ['VERSION 2', 'IMPLEMENTATION INN 2.7.1', 'STARTTLS']);
  assert.deepEqual(findings.secureCapabilities, ['READER']);
});

test('a server older than RFC 3977 has no capabilities', () => {
  const { said, findings } = talk(nntp, [GREETING, '500 What?\r\n', '205\r\n']);
  assert.deepEqual([said, findings.capabilities], [['CAPABILITIES', 'QUIT'], []]);
});

test('a server that turns us away hears QUIT and nothing else', () => {
  assert.deepEqual(talk(nntp, ['502 You have no permission to talk.  Goodbye.\r\n']).said, ['QUIT']);
});

test('words of news make a greeting sure; without them DATE is asked', () => {
  assert.ok(nntp.recognize(GREETING)!.confidence >= 0.8);
  assert.ok(nntp.recognize('200 hello there\r\n')!.confidence < 0.8);
  assert.ok(nntp.recognize('503 Leafnode must have a unique fully-qualified domain name.\r\n')!.confidence >= 0.8);
  assert.equal(nntp.recognize('503 Service unavailable\r\n'), null);
  assert.ok(nntp.questions[0]!.confirms('111 20261121172852\r\n'));
  assert.ok(!nntp.questions[0]!.confirms('500 what?\r\n'));
  for (const other of ['220 news.example.org ESMTP\r\n', '400 busy\r\n', '2000 x\r\n', '']) {
    assert.equal(nntp.recognize(other), null, other);
  }
});

test('a list ends with a dot on a line of its own', () => {
  assert.equal(nntpReply(CAPABILITIES), CAPABILITIES.length);
  assert.equal(nntpReply(CAPABILITIES.slice(0, -3)), 0);
  assert.equal(nntpReply('500 What?\r\nmore'), 11);
});

test('nobody is asked for capabilities who has turned us away', () => {
  const [inquiry] = nntp.inquiries;
  const context = { host: 'h', port: 119, secure: false, clientName: 'c' };
  const ask = inquiry!.bytes as (context: object) => string | null;
  assert.equal(ask({ ...context, said: [{ request: 'greeting', text: '400 busy\r\n' }] }), null);
  assert.equal(ask({ ...context, said: [{ request: 'greeting', text: GREETING }] }), 'CAPABILITIES\r\n');
});
