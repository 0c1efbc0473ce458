import assert from 'node:assert/strict';
import test from 'node:test';
import { explainLine, type LineContext } from '../../src/reference/explain.js';
import type { LineProtocol } from '../../src/reference/mail-line.js';
import { phraseIn } from '../../src/reference/mail-parameters.js';
import { DIALOGUES, type Dialogue } from './mail-dialogues.js';

const HAN = /\p{Script=Han}/u;
const LANGUAGES = ['en', 'zh-CN'] as const;
const UNKNOWN = ['ownWord', 'unknownWord', 'unknownMechanism'] as const;

function said(protocol: LineProtocol, line: string, context?: LineContext): string[] {
  return explainLine(protocol, line, 'server', 'en', context).map(({ subject, meaning }) => `${subject}: ${meaning}`);
}

/** How many parts of a line have a meaning, at least. */
function partsOf({ protocol, lines }: Dialogue, line: string): number {
  if (protocol === 'smtp')
    return lines.indexOf(line) < 2 ? 1 : 1 + (/^250[ -]AUTH /.test(line) ? line.split(' ').length - 1 : 1);
  const [, listed] = /CAPABILITY ([^\]]*)/.exec(line) ?? [];
  return listed === undefined ? 1 : 1 + new Set(listed.split(' ')).size;
}

for (const dialogue of DIALOGUES) {
  const { server, protocol, lines } = dialogue;
  test(`every line of ${protocol} that ${server} says is explained, and every word that it lists`, () => {
    for (const language of LANGUAGES) {
      const unknown = UNKNOWN.map((name) => phraseIn(language, name));
      for (const line of lines) {
        const parts = explainLine(protocol, line, 'server', language);
        assert.ok(parts.length >= partsOf(dialogue, line), `${line}: ${JSON.stringify(parts)}`);
        for (const { subject, meaning } of parts) {
          assert.ok(!unknown.some((text) => meaning.includes(text)), `${subject}: ${meaning}`);
          assert.equal(HAN.test(meaning), language === 'zh-CN', `${subject}: ${meaning}`);
          assert.doesNotMatch(meaning, /[\r\n]/);
          assert.ok(line.toUpperCase().replaceAll('"', '').includes(subject.toUpperCase()), `${line}: ${subject}`);
        }
      }
    }
  });
}

test('the sizes, times and limits that a keyword tells are said with it', () => {
  assert.deepEqual(said('smtp', '250-SIZE 10240000'), [
    '250: Done as asked',
    'SIZE 10240000: Largest message, and announcing the size: at most 9.8 MiB',
  ]);
  assert.match(said('smtp', '250-SIZE 0')[1] ?? '', /: no fixed limit$/);
  assert.match(said('smtp', '250-SIZE 900')[1] ?? '', /: at most 900 B$/);
  assert.match(said('smtp', '250-LIMITS RCPTMAX=100 FOO=1')[1] ?? '', /: at most 100 recipients a message$/);
  assert.match(said('smtp', '250-DELIVERBY 240')[1] ?? '', /: 240 seconds at least$/);
  assert.match(said('smtp', '250-FUTURERELEASE 604800 2030-01-08T00:00:00Z')[1] ?? '', /: 604800 seconds at most$/);
  assert.match(said('pop3', 'EXPIRE 0')[0] ?? '', /: none may be left on the server$/);
  assert.match(said('pop3', 'EXPIRE NEVER')[0] ?? '', /: the server deletes none by itself$/);
  assert.match(said('pop3', 'EXPIRE 30 USER')[0] ?? '', /: 30 days at least; differs from user to user$/);
  assert.match(said('pop3', 'LOGIN-DELAY 300')[0] ?? '', /: 300 seconds at least$/);
  assert.match(said('imap', '* CAPABILITY APPENDLIMIT=35651584')[1] ?? '', /: at most 34 MiB$/);
  assert.match(said('sieve', '"MAXREDIRECTS" "4"')[0] ?? '', /^MAXREDIRECTS 4: .*: 4$/);
});

