import assert from 'node:assert/strict';
import test from 'node:test';
import { HINTED_ANSWER_MS, HINTED_LISTEN_MS, LADDER_WAVE_MS, LISTEN_MS } from '../../src/defaults.js';
import { meet } from '../../src/probe/meet.js';
import type { Met } from '../../src/probe/meeting.js';
import type { MeetOptions } from '../../src/probe/visit.js';
import { ftp } from '../../src/protocols/ftp.js';
import { http } from '../../src/protocols/http.js';
import { redis } from '../../src/protocols/redis.js';
import { smtp } from '../../src/protocols/smtp.js';
import { ssh } from '../../src/protocols/ssh.js';
import { askingProtocol, pretendedProtocol, request } from '../helpers/pretended-protocol.js';
import { answering, type Behaviour, PretendedServer } from '../helpers/pretended-server.js';
import { turns } from '../helpers/turn.js';

const GREETING = '220 mail.portolan.test ESMTP\r\n';
const PAGE = 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok';
const [red, green] = [askingProtocol('red'), askingProtocol('green')];
/** Few protocols, so that it is known how many connections a search takes. */
const KNOWN = { protocols: [smtp, ftp, ssh, http, redis, red, green], ladder: [[http], [red, green]] };

interface Meeting {
  readonly met: Met;
  readonly server: PretendedServer;
}

async function meeting(behave: Behaviour, options: Partial<MeetOptions> = {}, timeoutMs = 3000): Promise<Meeting> {
  const server = new PretendedServer(behave);
  const visit = server.visit({ ...KNOWN, ...options }, timeoutMs);
  const met = await server.clock.drive(meet(visit, visit.take(server.connections[0]!)));
  visit.end();
  assert.ok(server.isLeft, 'every connection is closed');
  assert.equal(server.timersOfClient, 0, 'no timer is left');
  assert.ok(server.clock.now() <= timeoutMs, `${server.clock.now()} ms`);
  return { met, server };
}

test('a server that speaks first is met by listening, over one connection, in no time', async () => {
  const { met, server } = await meeting((connection) => connection.say(GREETING));
  assert.deepEqual([met.protocol?.name, met.settled, met.greeting.text], ['smtp', null, GREETING]);
  assert.deepEqual([server.heard, server.clock.now()], [[''], 0]);
});

test('a server that takes its time to greet, where nothing is usual, is met by its greeting all the same', async () => {
  const { met, server } = await meeting((connection, index, server) => {
    if (index === 0) server.later(1200, () => connection.say(GREETING));
  });
  assert.deepEqual([met.protocol?.name, met.greeting.text], ['smtp', GREETING]);
  assert.equal(server.heard[0], '', 'nothing was sent before it greeted');
  assert.equal(server.clock.now(), 1200);
});

test('a server that greets late over every connection is met by what it says to our requests', async () => {
  const { met } = await meeting((connection, _index, server) => server.later(800, () => connection.say(GREETING)));
  assert.deepEqual([met.protocol?.name, met.greeting.text], ['smtp', GREETING]);
});

test('where nothing is usual, common protocols are tried while the first connection listens', async () => {
  const { met, server } = await meeting(answering({ GET: PAGE }));
  assert.equal(met.protocol?.name, 'http');
  assert.deepEqual(met.settled, { protocol: 'http', method: 'probe', request: 'http/get', text: 'HTTP/1.0 200' });
  assert.deepEqual(met.replies, [{ request: 'http/get', text: PAGE }]);
  assert.deepEqual(server.heard, ['', 'GET / HTTP/1.0\r\n\r\n']);
  assert.equal(server.clock.now(), LISTEN_MS);
});

test('an answer that others give too settles the protocol with as little confidence', async () => {
  const unsure = askingProtocol('unsure', 0.4);
  const { met } = await meeting(answering({ unsure: 'unsure!\r\n' }), { protocols: [unsure], ladder: [[unsure]] });
  assert.deepEqual([met.settled?.protocol, met.settled?.confidence], ['unsure', 0.4]);
});

