import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  popBody,
  popLines,
  replyLines,
  singleLine,
  sshIdentification,
  taggedReply,
  trimBlanks,
} from '../../src/protocols/framing.js';

test('a single line ends with its line feed', () => {
  assert.equal(singleLine('ab\r\ncd\r\n'), 4);
  assert.equal(singleLine('ab\ncd'), 3);
  assert.equal(singleLine('ab'), 0);
});

test('the multi-line reply of RFC 5321 section 4.2.1 is one reply', () => {
  const reply = '250-First line\r\n250-Second line\r\n250-234 Text beginning with numbers\r\n250 The last line\r\n';
  assert.equal(replyLines(`${reply}221 Bye\r\n`), reply.length);
  for (let cut = 0; cut < reply.length; cut += 1) assert.equal(replyLines(reply.slice(0, cut)), 0);
});

test('the multi-line reply of RFC 959 section 4.2 may hold any text between its ends', () => {
  const reply = '123-First line\r\nSecond line\r\n  234 A line beginning with numbers\r\n123 The last line\r\n';
  assert.equal(replyLines(reply), reply.length);
  const other = '211-Features:\r\n 211 indented\r\n2110 longer\r\n212 other code\r\n211 End\r\n';
  assert.equal(replyLines(other), other.length);
});

test('a reply with bare line feeds or a bare code at its end is taken', () => {
  assert.equal(replyLines('220-a\n220 b\n'), 12);
  assert.equal(replyLines('250-a\r\n250\r\n'), 12);
  assert.equal(replyLines('220\r\n'), 5);
});

test('a first line without a code is a reply by itself', () => {
  assert.equal(replyLines('SSH-2.0-x\r\n220 y\r\n'), 11);
  assert.equal(replyLines('22-x\r\n'), 6);
  assert.equal(replyLines('\r\n'), 2);
});

test('the CAPA reply of RFC 2449 section 5 goes on to the single dot', () => {
  const reply = '+OK Capability list follows\r\nTOP\r\nUSER\r\n..x\r\n.\r\n';
  assert.equal(popLines(`${reply}+OK\r\n`), reply.length);
  for (let cut = 0; cut < reply.length; cut += 1) assert.equal(popLines(reply.slice(0, cut)), 0);
  assert.deepEqual(popBody(reply), ['TOP', 'USER', '.x']);
});

test('an error in POP3 is one line', () => {
  assert.equal(popLines('-ERR no\r\n.\r\n'), 9);
});

test('an empty POP3 list and one with bare line feeds end at the dot', () => {
  assert.equal(popLines('+OK\r\n.\r\n'), 8);
  assert.equal(popLines('+OK\na\n.\n'), 8);
  assert.deepEqual(popBody('+OK\r\n.\r\n'), []);
});

test('an IMAP reply ends with the line that carries its tag', () => {
  const reply = '* CAPABILITY IMAP4rev2 STARTTLS\r\na1 OK done\r\n';
  assert.equal(taggedReply('a1')(`${reply}* 1 EXISTS\r\n`), reply.length);
  assert.equal(taggedReply('a2')(reply), 0);
  assert.equal(taggedReply('a1')('a10 OK\r\n'), 0);
});

test('a tag inside an IMAP literal ends nothing', () => {
  const reply = '* X {8}\r\na1 OK\r\n\r\n rest)\r\na1 NO\r\n';
  assert.equal(taggedReply('a1')('* X {8}\r\na1 OK\r\n\r\n'), 0);
  assert.equal(taggedReply('a1')(reply), reply.length);
});

test('an IMAP literal longer than what is there needs more', () => {
  assert.equal(taggedReply('a1')('* X {99999999999}\r\na1 OK\r\n'), 0);
  assert.equal(taggedReply('a1')('* X 1}\r\na1 OK\r\n'), 15);
});

test('an SSH identification may have lines before it', () => {
  assert.equal(sshIdentification('SSH-2.0-x\r\n\0\0'), 11);
  assert.equal(sshIdentification('hello\r\nSSH-2.0-x\n'), 17);
  assert.equal(sshIdentification('hello SSH-2.0-x\r\n'), 0);
});

test('blanks around a line are taken off, and no byte of a letter in UTF-8', () => {
  assert.equal(trimBlanks(' \tSIZE 10 \r'), 'SIZE 10');
  assert.equal(trimBlanks(' voil\xc3\xa0 '), 'voil\xc3\xa0');
  assert.equal(trimBlanks(' \t '), '');
});
