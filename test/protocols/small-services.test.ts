import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asUint32 } from '../../src/protocols/bytes.js';
import { chargen } from '../../src/protocols/chargen.js';
import { daytime } from '../../src/protocols/daytime.js';
import { echo } from '../../src/protocols/echo.js';
import { finger } from '../../src/protocols/finger.js';
import { ident } from '../../src/protocols/ident.js';
import { time } from '../../src/protocols/time.js';
import { whois } from '../../src/protocols/whois.js';

/** Seconds from 1900 to 1970. */
const EPOCH = 2_208_988_800;

test('a date and time alone are daytime, in the forms that servers use', () => {
  for (const greeting of [
    '21 NOV 2026 17:29:13 UTC\r\n',
    'Sat Nov 21 17:29:13 2026\r\n',
    'Saturday, November 21, 2026 17:29:13-UTC\r\n',
    'Sat, 21 Nov 2026 17:29:13 +0100\r\n',
    '17:29:13 21.11.2026\n',
    '5:29:13 PM 11/21/2026\n',
    '2026-11-21 17:29:13\r\n',
    '\n61365 26-11-21 17:29:13 00 0 0 447.6 UTC(NIST) * \n',
  ]) {
    assert.ok((daytime.recognize(greeting)?.confidence ?? 0) >= 0.8, greeting);
  }
});

test('a date at the beginning of a longer text is hardly daytime, a text without one not at all', () => {
  assert.ok(daytime.recognize('2026-11-21 17:29:13 INFO server started\r\n')!.confidence < 0.5);
  for (const other of ['220 mail.example.org ESMTP; Sat, 21 Nov 2026 17:29:13\r\n', 'Mon\r\n', '17:29\r\n', '']) {
    assert.equal(daytime.recognize(other), null, other);
  }
});

test('four bytes of a time between 2000 and 2060 may be time, but never surely', () => {
  for (const year of [2001, 2026, 2035, 2040, 2059]) {
    const seconds = (Date.UTC(year, 6) / 1000 + EPOCH) % 2 ** 32;
    const recognition = time.recognize(asUint32(seconds));
    assert.ok(recognition !== null && recognition.confidence < 0.8, String(year));
  }
});

test('other four bytes are no time', () => {
  for (const other of [
    'HTTP',
    '\r\n\r\n',
    '\0\0\0\x04',
    '\0\0\0\0',
    '\x90\0\0\0',
    '\xff\xff\xff\xff',
    '\xee\xac\x53',
    '',
  ]) {
    assert.equal(time.recognize(other), null, JSON.stringify(other));
  }
});

test('only four bytes are ever taken for a time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255)), (values) => {
      const recognition = time.recognize(String.fromCharCode(...values));
      assert.ok(recognition === null || values.length === 4);
    }),
  );
});

test('what comes back as it was sent is echo', () => {
  assert.ok(echo.recognizeReply!('GET / HTTP/1.0\r\n\r\n', 'http/get'));
  assert.ok(echo.recognizeReply!('portolan\r\n', 'echo/word'));
  assert.equal(echo.recognizeReply!('GET / HTTP/1.0: unknown command\r\n', 'http/get'), null);
  assert.equal(echo.recognizeReply!('portolan\r\n', 'http/get'), null);
});

test('lines that go round the printable characters are chargen, from wherever they begin', () => {
  const ring = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
  for (const start of [0, 1, 40, 94]) {
    const line = `${ring}${ring}`.slice(start, start + 72);
    assert.ok(chargen.recognize(`${line}\r\n`), line);
  }
  assert.equal(chargen.recognize(`${'a'.repeat(72)}\r\n`), null);
  assert.equal(chargen.recognize(`${ring.slice(0, 40)}\r\n`), null);
});

test('finger tells by its answers, also to a request that it takes for names', () => {
  for (const reply of [
    'finger: GET: no such user.\r\nfinger: /: no such user.\r\n',
    'No one logged on.\r\n',
    'Login     Name       Tty      Idle  Login Time   Office     Office Phone\r\nroot      root       pts/0\r\n',
    'Login: root           \t\t\tName: root\r\nDirectory: /root\r\n',
    '    Line       User       Host(s)              Idle       Location\r\n',
  ]) {
    assert.ok((finger.recognizeReply!(reply, 'finger/who')?.confidence ?? 0) >= 0.8, reply);
  }
  for (const other of ['login: ', 'hello\r\n', '']) assert.equal(finger.recognizeReply!(other, 'finger/who'), null);
});

test('a WHOIS server is recognized by what it says of a name that nobody has', () => {
  for (const reply of [
    '% This is the RIPE Database query service.\n\n%ERROR:101: no entries found\n',
    'No match for "PORTOLAN.INVALID".\r\n',
    'Domain not found.\r\n',
    '% IANA WHOIS server\n% This query returned 0 objects.\n',
  ]) {
    assert.ok((whois.recognizeReply!(reply, 'nicname/query')?.confidence ?? 0) >= 0.8, reply);
  }
  for (const other of ['% hello\r\n', 'HTTP/1.0 200 OK\r\n', '']) assert.equal(whois.recognizeReply!(other, 'x'), null);
});

test('ident repeats the ports and says USERID, ERROR or an extension', () => {
  for (const reply of [
    '1,1:ERROR:NO-USER\r\n',
    '1 , 1 : ERROR : INVALID-PORT\r\n',
    '6193, 23 : USERID : UNIX : stjohns\r\n',
    '0 , 0 : X-VERSION : pidentd 3.0.19 for Linux\r\n',
  ]) {
    assert.ok(ident.recognizeReply!(reply, 'ident/query'), reply);
  }
  for (const other of ['1,1\r\n', '1,1:HELLO:\r\n', ':1,1:ERROR:\r\n', '']) {
    assert.equal(ident.recognizeReply!(other, 'ident/query'), null, other);
  }
});
