import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test from 'node:test';
import type { VerdictCode } from '../../src/mail/types.js';
import { type Case, meetAll } from '../helpers/hostile-mail.js';
import { type Act, answering, dripping, flooding, saying, tlsOver } from '../helpers/hostile-server.js';

/** A protocol of mail as a right server speaks it. */
interface Dialect {
  readonly name: string;
  readonly port: number;
  readonly greeting: string;
  readonly asks: RegExp;
  readonly goAhead: string;
  readonly answer: (line: string, isInside: boolean) => string;
  /** What is said unasked inside TLS. */
  readonly unasked?: string;
  /** What it says when it closes for now. */
  readonly closing: string;
}

const DIALECTS: readonly Dialect[] = [
  {
    ...{ name: 'SMTP', port: 25, greeting: '220 mail.portolan.test ESMTP\r\n', asks: /^STARTTLS$/ },
    ...{ goAhead: '220 go ahead\r\n', closing: '421 4.3.2 shutting down\r\n' },
    answer: (line, isInside) =>
      line.startsWith('EHLO') ? `250-mail\r\n250 ${isInside ? 'SIZE 1' : 'STARTTLS'}\r\n` : '250 fine\r\n',
  },
  {
    ...{ name: 'POP3', port: 110, greeting: '+OK ready\r\n', asks: /^STLS$/, goAhead: '+OK go ahead\r\n' },
    closing: '-ERR [SYS/TEMP] shutting down\r\n',
    answer: (line, isInside) => (line === 'CAPA' ? `+OK\r\n${isInside ? 'USER' : 'STLS'}\r\n.\r\n` : '+OK\r\n'),
  },
  {
    ...{ name: 'IMAP', port: 143, greeting: '* OK ready\r\n', asks: / STARTTLS$/, goAhead: 'a2 OK go ahead\r\n' },
    closing: '* BYE shutting down\r\n',
    answer: (line, isInside) => {
      const list = `* CAPABILITY IMAP4rev1 ID ${isInside ? 'AUTH=PLAIN' : 'STARTTLS'}\r\n`;
      return `${/CAPABILITY/.test(line) ? list : ''}${line.split(' ', 1)[0]} OK done\r\n`;
    },
  },
  {
    ...{
      name: 'ManageSieve',
      port: 4190,
      greeting: '"IMPLEMENTATION" "x"\r\n"STARTTLS"\r\nOK\r\n',
      asks: /^STARTTLS$/,
    },
    ...{ goAhead: 'OK\r\n', unasked: '"SASL" "PLAIN"\r\nOK\r\n', closing: 'BYE (TRYLATER) "shutting down"\r\n' },
    answer: () => 'OK\r\n',
  },
];

/** What a server does in the place of its n-th answer, the greeting being the first. */
type Turn = (dialect: Dialect) => { readonly text: string; readonly isLast: boolean };

/** A right server up to its n-th answer, and nothing behind it. */
function until(dialect: Dialect, count: number, turn: Turn): Act {
  return (first) => {
    let said = 0;
    const say = (socket: Socket, right: string): void => {
      said += 1;
      if (said > count) return;
      const { text, isLast } = said < count ? { text: right, isLast: false } : turn(dialect);
      socket.write(text, 'latin1');
      if (isLast) socket.end();
    };
    const listen = (isInside: boolean): Act =>
      answering('', (line, socket) => {
        const isAsked = !isInside && dialect.asks.test(line);
        say(socket, isAsked ? dialect.goAhead : dialect.answer(line, isInside));
        if (isAsked && said < count) tlsOver(socket, upgraded);
        return undefined;
      });
    const upgraded: Act = (socket) => {
      if (dialect.unasked !== undefined) say(socket, dialect.unasked);
      listen(true)(socket);
    };
    say(first, dialect.greeting);
    listen(false)(first);
  };
}

/** Answers that there are at least: greeting, what it can do, go-ahead, what it can do inside. */
const TURNS = [1, 2, 3, 4];

async function verdictsOf(t: Parameters<typeof meetAll>[0], turn: Turn, hangs = false) {
  const cases: Case[] = DIALECTS.flatMap((dialect) =>
    TURNS.map((count) => ({
      what: `${dialect.name}, answer ${count}`,
      port: dialect.port,
      act: until(dialect, count, turn),
      hangs,
    })),
  );
  const records = await meetAll(t, cases);
  return records.map((record, index) => ({ what: cases[index]!.what, record }));
}

test('a server that hangs up in the place of any of its answers has closed early, and is not said to lack anything', async (t) => {
  for (const { what, record } of await verdictsOf(t, () => ({ text: '', isLast: true }))) {
    assert.match(record.verdict.code, /^(?:closed-early|tls-failed|ready|certificate)$/, what);
    assert.doesNotMatch(record.findings.map(({ id }) => id).join(), /missing/, what);
  }
});

