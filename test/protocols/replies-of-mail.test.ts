import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ftp } from '../../src/protocols/ftp.js';
import { imap } from '../../src/protocols/imap.js';
import { pop3 } from '../../src/protocols/pop3.js';
import { smtp } from '../../src/protocols/smtp.js';
import type { Protocol } from '../../src/protocols/types.js';
import { bytesOf } from './talk.js';

/** What each inquiry of a protocol sends to a server that greeted like this. */
function asked({ inquiries }: Protocol, greeting: string): (string | null)[] {
  return inquiries.map((inquiry) => bytesOf(inquiry, { said: [{ request: 'greeting', text: greeting }] }));
}

test('a server that turned us away is asked nothing', () => {
  assert.deepEqual(asked(smtp, '554 no\r\n'), [null, null, null]);
  assert.deepEqual(asked(pop3, '-ERR busy\r\n'), [null]);
  assert.deepEqual(asked(imap, '* BYE busy\r\n'), [null]);
  assert.deepEqual(asked(ftp, '421 busy\r\n'), [null, null, null]);
});

test('a server that took us is asked what any client asks', () => {
  assert.deepEqual(asked(smtp, '220 mail.example.org ESMTP\r\n'), ['EHLO [127.0.0.1]\r\n', 'HELP\r\n', null]);
  assert.deepEqual(asked(pop3, '+OK\r\n'), ['CAPA\r\n']);
  assert.deepEqual(asked(imap, '* OK ready\r\n'), ['a0 ID NIL\r\n']);
  assert.deepEqual(asked(ftp, '220 ready\r\n'), ['SYST\r\n', 'FEAT\r\n', 'HELP\r\n']);
});

test('Sendmail is asked for the version that its greeting hides, once', () => {
  const greeting = { request: 'greeting', text: '220 mail.example.org ESMTP Sendmail; Sat, 21 Nov 2026\r\n' };
  const last = smtp.inquiries.at(-1)!;
  assert.equal(bytesOf(last, { said: [greeting] }), 'HELP\r\n');
  assert.equal(bytesOf(last, { said: [greeting, { request: 'smtp/help', text: '214 x\r\n' }] }), null);
});

test('ID is not asked for where the greeting lists capabilities without it', () => {
  assert.deepEqual(asked(imap, '* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n'), [null]);
  assert.deepEqual(asked(imap, '* OK [CAPABILITY IMAP4rev1 id] ready\r\n'), ['a0 ID NIL\r\n']);
});

test('an ID tells name, version, vendor and system, whatever is NIL or quoted', () => {
  const reply =
    '* ID ("name" "Cyrus \\"x\\"" "version" "3.6.1" "vendor" "Project Cyrus" "support-url" NIL "os" "Linux" "os-version" "6.1")\r\na0 OK done\r\n';
  const told = imap.recognizeReply!(reply, 'imap/id')!;
  assert.equal(told.subject, 'id: Cyrus \\"x\\" 3.6.1');
  assert.deepEqual([told.os, told.extra], ['Linux 6.1', { vendor: 'Project Cyrus' }]);
  assert.equal(imap.recognizeReply!('* ID NIL\r\na0 OK done\r\n', 'imap/id')?.os, undefined);
  assert.equal(imap.recognizeReply!('a0 BAD unknown\r\n', 'imap/id')?.subject, 'a0 BAD unknown\r\n');
});

test('an implementation that CAPA names comes first, where signatures look', () => {
  const reply = '+OK\r\nTOP\r\nIMPLEMENTATION Qpopper-version-4.0.5\r\n.\r\n';
  assert.match(pop3.recognizeReply!(reply, 'pop3/capa')!.subject!, /^implementation: Qpopper-version-4\.0\.5\n\+OK/);
  assert.equal(pop3.recognizeReply!('-ERR\r\n', 'pop3/capa')?.subject, '-ERR\r\n');
});

test('SYST tells the kind of system, and Windows is one', () => {
  assert.deepEqual(ftp.recognizeReply!('215 UNIX Type: L8\r\n', 'ftp/syst')?.extra, { system: 'UNIX Type: L8' });
  assert.equal(ftp.recognizeReply!('215 Windows_NT\r\n', 'ftp/syst')?.os, 'Windows');
  assert.equal(ftp.recognizeReply!('530 Please login\r\n', 'ftp/syst')?.extra, undefined);
});

test("replies to other protocols' requests are no replies of these", () => {
  for (const { recognizeReply } of [smtp, ftp]) assert.equal(recognizeReply!('500 what?\r\n', 'http/get'), null);
  assert.equal(pop3.recognizeReply!('-ERR what?\r\n', 'http/get'), null);
  assert.equal(imap.recognizeReply!('* BAD what?\r\n', 'http/get'), null);
});

test('EHLO tells the host, HELP does not', () => {
  const reply = '250-mail.example.org Hello\r\n250 HELP\r\n';
  assert.equal(smtp.recognizeReply!(reply, 'smtp/ehlo')?.hostname, 'mail.example.org');
  assert.equal(smtp.recognizeReply!('214 http://help.example.org\r\n', 'smtp/help')?.hostname, null);
});