test('what is usual at the port is asked over the connection at hand', async () => {
  const { met, server } = await meeting(answering({ PING: '+PONG\r\n' }), { hint: { protocol: redis, secure: false } });
  assert.equal(met.protocol?.name, 'redis');
  assert.deepEqual(server.heard, ['PING\r\n']);
  assert.equal(server.clock.now(), HINTED_LISTEN_MS);
});

test('an answer to what is usual may be of another protocol', async () => {
  const { met, server } = await meeting(answering({ GET: "-ERR unknown command 'GET'\r\n" }), {
    hint: { protocol: http, secure: false },
  });
  assert.equal(met.protocol?.name, 'redis');
  assert.deepEqual([met.settled?.request, server.connections.length], ['http/get', 1]);
});

test('where the usual gets no answer, others are tried beside, and what is late still counts', async () => {
  const hint = { protocol: http, secure: false };
  const other = await meeting(answering({ red: 'red!\r\n' }), { hint });
  assert.equal(other.met.protocol?.name, 'red');
  assert.equal(other.server.clock.now(), HINTED_LISTEN_MS + HINTED_ANSWER_MS);
  const slow = await meeting(
    (connection, _index, server) => {
      connection.onSent = (bytes) => {
        if (bytes.startsWith('GET')) server.later(900, () => connection.say(PAGE));
      };
    },
    { hint },
  );
  assert.equal(slow.met.protocol?.name, 'http');
  assert.equal(slow.server.clock.now(), HINTED_LISTEN_MS + 900);
  assert.deepEqual(slow.server.heard.filter((sent) => sent.startsWith('GET')).length, 1);
});

test('where the usual is answered by what nobody knows, others are tried, and the answer is kept', async () => {
  const { met, server } = await meeting(answering({ GET: 'what?\r\n', red: 'what?\r\n', green: 'what?\r\n' }), {
    hint: { protocol: http, secure: false },
  });
  assert.equal(met.protocol, null);
  assert.deepEqual(
    met.replies.map(({ request: asked }) => asked),
    ['http/get', 'red/hello', 'green/hello'],
  );
  assert.equal(server.connections.length, 3);
});

test('at a port whose server should speak first, nothing is sent over the connection that waits for it', async () => {
  const hint = { protocol: smtp, secure: false };
  const { met, server } = await meeting(answering({ GET: PAGE }), { hint });
  assert.equal(met.protocol?.name, 'http');
  assert.deepEqual(server.heard, ['', 'GET / HTTP/1.0\r\n\r\n']);
  assert.equal(server.clock.now(), 1500);
  const late = await meeting((connection, _index, server) => server.later(2800, () => connection.say(GREETING)), {
    hint,
  });
  assert.equal(late.met.protocol?.name, 'smtp');
  assert.equal(late.server.heard[0], '');
});

test('a server that serves one connection after the other is met once the first is let go', async () => {
  const { met, server } = await meeting((connection, index, { connections }) => {
    connection.onSent = (bytes) => {
      const serve = () => {
        if (bytes.startsWith('GET')) connection.say(PAGE);
      };
      const before = connections[index - 1];
      if (before === undefined || before.destroyed) serve();
      else before.once('close', serve);
    };
  });
  assert.equal(met.protocol?.name, 'http');
  assert.ok(server.clock.now() > LISTEN_MS && server.clock.now() < 3000);
});

test('listening sends nothing, to whatever port, and waits until the end', async () => {
  for (const hint of [null, { protocol: redis, secure: false }, { protocol: smtp, secure: true }]) {
    const { met, server } = await meeting(answering({ GET: PAGE, PING: '+PONG\r\n' }), { intensity: 'listen', hint });
    assert.deepEqual([met.greeting, met.protocol, met.replies], [{ text: '', end: 'timeout' }, null, []]);
    assert.deepEqual([server.heard, server.clock.now()], [[''], 3000]);
  }
});

test('nothing is sent to a port where anything has an effect', async () => {
  const printer = pretendedProtocol('printer', { listenOnly: true });
  const { met, server } = await meeting(answering({ GET: PAGE }), { hint: { protocol: printer, secure: false } });
  assert.equal(met.protocol, null);
  assert.deepEqual(server.heard, ['']);
});