test('a server that closes for now in the place of any of its answers is put off, and is not said to lack anything', async (t) => {
  const codes: readonly VerdictCode[] = ['temporarily-refused', 'ready', 'certificate'];
  for (const { what, record } of await verdictsOf(t, ({ closing }) => ({ text: closing, isLast: true }))) {
    const isEarly = /answer [12]$/.test(what) && !what.startsWith('ManageSieve');
    assert.ok(
      isEarly ? record.verdict.code === 'temporarily-refused' : codes.includes(record.verdict.code),
      `${what}: ${record.verdict.code}`,
    );
    assert.doesNotMatch(record.findings.map(({ id }) => id).join(), /(?:starttls|auth|login|capa)-missing/, what);
  }
});

test('a server that falls silent in the place of any of its answers is waited for until the deadline', async (t) => {
  for (const { what, record } of await verdictsOf(t, () => ({ text: '', isLast: false }), true)) {
    assert.match(record.verdict.code, /^(?:no-greeting|timed-out|tls-failed|ready|certificate|closed-early)$/, what);
  }
});

test('a server that says everything at once, before it is asked, is a result', async (t) => {
  const cases = DIALECTS.map((dialect) => {
    const { name, port, greeting, answer, closing } = dialect;
    const all = ['EHLO', 'CAPA', 'a1 CAPABILITY', 'a4 LOGOUT'].map((line) => answer(line, true)).join('');
    return { what: name, port, act: saying(greeting + all + closing), hangs: true };
  });
  for (const { verdict, startTls } of await meetAll(t, cases)) {
    assert.notEqual(verdict.phase, 'greeting');
    assert.notEqual(startTls, 'done');
  }
});

test('a second try that hangs ends at its own deadline; the first one is told beside it', async (t) => {
  let tries = 0;
  const act: Act = (socket) => {
    tries += 1;
    if (tries === 1) socket.end('421 4.7.0 too many connections\r\n');
    else if (tries === 2) answering('220 mail ESMTP\r\n', () => undefined)(socket);
  };
  const [record] = await meetAll(t, [{ what: 'it', port: 25, act, hangs: true }], { retryAfterMs: 1 });
  assert.deepEqual([record?.verdict.code, record?.verdict.phase], ['timed-out', 'capabilities']);
  assert.deepEqual([record?.verdict.earlier?.code, record?.verdict.earlier?.afterMs], ['rate-limited', 1]);
  assert.equal(tries, 2);
});

test('a server that always puts off is asked twice and no more', async (t) => {
  let tries = 0;
  const act: Act = (socket) => {
    tries += 1;
    socket.end('421 4.3.2 not now\r\n');
  };
  const [record] = await meetAll(t, [{ what: 'it', port: 25, act }], { retryAfterMs: 1 });
  assert.deepEqual([record?.verdict.code, tries], ['temporarily-refused', 2]);
});

test('whatever is said to the question for an open relay, no content is begun, and only a recipient that is taken is one', async (t) => {
  const lines: string[] = [];
  const relay = (asked: RegExp, hostile: string | Act): Act =>
    answering('220 mail.portolan.test ESMTP\r\n', (line, socket) => {
      lines.push(line);
      if (line.startsWith('EHLO')) return '250 mail\r\n';
      if (line === 'QUIT') return '221 bye\r\n';
      if (!asked.test(line)) return '250 fine\r\n';
      if (typeof hostile === 'string') return hostile;
      hostile(socket);
      return undefined;
    });
  const cases: readonly (Case & { readonly outcome: string | undefined })[] = [
    { what: 'silence', port: 25, act: relay(/^RCPT/, () => {}), hangs: true, outcome: 'unclear' },
    { what: 'a drip', port: 25, act: relay(/^RCPT/, dripping('250-x\r\n')), hangs: true, outcome: 'unclear' },
    { what: 'a flood', port: 25, act: relay(/^RCPT/, flooding('250-x\r\n')), outcome: 'unclear' },
    { what: 'an end', port: 25, act: relay(/^MAIL/, (socket) => socket.end()), outcome: 'unclear' },
    { what: '421', port: 25, act: relay(/^MAIL/, '421 not now\r\n'), outcome: 'unclear' },
    { what: 'go on', port: 25, act: relay(/^RCPT/, '354 go on\r\n'), outcome: 'unclear' },
    { what: 'no code', port: 25, act: relay(/^RCPT/, '\x1b[2J\r\n'), outcome: 'unclear' },
    { what: 'a refusal', port: 25, act: relay(/^RCPT/, '550 5.7.1 no relaying\r\n'), outcome: 'refused' },
    { what: 'a yes', port: 25, act: relay(/^RCPT/, '250 ok\r\n'), outcome: 'accepted' },
  ];
  const records = await meetAll(t, cases, { relayTest: { ownHost: true } });
  for (const [index, { what, outcome }] of cases.entries()) {
    const { relayTest, findings } = records[index]!;
    assert.equal(relayTest?.outcome, outcome, what);
    assert.equal(
      findings.some(({ id }) => id === 'open-relay'),
      outcome === 'accepted',
      what,
    );
  }
  assert.ok(
    lines.every((line) => /^(?:EHLO|HELP|MAIL FROM:<>|RCPT TO:<[^>]+>|RSET|QUIT)/.test(line)),
    lines.join(),
  );
});
