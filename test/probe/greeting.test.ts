import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { GREETING_QUIET_MS } from '../../src/defaults.js';
import { Deadline } from '../../src/net/deadline.js';
import { ReplyReader } from '../../src/net/reader.js';
import { greetingRule, recognizedBy } from '../../src/probe/greeting.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import type { Reply } from '../../src/protocols/types.js';
import { ScriptedConnection } from '../helpers/connection.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turn.js';

/** Greetings that are whole, and what else a server may have sent behind them. */
const GREETINGS: readonly (readonly [protocol: string, greeting: string, behind?: string])[] = [
  ['smtp', '220 mail.portolan.test ESMTP\r\n'],
  ['smtp', '220 mail.portolan.test said ESMTP\r\n', 'SSH-2.0-x\r\n'],
  ['smtp', '220-mail.portolan.test ESMTP\r\n220-no spam\r\n220 please\r\n'],
  ['smtp', '554 mail.portolan.test no\r\n'],
  ['ftp', '220-FTP server\r\n 220 is in this line\r\n220-\r\n220 ready\r\n'],
  ['pop3', '+OK ready <1.2@mail.portolan.test>\r\n'],
  ['imap', '* OK [CAPABILITY IMAP4rev1] ready\r\n'],
  ['imap', '* BYE busy\r\n'],
  ['ssh', 'SSH-2.0-OpenSSH_9.2\r\n', '\0\0\x05\x1c\x0a\x14key exchange'],
  ['ssh', 'be warned\r\nthis is watched\r\nSSH-2.0-x\r\n'],
  ['smtp', '220 bare line feed\n'],
];

const soon = () => new Deadline(2000);
const bytes = (text: string) => Buffer.from(text, 'latin1');

function readFrom(packets: readonly string[], deadline = soon()): Promise<Reply> {
  const connection = new ScriptedConnection(packets.map(bytes));
  return new ReplyReader(connection, 4096).read(greetingRule(PROTOCOLS), deadline);
}

for (const [protocol, greeting, behind = ''] of GREETINGS) {
  const shown = JSON.stringify(greeting);
  test(`${shown} is read whole from one packet, byte by byte, or cut anywhere`, async () => {
    const whole = { text: greeting, end: 'complete' };
    assert.deepEqual(await readFrom([greeting + behind]), whole);
    assert.deepEqual(await readFrom([...greeting]), whole);
    for (let cut = 1; cut < greeting.length; cut += 5) {
      assert.deepEqual(await readFrom([greeting.slice(0, cut), greeting.slice(cut) + behind]), whole);
    }
  });

  test(`${shown} is recognised as ${protocol} can send it`, () => {
    assert.ok(recognizedBy(greeting, PROTOCOLS).some(({ name }) => name === protocol));
  });
}

test('a greeting that goes on is waited for, however quiet it is in between', async () => {
  const clock = new FakeClock();
  const connection = new ScriptedConnection([bytes('220-mail.portolan.test ESMTP\r\n')]);
  const reading = new ReplyReader(connection, 4096).read(greetingRule(PROTOCOLS), new Deadline(20_000, clock));
  await turns();
  clock.advance(15_000);
  await turns();
  connection.receive('220 ready\r\n');
  assert.equal((await reading).end, 'complete');
});

test('an unfinished line of text, or one that a protocol knows, is waited for', async () => {
  for (const start of ['Welcome to', '220 mail.portolan.t', '220 Gr\xc3\xbc\xc3\x9fe']) {
    const clock = new FakeClock();
    const connection = new ScriptedConnection([bytes(start)]);
    const reading = new ReplyReader(connection, 4096).read(greetingRule(PROTOCOLS), new Deadline(20_000, clock));
    await turns();
    clock.advance(15_000);
    await turns();
    connection.receive('!\r\n');
    await turns();
    clock.advance(GREETING_QUIET_MS);
    assert.equal((await reading).text, `${start}!\r\n`);
  }
});

test('what nobody knows is taken as it is once the server falls quiet', async () => {
  for (const greeting of ['WHO 003.008\n', '\0\0\0\0\x0bhello\0', '\x81\x82\x83\x84\x85', 'hello\r\nworld\r\n']) {
    const clock = new FakeClock();
    const reading = readFrom([greeting], new Deadline(20_000, clock));
    await turns(5);
    clock.advance(GREETING_QUIET_MS);
    assert.deepEqual(await reading, { text: greeting, end: 'timeout' });
    assert.equal(clock.pending, 0);
  }
});

test('silence is waited for until the deadline', async () => {
  const clock = new FakeClock();
  const reading = readFrom([], new Deadline(1000, clock));
  await turns();
  clock.advance(999);
  await turns();
  assert.equal(clock.pending, 1);
  clock.advance(1);
  assert.deepEqual(await reading, { text: '', end: 'timeout' });
});

test('looking at a hostile greeting line by line takes little time', () => {
  const hostile = ['220-\r\n', '220-a b c d e f g h i j\r\n', '220-LMTP\r\n', '\r\n', 'SSH-\r\n', '* \r\n', '+OK'];
  for (const line of hostile) {
    const rule = greetingRule(PROTOCOLS);
    const text = line.repeat(Math.floor(8192 / line.length));
    const startedAt = performance.now();
    for (let end = line.length; end <= text.length; end += line.length) {
      const soFar = text.slice(0, end);
      rule.frame(soFar);
      rule.quietMs?.(soFar);
    }
    const elapsedMs = performance.now() - startedAt;
    assert.ok(elapsedMs < 1000, `${JSON.stringify(line)}: ${elapsedMs} ms`);
  }
});

test('no bytes make the rule throw or find a reply that is not there', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', '220-', '* OK', 'SSH-2.0-'),
      (noise, start) => {
        const text = start + noise;
        const rule = greetingRule(PROTOCOLS);
        const length = rule.frame(text);
        assert.ok(length >= 0 && length <= text.length);
        const quietMs = rule.quietMs?.(text);
        assert.ok(quietMs === undefined || quietMs === GREETING_QUIET_MS);
      },
    ),
  );
});
