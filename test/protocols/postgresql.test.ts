import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postgresql } from '../../src/protocols/postgresql.js';

const MESSAGE = 'no PostgreSQL user name specified in startup packet';
/** What PostgreSQL 15 of Debian 12 says to a start without a user. */
const ERROR = `E\0\0\0ySFATAL\0VFATAL\0C28000\0M${MESSAGE}\0Fpostmaster.c\0L2351\0RProcessStartupPacket\0\0`;

function error(...fields: readonly string[]): string {
  const content = `${fields.map((field) => `${field}\0`).join('')}\0`;
  return `E\0\0\0${String.fromCharCode(content.length + 4)}${content}`;
}

test('the requests are the ones of the documentation', () => {
  assert.deepEqual(
    postgresql.openings.map(({ bytes }) => bytes),
    ['\0\0\0\x08\x04\xd2\x16\x2f'],
  );
  assert.deepEqual(
    postgresql.inquiries.map(({ bytes }) => bytes),
    ['\0\0\0\x09\0\x03\0\0\0'],
  );
});

test('one letter answers whether TLS is offered, and only that question', () => {
  assert.equal(postgresql.recognizeReply?.('S', 'postgresql/tls')?.extra?.['tls'], 'offered');
  assert.equal(postgresql.recognizeReply?.('N', 'postgresql/tls')?.extra?.['tls'], 'not offered');
  assert.equal(postgresql.openings[0]?.frame('N'), 1);
  assert.equal(postgresql.recognizeReply?.('N', 'http/get'), null);
  assert.equal(postgresql.recognizeReply?.('No', 'postgresql/tls'), null);
});

test('a word that begins with such a letter is no answer, and is not cut to one', () => {
  for (const word of ['Syntax error\r\n', 'No\r\n', 'SSH-2.0-x\r\n', 'S\r\n']) {
    assert.equal(postgresql.openings[0]?.frame(word), 0, word);
    assert.equal(postgresql.recognizeReply?.(word, 'postgresql/tls'), null, word);
  }
});

test('an error tells source file, routine and message, and so from which release on it is', () => {
  const recognition = postgresql.recognizeReply?.(ERROR, 'postgresql/start');
  assert.equal(recognition?.subject, `error: 28000 postmaster.c ProcessStartupPacket ${MESSAGE}\n`);
  assert.equal(recognition.extra?.['release'], '9.6 to 16');
  assert.equal(postgresql.frame(ERROR), ERROR.length);
  const release = (...fields: readonly string[]) =>
    postgresql.recognizeReply?.(error('SFATAL', 'C28000', 'Mx', ...fields), 'http/get')?.extra?.['release'];
  assert.equal(release('VFATAL', 'Fbackend_startup.c', 'RProcessStartupPacket'), '17 or later');
  assert.equal(release('Fpostmaster.c', 'RProcessStartupPacket'), 'before 9.6');
  assert.equal(release('Fproc.c', 'RInitProcess'), undefined);
});

test('an error without a source has hyphens in its place, as those of PgBouncer', () => {
  const reply = error('SFATAL', 'C08P01', 'Mno username supplied');
  assert.equal(
    postgresql.recognizeReply?.(reply, 'postgresql/start')?.subject,
    'error: 08P01 - - no username supplied\n',
  );
});

test('an error needs severity, code and message within its length', () => {
  for (const other of [
    '',
    'E',
    'ERROR\r\n',
    error('SFATAL', 'Mx'),
    error('C08P01', 'Mx'),
    'E\0\0\0\x04',
    'E\xff\0\0\0SFATAL\0',
  ]) {
    assert.equal(postgresql.recognizeReply?.(other, 'http/get'), null, JSON.stringify(other));
  }
});

test('blanks and control characters of a field do not make it two', () => {
  const reply = error('SFATAL', 'C08P01', 'Mbad\nline', 'Fa b.c');
  assert.equal(postgresql.recognizeReply?.(reply, 'http/get')?.subject, 'error: 08P01 a_b.c - bad.line\n');
});
