import assert from 'node:assert/strict';
import test from 'node:test';
import type { VerdictCode, VerdictPhase } from '../../src/mail/types.js';
import { type Case, meetAll, show } from '../helpers/hostile-mail.js';
import { type Act, type Answer, answering, dripping, flooding, saying } from '../helpers/hostile-server.js';

interface Flood extends Case {
  readonly code: VerdictCode;
  readonly phase: VerdictPhase;
}

const DRIPS = { code: 'no-greeting', phase: 'greeting', hangs: true } as const;
const NO_GREETING = { code: 'protocol-error', phase: 'greeting' } as const;
const SILENT = { code: 'timed-out', phase: 'capabilities', hangs: true } as const;
const NO_ANSWER = { code: 'protocol-error', phase: 'capabilities' } as const;

const smtp = (ehlo: string | Act) => answering('220 mail.portolan.test ESMTP\r\n', told(/^EHLO/, ehlo, '221 bye\r\n'));
const pop3 = (capa: string | Act) => answering('+OK ready\r\n', told(/^CAPA/, capa, '+OK bye\r\n'));
const imap = (list: string | Act) => answering('* OK ready\r\n', told(/CAPABILITY/, list, 'a4 OK bye\r\n'));

function told(asked: RegExp, hostile: string | Act, otherwise: string): Answer {
  return (line, socket) => {
    if (!asked.test(line)) return otherwise;
    if (typeof hostile === 'string') return hostile;
    hostile(socket);
    return undefined;
  };
}

const FLOODS: readonly Flood[] = [
  { what: 'a greeting that drips', port: 25, act: dripping('220 mail.portolan.test ESMTP '), ...DRIPS },
  { what: 'a greeting of 220- that drips', port: 25, act: dripping('220-mail\r\n'), ...DRIPS },
  { what: 'a greeting of one 220-', port: 587, act: saying('220-x\r\n'), ...DRIPS },
  { what: 'a greeting of 220- without end', port: 25, act: flooding('220-x\r\n'), ...NO_GREETING },
  { what: 'a greeting of one endless line', port: 25, act: flooding('x', '220 mail ESMTP '), ...NO_GREETING },
  { what: 'a POP3 greeting that drips', port: 110, act: dripping('+OK mail '), ...DRIPS },
  { what: 'a POP3 greeting without end', port: 110, act: flooding('x', '+OK '), ...NO_GREETING },
  { what: 'an IMAP greeting that drips', port: 143, act: dripping('* OK mail '), ...DRIPS },
  { what: 'an IMAP greeting without end', port: 143, act: flooding('x ', '* OK [CAPABILITY '), ...NO_GREETING },
  { what: 'a ManageSieve greeting that drips', port: 4190, act: dripping('"SASL" "PLAIN"\r\n'), ...DRIPS },
  { what: 'a ManageSieve greeting without end', port: 4190, act: flooding('"SASL" ""\r\n'), ...NO_GREETING },

  { what: 'an answer to EHLO that drips', port: 25, act: smtp(dripping('250-X\r\n')), ...SILENT },
  { what: 'an answer to EHLO of 10 MB', port: 25, act: smtp('250-X\r\n'.repeat(1_500_000)), ...NO_ANSWER },
  { what: 'an answer to EHLO without end', port: 25, act: smtp(flooding('250-X\r\n')), ...NO_ANSWER },
  { what: 'an answer to EHLO in one endless line', port: 25, act: smtp(flooding('X', '250-')), ...NO_ANSWER },
  { what: 'an answer to CAPA that drips', port: 110, act: pop3(dripping('TOP\r\n', '+OK\r\n')), ...SILENT },
  { what: 'an answer to CAPA without end', port: 110, act: pop3(flooding('TOP\r\n', '+OK\r\n')), ...NO_ANSWER },
  { what: 'untagged data that drip', port: 143, act: imap(dripping('* 1 EXISTS\r\n')), ...SILENT },
  { what: 'untagged data without end', port: 143, act: imap(flooding('* 1 EXISTS\r\n')), ...NO_ANSWER },
  {
    what: 'a literal of 4 GB that does not come',
    port: 143,
    act: imap('* CAPABILITY IMAP4rev1 {4294967295}\r\na1 OK done\r\n'),
    ...SILENT,
  },
  {
    what: 'a literal of 4 GB that comes',
    port: 143,
    act: imap(flooding('a1 OK done\r\n', '* CAPABILITY IMAP4rev1 {4294967295}\r\n')),
    ...NO_ANSWER,
  },
  {
    what: 'a literal of more bytes than there are numbers',
    port: 143,
    act: imap(`* LIST {${'9'.repeat(400)}}\r\na1 BAD no\r\n`),
    ...NO_ANSWER,
  },
  { what: 'literals within literals', port: 143, act: imap(flooding('{3}\r\n{3}\r\n', '* X ')), ...NO_ANSWER },
  { what: 'a ManageSieve literal that does not come', port: 4190, act: saying('"SASL" {999999}\r\nOK\r\n'), ...DRIPS },
  {
    what: 'a ManageSieve literal without end',
    port: 4190,
    act: flooding('OK\r\n', '"SASL" {999999}\r\n'),
    ...NO_GREETING,
  },
];

test('whatever comes in the place of a greeting or an answer has its verdict, in time and within the cap', async (t) => {
  const records = await meetAll(t, FLOODS);
  for (const [index, { what, code, phase }] of FLOODS.entries()) {
    const record = records[index]!;
    await t.test(what, () => {
      assert.deepEqual([record.state, record.verdict.code, record.verdict.phase], ['open', code, phase]);
      assert.ok((record.verdict.evidence?.length ?? 0) <= 400);
      assert.deepEqual(record.capabilities ?? [], []);
    });
  }
});

test('a list of capabilities up to the cap is read, and is no more than a screenful for people', async (t) => {
  const lines = Array.from({ length: 1300 }, (_none, index) => `250-X${index}\r\n`).join('');
  const words = Array.from({ length: 2400 }, (_none, index) => `X${index}`).join(' ');
  const records = await meetAll(t, [
    { what: 'lines', port: 25, act: smtp(`250-mail\r\n${lines}250 HELP\r\n`) },
    { what: 'words', port: 143, act: imap(`* CAPABILITY IMAP4rev1 ${words}\r\na1 OK done\r\n`) },
    { what: 'mechanisms', port: 25, act: smtp(`250-mail\r\n250 AUTH ${words}\r\n`) },
  ]);
  assert.deepEqual(
    records.map(({ capabilities }) => capabilities?.length),
    [1301, 2401, 1],
  );
  assert.equal(records[2]?.offers?.auth.length, 2400);
  for (const record of records) {
    assert.equal(record.verdict.code, 'ready');
    show([record]);
    const { en, json } = show([record], { transcript: false });
    assert.ok(en.split('\n').length < 160, String(en.split('\n').length));
    assert.match(en, /more characters; --json has them/);
    assert.match(json, /X1299/);
  }
});
