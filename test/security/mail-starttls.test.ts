import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test from 'node:test';
import type { ProbeRecord } from '../../src/probe-records.js';
import { type Case, meetAll } from '../helpers/hostile-mail.js';
import { type Act, answering, dripping, flooding, tlsOver, tlsRecord } from '../helpers/hostile-server.js';

/** A protocol's way into TLS. */
interface Dialect {
  readonly name: string;
  readonly port: number;
  readonly greeting: string;
  readonly asks: RegExp;
  readonly goAhead: string;
  /** What would pass for an announcement inside TLS. */
  readonly injection: string;
  /** What is said to all else, in clear and inside TLS. */
  readonly answer: (line: string, isInside: boolean) => string;
  /** Said unasked inside TLS. */
  readonly inside?: string;
}

const tagOf = (line: string) => line.split(' ', 1)[0];

const DIALECTS: readonly Dialect[] = [
  {
    ...{ name: 'SMTP', port: 25, greeting: '220 mail.portolan.test ESMTP\r\n', asks: /^STARTTLS$/ },
    ...{ goAhead: '220 go ahead\r\n', injection: '250-mail\r\n250 AUTH EVIL\r\n' },
    answer: (line, isInside) =>
      line.startsWith('EHLO') ? `250-mail\r\n250 ${isInside ? 'AUTH PLAIN' : 'STARTTLS'}\r\n` : '221 bye\r\n',
  },
  {
    ...{ name: 'POP3', port: 110, greeting: '+OK ready\r\n', asks: /^STLS$/ },
    ...{ goAhead: '+OK go ahead\r\n', injection: '+OK\r\nSASL EVIL\r\n.\r\n' },
    answer: (line, isInside) =>
      line === 'CAPA' ? `+OK\r\n${isInside ? 'SASL PLAIN' : 'STLS'}\r\n.\r\n` : '+OK bye\r\n',
  },
  {
    ...{ name: 'IMAP', port: 143, greeting: '* OK ready\r\n', asks: / STARTTLS$/ },
    // What the go-ahead itself tells of capabilities is in clear, too.
    goAhead: 'a2 OK [CAPABILITY IMAP4rev1 AUTH=EVIL] go ahead\r\n',
    injection: '* CAPABILITY IMAP4rev1 AUTH=EVIL\r\na3 OK done\r\n',
    answer: (line, isInside) => {
      const list = `* CAPABILITY IMAP4rev1 ${isInside ? 'AUTH=PLAIN' : 'STARTTLS'}\r\n`;
      return `${/CAPABILITY/.test(line) ? list : ''}${tagOf(line)} OK done\r\n`;
    },
  },
  {
    ...{
      name: 'ManageSieve',
      port: 4190,
      greeting: '"IMPLEMENTATION" "x"\r\n"STARTTLS"\r\nOK\r\n',
      asks: /^STARTTLS$/,
    },
    ...{ goAhead: 'OK "go ahead"\r\n', injection: '"SASL" "EVIL"\r\nOK\r\n' },
    answer: () => 'OK "bye"\r\n',
    inside: '"IMPLEMENTATION" "x"\r\n"SASL" "PLAIN"\r\nOK\r\n',
  },
];

/** What a server does once it was asked for TLS. */
interface Trick {
  readonly what: string;
  readonly act: (socket: Socket, dialect: Dialect) => void;
  readonly outcome: 'done' | 'failed' | 'silent';
  /** Whether only the deadline ends it. Default not. */
  readonly hangs?: boolean;
  /** How the bytes in clear behind the go-ahead begin; null where there are none to be seen. */
  readonly injected?: (dialect: Dialect) => string;
}

const inside = ({ inside: unasked = '', answer }: Dialect): Act => answering(unasked, (line) => answer(line, true));
const once = (socket: Socket, then: () => void) => void socket.once('data', then);
const goAhead = (socket: Socket, { goAhead: text }: Dialect, more = '') => void socket.write(text + more, 'latin1');

