import assert from 'node:assert/strict';
import test from 'node:test';
import { GREETING_QUIET_MS, LISTEN_MS } from '../../src/defaults.js';
import { meet } from '../../src/probe/meet.js';
import type { Met } from '../../src/probe/meeting.js';
import { http } from '../../src/protocols/http.js';
import { redis } from '../../src/protocols/redis.js';
import { answering, type Behaviour, PretendedServer } from '../helpers/pretended-server.js';

const HEAD = 'HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\n';
const PAGE = `${HEAD}Content-Length: 3\r\n\r\nbad`;

/** Asked in a protocol whose replies are single lines. */
async function meeting(behave: Behaviour): Promise<{ met: Met; server: PretendedServer }> {
  const server = new PretendedServer(behave);
  const visit = server.visit({ protocols: [redis, http], ladder: [[redis]] }, 3000);
  const met = await server.clock.drive(meet(visit, visit.take(server.connections[0]!)));
  visit.end();
  return { met, server };
}

test('a reply of another protocol is read to its own end, not to that of the one that was asked', async () => {
  const { met, server } = await meeting(answering({ PING: PAGE }));
  assert.deepEqual(met.replies[0], { request: 'redis/ping', text: PAGE });
  assert.deepEqual([met.protocol?.name, met.settled?.request], ['http', 'redis/ping']);
  assert.ok(server.clock.now() < LISTEN_MS + GREETING_QUIET_MS, 'nothing more was waited for');
});

test('what never ends of a reply of another protocol is waited for until the server falls quiet', async () => {
  const { met, server } = await meeting((connection) => {
    connection.onSent = (bytes) => bytes.startsWith('PING') && connection.say(HEAD);
  });
  assert.deepEqual(met.replies[0], { request: 'redis/ping', text: HEAD });
  assert.ok(server.clock.now() < 3000);
});

test('a reply of the protocol that was asked is taken as it is', async () => {
  const { met } = await meeting(answering({ PING: '+PONG\r\n' }));
  assert.deepEqual(met.replies[0], { request: 'redis/ping', text: '+PONG\r\n' });
});
