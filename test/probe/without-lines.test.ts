import assert from 'node:assert/strict';
import test from 'node:test';
import { Deadline } from '../../src/net/deadline.js';
import { ReplyReader } from '../../src/net/reader.js';
import { greetingRule } from '../../src/probe/greeting.js';
import { meet } from '../../src/probe/meet.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { irc } from '../../src/protocols/irc.js';
import { ScriptedConnection } from '../helpers/connection.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { answering, PretendedServer } from '../helpers/pretended-server.js';

/** Greetings that end where their protocol says, whatever comes behind them. */
const GREETINGS: readonly (readonly [greeting: string, behind: string])[] = [
  ['\xff\xfb\x01\xff\xfd\x18', '\r\nUsername: '],
  ['( success ( 2 2 ( ) ( edit-pipeline svndiff1 ) ) ) ', ''],
  ['\r\nUser Access Verification\r\n\r\nPassword:', ' '],
  ['login:', ' '],
];

for (const [greeting, behind] of GREETINGS) {
  test(`${JSON.stringify(greeting)} is whole without a line end, and not waited on`, async () => {
    const connection = new ScriptedConnection([Buffer.from(greeting + behind, 'latin1')]);
    const deadline = new Deadline(20_000, new FakeClock());
    const reply = await new ReplyReader(connection, 4096).read(greetingRule(PROTOCOLS), deadline);
    assert.deepEqual(reply, { text: greeting, end: 'complete' });
  });
}

test('a server that may wait for us and speaks first all the same is asked what it is', async () => {
  const server = new PretendedServer((connection, index, pretended) => {
    connection.say('NOTICE AUTH :*** Looking up your hostname\r\n');
    answering({ NICK: ':irc.example.org 004 portolan irc.example.org some-1.0 a b\r\n' })(connection, index, pretended);
  });
  const visit = server.visit({ protocols: [irc], ladder: [], known: () => ({ product: false, version: false }) }, 3000);
  const met = await server.clock.drive(meet(visit, visit.take(server.connections[0]!)));
  visit.end();
  assert.equal(met.protocol?.name, 'irc');
  assert.deepEqual(
    met.replies.map(({ request }) => request),
    ['irc/register'],
  );
});
