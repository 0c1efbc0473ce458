import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mysql } from '../../src/protocols/mysql.js';

/** What MariaDB of Debian 12 says. */
const MARIADB =
  'd\0\0\0\n5.5.5-10.11.19-MariaDB-0+deb12u1\0\x03\0\0\0I`&:2-(!\0\xfe\xf7\x08\x02\0\xff\x81\x15\0\0\0\0\0\0\x1d\0\0\0jv38]NN~ONz;\0mysql_native_password\0';

function packet(content: string): string {
  return `${String.fromCharCode(content.length)}\0\0\0${content}`;
}

test('the handshake tells version, authentication and whether TLS is offered', () => {
  const recognition = mysql.recognize(MARIADB);
  assert.equal(recognition?.subject, 'server: 5.5.5-10.11.19-MariaDB-0+deb12u1\n');
  assert.deepEqual(recognition.extra, {
    protocolVersion: '10',
    tls: 'not offered',
    authentication: 'mysql_native_password',
  });
  const secure = MARIADB.replace('\0\xfe\xf7', '\0\xfe\xff');
  assert.equal(mysql.recognize(secure)?.extra?.['tls'], 'offered');
});

test('what comes behind the handshake is no part of it', () => {
  const late = `${MARIADB}!\0\0\x01\xff\x84\x04#08S01Got packets out of order`;
  assert.deepEqual(mysql.recognize(late), mysql.recognize(MARIADB));
  assert.equal(mysql.frame(late), MARIADB.length);
});

test('a refusal tells why, with or without an SQL state', () => {
  const host = "Host '192.0.2.7' is not allowed to connect to this MySQL server";
  const refused = mysql.recognize(packet(`\xff\x6a\x04${host}`));
  assert.deepEqual(
    [refused?.subject, refused?.extra?.['access']],
    ['error: 1130 not allowed to connect to this MySQL server\n', 'host not allowed'],
  );
  const full = mysql.recognize(packet('\xff\x10\x04#08004Too many connections'));
  assert.deepEqual(
    [full?.subject, full?.extra?.['access']],
    ['error: 1040 Too many connections\n', 'too many connections'],
  );
});

test('the line end in its head is not taken for a line: a greeting half there is no more than a guess', () => {
  assert.equal(mysql.recognize(MARIADB.slice(0, 5))?.confidence, 0.5);
  assert.equal(mysql.recognize(MARIADB.slice(0, 12)), null);
});

test('other lengths, other sequences, other versions and other words are not MySQL', () => {
  for (const other of [
    '',
    '\0\0\0\0\n8.0.36\0',
    '\xff\xff\x01\0\n8.0.36\0',
    '\x08\0\0\x01\n8.0.36\0',
    '\x08\0\0\0\x098.0.36',
    '\x08\0\0\0\n\x1b[31mx\0',
    packet('\xff\x01\0nonsense'),
    packet('\x0b8.0.36\0'),
    'HTTP/1.1 200 OK\r\n\r\n',
  ]) {
    assert.equal(mysql.recognize(other), null, JSON.stringify(other));
  }
});
