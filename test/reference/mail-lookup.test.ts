import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { lookup } from '../../src/reference/index.js';
import { MAIL_PROTOCOLS } from '../../src/reference/mail-entries.js';
import { mailEntriesOf, protocolOfReply } from '../../src/reference/mail-lookup.js';
import { foundBy } from './labels.js';

/** Lines as people paste them, and what they are explained as. */
const SERVER_LINES: [string, ...string[]][] = [
  ['550', '550/tcp', '550/udp', 'smtp reply 550'],
  ['550 Relaying denied', 'smtp reply 550'],
  ['550-Relaying denied', 'smtp reply 550'],
  ['550 5.7.1 Relaying denied', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['550-5.7.1 Relaying denied', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['550 5.7.1', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['550-5.7.1', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['550 5.7.1: Relaying denied', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['  550   5.7.1   Relaying denied  ', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['421-4.7.0 slow down', 'smtp reply 421', 'smtp enhanced-status 4.7.0'],
  ['250 2.1.0 Ok', 'smtp reply 250', 'smtp enhanced-status 2.1.0'],
  ['250 OK', 'smtp reply 250'],
  ['250-mail.example.org', 'smtp reply 250'],
  ['220 mail.example.org ESMTP Postfix', 'smtp reply 220'],
  ['334 VXNlcm5hbWU6', 'smtp reply 334'],
  ['354 End data with <CR><LF>.<CR><LF>', 'smtp reply 354'],
  ['250-PIPELINING', 'smtp reply 250', 'smtp keyword PIPELINING'],
  ['250 HELP', 'smtp reply 250', 'smtp keyword HELP'],
  ['250-SIZE 35882577', 'smtp reply 250', 'smtp keyword SIZE'],
  ['250-AUTH LOGIN PLAIN', 'smtp reply 250', 'smtp keyword AUTH'],
  ['250-AUTH=LOGIN PLAIN', 'smtp reply 250', 'smtp keyword AUTH=LOGIN'],
  ['250-8BITMIME', 'smtp reply 250', 'smtp keyword 8BITMIME'],
  ['250-8bitmime', 'smtp reply 250', 'smtp keyword 8BITMIME'],
  ['250-size 1000', 'smtp reply 250', 'smtp keyword SIZE'],
  ['250-coremail 1Uxr2xKj7kG0', 'smtp reply 250', 'smtp keyword coremail'],
  ['250-NOSUCHWORD', 'smtp reply 250'],
  ['250 Help is on its way', 'smtp reply 250'],
  ['+OK', 'pop3 reply +OK'],
  ['+OK POP3 server ready', 'pop3 reply +OK'],
  ['-ERR', 'pop3 reply -ERR'],
  ['-ERR no such message', 'pop3 reply -ERR'],
  ['-ERR [IN-USE] locked', 'pop3 reply -ERR', 'pop3 response-code IN-USE'],
  ['-ERR [SYS/TEMP] try later', 'pop3 reply -ERR', 'pop3 response-code SYS/TEMP'],
  ['-err [in-use] locked', 'pop3 reply -ERR', 'pop3 response-code IN-USE'],
  ['-ERR [NOSUCHWORD] what', 'pop3 reply -ERR'],
  ['* OK IMAP4rev1 ready', 'imap reply OK'],
  ['* OK [CAPABILITY IMAP4rev1 IDLE] ready', 'imap reply OK', 'imap response-code CAPABILITY'],
  ['* BYE', 'imap reply BYE'],
  ['* BYE see you', 'imap reply BYE'],
  ['* PREAUTH welcome', 'imap reply PREAUTH'],
  ['* 23 EXISTS', 'imap reply EXISTS'],
  ['* CAPABILITY IMAP4rev1 IDLE', 'imap reply CAPABILITY'],
  ['* FLAGS (\\Seen \\Deleted)', 'imap reply FLAGS'],
  ['* 1 FETCH (FLAGS (\\Seen))', 'imap reply FETCH'],
  ['a1 OK', 'imap reply OK'],
  ['a1 OK done', 'imap reply OK'],
  ['A001 BAD syntax', 'imap reply BAD'],
  ['a1 NO [AUTHENTICATIONFAILED] wrong', 'imap reply NO', 'imap response-code AUTHENTICATIONFAILED'],
  ['a2 OK [READ-WRITE] SELECT completed', 'imap reply OK', 'imap response-code READ-WRITE'],
  ['NO (QUOTA/MAXSCRIPTS) "too many"', 'sieve reply NO', 'sieve response-code QUOTA/MAXSCRIPTS'],
  ['OK (TAG "42") "Done"', 'sieve reply OK', 'sieve response-code TAG'],
];
for (const [line, ...explained] of SERVER_LINES) {
  test(`the server's line ${JSON.stringify(line)} is explained part by part`, () => {
    assert.deepEqual(foundBy(line), explained);
  });
}

for (const [code, name] of [
  ['5.7.1', '5.7.1'],
  ['5.99.99', '5.99.99'],
  ['X.7.1', 'X.7.1'],
  ['x.7.1', 'X.7.1'],
]) {
  test(`the enhanced status code ${code} is explained without a prefix`, () => {
    assert.deepEqual(foundBy(`${code}`), [`smtp enhanced-status ${name}`]);
  });
}

const PREFIXED: [string, ...string[]][] = [
  ['smtp:550', 'smtp reply 550'],
  ['smtp:550 5.7.1 Relaying denied', 'smtp reply 550', 'smtp enhanced-status 5.7.1'],
  ['smtp:250-AUTH LOGIN', 'smtp reply 250', 'smtp keyword AUTH'],
  ['smtp:5.1.1', 'smtp enhanced-status 5.1.1'],
  ['smtp:x.7.1', 'smtp enhanced-status X.7.1'],
  ['smtp:.', 'smtp command .'],
  ['smtp:ehlo', 'smtp command EHLO'],
  ['smtp:STARTTLS', 'smtp command STARTTLS', 'smtp keyword STARTTLS'],
  ['smtp:MAIL FROM:<a@b>', 'smtp command MAIL FROM'],
  ['smtp:mail from: <a@b> SIZE=3', 'smtp command MAIL FROM'],
  ['smtp:MAILFROM:<a@b>', 'smtp command MAIL FROM'],
  ['smtp:EHLO mail.example.org', 'smtp command EHLO'],
  ['smtp:AUTH SCRAM-SHA-512 xyz', 'smtp command AUTH'],
  ['pop3:+OK', 'pop3 reply +OK'],
  ['pop3:-ERR [IN-USE] locked', 'pop3 reply -ERR', 'pop3 response-code IN-USE'],
  ['pop3:UIDL', 'pop3 command UIDL', 'pop3 keyword UIDL'],
  ['pop3:RETR 1', 'pop3 command RETR'],
  ['pop3:TOP 1 0', 'pop3 command TOP'],
  ['pop3:.', 'pop3 reply .'],
  ['imap:OK', 'imap reply OK'],
  ['imap:+ idling', 'imap reply +'],
  ['imap:* 23 EXISTS', 'imap reply EXISTS'],
  ['imap:OK [UIDVALIDITY 3] valid', 'imap reply OK', 'imap response-code UIDVALIDITY'],
  ['imap:SELECT INBOX', 'imap command SELECT'],
  ['imap:a1 SELECT INBOX', 'imap command SELECT'],
  ['imap:a1 UID FETCH 1:* (FLAGS)', 'imap command UID'],
  ['imap:AUTH=PLAIN', 'imap keyword AUTH='],
  ['imap:AUTH=NOSUCHMECHANISM', 'imap keyword AUTH='],
  ['imap:STATUS=SIZE', 'imap keyword STATUS=SIZE'],
  ['sieve:LISTSCRIPTS', 'sieve command LISTSCRIPTS'],
  ['managesieve:listscripts', 'sieve command LISTSCRIPTS'],
  ['sieve:PUTSCRIPT "main" {14+}', 'sieve command PUTSCRIPT'],
  ['sieve:"SASL" "PLAIN LOGIN"', 'sieve keyword SASL'],
  ['sieve:"STARTTLS"', 'sieve keyword STARTTLS'],
  ['sieve:OK', 'sieve reply OK'],
  ['sieve:BYE (TRYLATER) "later"', 'sieve reply BYE', 'sieve response-code TRYLATER'],
  ['sasl:plain', 'sasl mechanism PLAIN'],
  ['SCRAM-SHA-256', 'sasl mechanism SCRAM-SHA-256'],
  ['sasl:WETOKEN', 'sasl mechanism ATOKEN'],
];
for (const [query, ...explained] of PREFIXED) {
  test(`${JSON.stringify(query)} is asked of that protocol only`, () => assert.deepEqual(foundBy(query), explained));
}

const MISSPELT: [string, string][] = [
  ['smtp:HELLO', 'smtp command HELO'],
  ['smtp:REST', 'smtp command RSET'],
  ['pop3:REST', 'pop3 command RSET'],
  ['pop3:SATA', 'pop3 command STAT'],
  ['SATA', 'pop3 command STAT'],
  ['MAILFROM', 'smtp command MAIL FROM'],
  ['AHTU LOGIN', 'smtp command AUTH'],
  ['pop3:AHTU', 'pop3 command AUTH'],
  ['smtp:RECPT TO:<a@b>', 'smtp command RCPT TO'],
  ['pop3:STARTTLS', 'pop3 command STLS'],
];
for (const [query, meant] of MISSPELT) {
  test(`${query} finds the command that is meant`, () => assert.equal(foundBy(query)[0], meant));
}

test('a misspelt name for a service still finds the command of that spelling', () => {
  assert.ok(foundBy('HELLO').includes('smtp command HELO'));
});

test('a word that no entry has is answered with near ones of that protocol', () => {
  assert.deepEqual(lookup('smtp:DAAT').suggestions, ['smtp:DATA']);
  assert.deepEqual(lookup('pop3:SELECT').matches, []);
  assert.deepEqual(lookup('imap:NOSUCHWORD').suggestions, []);
  assert.equal(lookup('sieve:LISTSCRIPT').suggestions[0], 'sieve:LISTSCRIPTS');
  assert.deepEqual(lookup('sasl:PLIAN').suggestions, ['sasl:PLAIN']);
});

test('what looks like a code but cannot be one finds nothing', () => {
  for (const query of ['smtp:600', 'smtp:199', 'smtp:6.1.1', 'smtp:3.7.1']) assert.deepEqual(foundBy(query), [], query);
});

test('a line is taken for a reply only when it can be nothing else', () => {
  const others = ['250', '250-260', '250 - 260', 'post office', 'ok', 'a1 SELECT INBOX', '* ok', '+1', '600 x'];
  for (const text of others) assert.equal(protocolOfReply(text), null, text);
  assert.equal(protocolOfReply('250-SIZE'), 'smtp');
  assert.equal(protocolOfReply('-ERR'), 'pop3');
  assert.equal(protocolOfReply('* LIST () "/" INBOX'), 'imap');
  assert.equal(protocolOfReply('NO (ACTIVE) "in use"'), 'sieve');
});

test('any text of any protocol is explained or finds nothing', () => {
  const wire = fc.constantFrom(
    '550',
    '5.7.1',
    ' ',
    '-',
    'OK',
    '[',
    ']',
    '* ',
    'a1 ',
    '+OK',
    'MAIL FROM:',
    '<',
    'AUTH=',
    '1',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(wire).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...MAIL_PROTOCOLS), text, (protocol, line) => {
      for (const { kind } of mailEntriesOf(protocol, line, 'en')) assert.equal(kind, protocol);
    }),
    { numRuns: 2000 },
  );
});

test('of the protocols that know a word, those come first that call something so', () => {
  const keysOf = (word: string) => lookup(word).matches.map((entry) => `${entry.kind}`);
  assert.equal(keysOf('USER')[0], 'pop3');
  assert.equal(keysOf('PASS')[0], 'pop3');
});