test('a parameter of another form is left alone', () => {
  for (const line of [
    '250-SIZE',
    '250-SIZE many',
    '250-SIZE -1',
    `250-SIZE ${'9'.repeat(400)}`,
    '250-LIMITS',
    '250-DELIVERBY R',
  ]) {
    assert.match(said('smtp', line)[1] ?? '', /^(?:SIZE|LIMITS|DELIVERBY): [^:]*$/, line);
  }
});

test('each way to log in is explained by itself, also one that is not known', () => {
  assert.deepEqual(said('smtp', '250-AUTH=PLAIN X-SECRET'), [
    '250: Done as asked',
    'AUTH=PLAIN: AUTH in an outdated spelling',
    'PLAIN: Name and password as they are',
    'X-SECRET: A way to log in that the reference does not know',
  ]);
  assert.deepEqual(said('imap', '* CAPABILITY AUTH=EXTERNAL AUTH=FOO').slice(1), [
    "AUTH=EXTERNAL: Mechanism of AUTHENTICATE: By the client's certificate",
    'AUTH=FOO: Mechanism of AUTHENTICATE: A way to log in that the reference does not know',
  ]);
  assert.deepEqual(said('pop3', 'CRAM-MD5'), ['CRAM-MD5: Challenge answered by an MD5 digest']);
});

test('an enhanced code is explained with what its class means', () => {
  assert.deepEqual(said('smtp', '220 2.0.0 Ready to start TLS').slice(1), ['2.0.0: Success: Other undefined status']);
  assert.deepEqual(
    explainLine('smtp', '450 4.7.1 x', 'server', 'zh-CN').map(({ meaning }) => meaning.split('：')[0])[1],
    '持续的暂时性失败',
  );
});

test('codes of a refusal are explained one by one', () => {
  const subjects = (protocol: LineProtocol, line: string) =>
    explainLine(protocol, line, 'server', 'en').map(({ subject }) => subject);
  assert.deepEqual(subjects('smtp', '421-4.7.0 mail.example.org Try again later'), ['421', '4.7.0']);
  assert.deepEqual(subjects('smtp', '550 #5.7.1 no'), ['550', '5.7.1']);
  assert.deepEqual(subjects('smtp', '599 what'), ['599']);
  assert.deepEqual(subjects('pop3', '-ERR [SYS/TEMP] later'), ['-ERR', 'SYS/TEMP']);
  assert.deepEqual(subjects('pop3', '+OK ready <1.2@mail.example.org>'), ['+OK', '<1.2@mail.example.org>']);
  assert.deepEqual(subjects('imap', 'a2 NO [UNAVAILABLE] later'), ['NO', 'UNAVAILABLE']);
  assert.deepEqual(subjects('imap', '* BYE [ALERT] no'), ['BYE', 'ALERT']);
  assert.deepEqual(subjects('imap', '* ID ("name" "Dovecot")'), ['ID']);
  assert.deepEqual(subjects('imap', '+ idling'), ['+']);
  assert.deepEqual(subjects('sieve', 'NO (QUOTA/MAXSIZE) "too large"'), ['NO', 'QUOTA/MAXSIZE']);
});