test('where a server may hold back its greeting and whoever speaks first is noted, nothing is sent but in full intensity', async () => {
  const hint = { protocol: smtp, secure: false };
  const late = await meeting((connection, _index, server) => server.later(2900, () => connection.say(GREETING)), {
    hint,
    port: 25,
  });
  assert.deepEqual([late.met.protocol?.name, late.server.heard[0]], ['smtp', '']);
  assert.equal(late.server.connections.length, 1);
  const never = await meeting(() => {}, { hint, port: 25 });
  assert.deepEqual([never.met.greeting.end, never.server.heard], ['timeout', ['']]);
  const full = await meeting(() => {}, { hint, port: 25, intensity: 'full' });
  assert.ok(full.server.connections.length > 1);
});

test('who has more time listens longer where nothing tells who speaks first', async () => {
  const late: Behaviour = (connection, _index, server) => server.later(900, () => connection.say(GREETING));
  const patient = await meeting(late, { listenMs: 1000 });
  assert.deepEqual([patient.met.protocol?.name, patient.server.connections.length], ['smtp', 1]);
  const hasty = await meeting(late);
  assert.ok(hasty.server.connections.length > 1);
});

test('a port that accepts and says nothing costs no more than the time for one, and a known number of connections', async () => {
  for (const hint of [null, { protocol: smtp, secure: false }, { protocol: redis, secure: false }]) {
    const { met, server } = await meeting(() => {}, { hint });
    assert.deepEqual([met.protocol, met.talk, met.replies], [null, null, []]);
    assert.deepEqual(met.greeting, { text: '', end: 'timeout' });
    assert.equal(server.connections.length, 4, 'one to listen, one for each opening');
  }
});

test('each opening of a search is sent once', async () => {
  const { server } = await meeting(() => {});
  assert.deepEqual(server.heard, ['', 'GET / HTTP/1.0\r\n\r\n', 'red?\r\n', 'green?\r\n']);
});

test('a connection that is closed at once is told as that, and nobody is asked again', async () => {
  const { met, server } = await meeting((connection) => connection.hangUp());
  assert.deepEqual(met.greeting, { text: '', end: 'closed' });
  assert.deepEqual([met.protocol, server.connections.length, server.clock.now()], [null, 1, 0]);
});

test('a server that hangs up while others are tried ends nothing', async () => {
  const { met } = await meeting((connection, index, server) => {
    if (index === 0) server.later(LISTEN_MS + 10, () => connection.hangUp());
    else connection.onSent = (bytes) => connection.say(bytes.startsWith('red') ? 'red!\r\n' : '');
  });
  assert.equal(met.protocol?.name, 'red');
});

test('where nobody connects again, the greeting is still waited for', async () => {
  const failing = [() => Promise.reject(new Error('refused')), undefined, () => new Promise<never>(() => {})];
  for (const redial of failing) {
    const late = await meeting((connection, _index, server) => server.later(1000, () => connection.say(GREETING)), {
      redial,
    });
    assert.equal(late.met.protocol?.name, 'smtp');
    assert.equal((await meeting(() => {}, { redial })).met.protocol, null);
  }
});

test('a visit that is ended in the middle comes to its end without waiting', async () => {
  for (const ms of [0, LISTEN_MS + 10, LISTEN_MS + LADDER_WAVE_MS + 10]) {
    const server = new PretendedServer(() => {});
    const visit = server.visit({ ...KNOWN, ladder: [[http], [red], [green]] });
    const met = meet(visit, visit.take(server.connections[0]!));
    for (let passed = 0; passed < ms; passed += 10) {
      server.clock.advance(10);
      await turns(5);
    }
    visit.end();
    assert.equal((await met).protocol, null);
    assert.ok(server.isLeft);
    assert.equal(server.clock.pending, 0);
  }
});

test('what is loud is asked in full intensity only, also where it is usual', async () => {
  const loud = askingProtocol('loud', 0.9, { openings: [request('hello', 'loud?\r\n', { intensity: 'full' })] });
  const options = { protocols: [loud], ladder: [], hint: { protocol: loud, secure: false } };
  const light = await meeting(answering({ loud: 'loud!\r\n' }), options);
  assert.deepEqual([light.met.protocol, light.server.heard], [null, ['']]);
  const full = await meeting(answering({ loud: 'loud!\r\n' }), { ...options, intensity: 'full' });
  assert.equal(full.met.protocol, loud);
});