const TRICKS: readonly Trick[] = [
  {
    what: 'bytes in the packet of the go-ahead',
    act: (socket, dialect) => {
      goAhead(socket, dialect, dialect.injection);
      tlsOver(socket, inside(dialect));
    },
    outcome: 'done',
    injected: ({ injection }) => injection,
  },
  {
    what: 'bytes in the packet of the go-ahead, and silence inside TLS',
    act: (socket, dialect) => {
      goAhead(socket, dialect, dialect.injection);
      tlsOver(socket, () => {});
    },
    outcome: 'silent',
    hangs: true,
    injected: ({ injection }) => injection,
  },
  {
    what: 'more bytes than are kept in the packet of the go-ahead',
    act: (socket, dialect) => goAhead(socket, dialect, dialect.injection.repeat(20_000)),
    outcome: 'failed',
    injected: ({ injection }) => injection.repeat(100),
  },
  {
    what: 'bytes in the place of the handshake',
    act: (socket, dialect) => {
      goAhead(socket, dialect);
      once(socket, () => socket.write(dialect.injection));
    },
    outcome: 'failed',
  },
  {
    what: 'bytes without end in the place of the handshake',
    act: (socket, dialect) => {
      goAhead(socket, dialect);
      once(socket, () => flooding(dialect.injection)(socket));
    },
    outcome: 'failed',
  },
  { what: 'silence', act: (socket, dialect) => goAhead(socket, dialect), outcome: 'failed', hangs: true },
  { what: 'a goodbye', act: (socket, { goAhead: text }) => void socket.end(text), outcome: 'failed' },
  {
    what: 'a reset',
    act: (socket, dialect) => {
      goAhead(socket, dialect);
      once(socket, () => socket.resetAndDestroy());
    },
    outcome: 'failed',
  },
  {
    what: 'an alert',
    act: (socket, dialect) => {
      goAhead(socket, dialect);
      once(socket, () => socket.write(tlsRecord(21, 2, 40)));
    },
    outcome: 'failed',
  },
  {
    what: 'a handshake that drips',
    act: (socket, dialect) => {
      goAhead(socket, dialect);
      const hello = tlsRecord(22, 2, 0, 0x3f, 0xff, ...Array<number>(250).fill(3));
      once(socket, () => dripping(hello.toString('latin1'))(socket));
    },
    outcome: 'failed',
    hangs: true,
  },
  {
    what: 'a goodbye inside TLS',
    act: (socket, dialect) => {
      goAhead(socket, dialect);
      tlsOver(socket, (secured) => secured.once('secure', () => secured.end()));
    },
    outcome: 'silent',
  },
];

function servers(): Case[] {
  return DIALECTS.flatMap((dialect) =>
    TRICKS.map(({ what, act, hangs = false }) => ({
      hangs,
      what: `${dialect.name}: ${what}`,
      port: dialect.port,
      act: answering(dialect.greeting, (line, socket) => {
        if (!dialect.asks.test(line)) return dialect.answer(line, false);
        act(socket, dialect);
        return undefined;
      }),
    })),
  );
}

/** What came of a trick, as every record has to tell it. */
function check(record: ProbeRecord, dialect: Dialect, { outcome, injected }: Trick): void {
  assert.equal(record.startTls, outcome === 'failed' ? 'failed' : 'done');
  const codes = {
    done: /^(?:ready|certificate)$/,
    failed: /^tls-(?:failed|alert)$/,
    silent: /^(?:timed-out|closed-early)$/,
  };
  assert.match(record.verdict.code, codes[outcome]);
  if (outcome === 'done') assert.match(JSON.stringify(record.secureCapabilities), /PLAIN/);
  else assert.deepEqual(record.secureCapabilities ?? [], []);
  assert.doesNotMatch(JSON.stringify([record.offers, record.secureOffers]), /EVIL/);
  const bytes = injected?.(dialect);
  assert.equal(record.injected?.startsWith(bytes ?? '\0') ?? false, bytes !== undefined);
  const finding = record.findings.find(({ id }) => id === 'starttls-injection');
  assert.equal(finding !== undefined, bytes !== undefined);
  if (bytes !== undefined) assert.ok(finding?.evidence.some((line) => line.includes('EVIL')));
  if (outcome === 'failed') assert.ok(record.findings.some(({ id }) => id === 'tls-handshake-failed'));
}

test('whatever comes behind the go-ahead for TLS is never an answer, and is told', async (t) => {
  const cases = servers();
  const records = await meetAll(t, cases);
  for (const [index, { what }] of cases.entries()) {
    const dialect = DIALECTS[Math.floor(index / TRICKS.length)]!;
    await t.test(what, () => check(records[index]!, dialect, TRICKS[index % TRICKS.length]!));
  }
});

test('a server that has its answers ready before it is asked, TLS and all, is not believed behind the go-ahead', async (t) => {
  const [smtp, , imap] = DIALECTS as [Dialect, Dialect, Dialect];
  const ahead =
    (dialect: Dialect, ...lines: readonly string[]): Act =>
    (socket) => {
      const answers = lines.map((line) => dialect.answer(line, false)).join('');
      socket.write(dialect.greeting + answers + dialect.goAhead + dialect.injection);
    };
  const records = await meetAll(t, [
    { what: 'SMTP', port: smtp.port, act: ahead(smtp, 'EHLO'), hangs: true },
    { what: 'IMAP', port: imap.port, act: ahead(imap, 'a1 CAPABILITY'), hangs: true },
  ]);
  for (const [index, dialect] of [smtp, imap].entries()) {
    const record = records[index]!;
    assert.deepEqual([record.verdict.code, record.startTls], ['tls-failed', 'failed']);
    assert.equal(record.injected, dialect.injection);
    assert.equal(record.secureCapabilities, null);
  }
});