test('the commands of a polite probe are explained', () => {
  const COMMANDS: readonly [LineProtocol, string, ...string[]][] = [
    ['smtp', 'EHLO client.example.net', 'EHLO'],
    ['smtp', 'HELO client.example.net', 'HELO'],
    ['smtp', 'STARTTLS', 'STARTTLS'],
    ['smtp', 'MAIL FROM:<> SIZE=10', 'MAIL FROM', 'SIZE=10'],
    ['smtp', 'RCPT TO:<nobody@example.org>', 'RCPT TO'],
    ['smtp', 'RSET', 'RSET'],
    ['smtp', 'QUIT', 'QUIT'],
    ['pop3', 'CAPA', 'CAPA'],
    ['pop3', 'STLS', 'STLS'],
    ['pop3', 'QUIT', 'QUIT'],
    ['imap', 'a0 CAPABILITY', 'CAPABILITY'],
    ['imap', 'a1 STARTTLS', 'STARTTLS'],
    ['imap', 'a2 ID NIL', 'ID'],
    ['imap', 'a3 LOGOUT', 'LOGOUT'],
    ['sieve', 'STARTTLS', 'STARTTLS'],
    ['sieve', 'CAPABILITY', 'CAPABILITY'],
    ['sieve', 'LOGOUT', 'LOGOUT'],
  ];
  for (const [protocol, line, ...subjects] of COMMANDS) {
    const parts = explainLine(protocol, line, 'client', 'en');
    assert.deepEqual(
      parts.map(({ subject }) => subject),
      subjects,
      line,
    );
  }
});

test('of a login the mechanism is explained and nothing is told of the secret', () => {
  for (const [protocol, line] of [
    ['smtp', 'AUTH PLAIN AGFsaWNlAHNlY3JldA=='],
    ['pop3', 'AUTH PLAIN AGFsaWNlAHNlY3JldA=='],
    ['imap', 'a1 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldA=='],
    ['sieve', 'AUTHENTICATE "PLAIN" "AGFsaWNlAHNlY3JldA=="'],
    ['imap', 'a1 LOGIN alice secret'],
    ['pop3', 'PASS secret'],
  ] as const) {
    const parts = explainLine(protocol, line, 'client', 'en');
    assert.ok(parts.length > 0);
    assert.doesNotMatch(JSON.stringify(parts), /AGFs|secret|alice/);
  }
  assert.deepEqual(explainLine('smtp', 'AGFsaWNlAHNlY3JldA==', 'client', 'en'), []);
});

test("a server's own words are said to be that; in a list of capabilities so are those that nobody knows", () => {
  assert.deepEqual(said('smtp', '250-XFOO 1'), [
    '250: Done as asked',
    "XFOO: A word of the server's own: no standard names it",
  ]);
  assert.deepEqual(said('pop3', 'X-FOO'), ["X-FOO: A word of the server's own: no standard names it"]);
  assert.deepEqual(said('imap', '* CAPABILITY X-FOO BAR').slice(1), [
    "X-FOO: A word of the server's own: no standard names it",
    'BAR: A word that the reference does not know',
  ]);
  assert.deepEqual(said('pop3', 'BAR 1'), []);
  assert.deepEqual(said('pop3', 'BAR 1', 'capabilities'), ['BAR: A word that the reference does not know']);
  assert.deepEqual(said('sieve', '"BAR" "x"'), []);
  assert.deepEqual(said('sieve', '"BAR" "x"', 'capabilities'), ['BAR: A word that the reference does not know']);
  assert.deepEqual(said('imap', 'IDLE', 'capabilities'), ['IDLE: Command IDLE: news at once']);
});

test('sentences, host names, messages and names of scripts are not taken for keywords', () => {
  assert.deepEqual(said('smtp', '250 Help is on its way'), ['250: Done as asked']);
  assert.deepEqual(said('smtp', '250-xmail.example.org Hello'), ['250: Done as asked']);
  for (const line of ['1 120', '', 'HTTP/1.1 400 Bad Request', 'From: alice@example.org'])
    for (const protocol of ['smtp', 'pop3', 'sieve'] as const) assert.deepEqual(said(protocol, line), [], line);
  assert.deepEqual(said('sieve', '"main" ACTIVE'), []);
  assert.deepEqual(said('sieve', '"vacation"'), []);
});

test('a word that stands twice is explained once', () => {
  assert.equal(said('imap', `* CAPABILITY ${'IDLE '.repeat(1000)}`).length, 2);
});
