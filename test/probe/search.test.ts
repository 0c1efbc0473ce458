import assert from 'node:assert/strict';
import test from 'node:test';
import { ANSWER_MS, CROWDED_ANSWER_MS, LADDER_WAVE_MS } from '../../src/defaults.js';
import { type Found, Search, type SearchOptions, type SearchResult } from '../../src/probe/search.js';
import type { Visit } from '../../src/probe/visit.js';
import type { Protocol, Saying } from '../../src/protocols/types.js';
import { askingProtocol, pretendedProtocol, request } from '../helpers/pretended-protocol.js';
import { answering, type Behaviour, PretendedConnection, PretendedServer } from '../helpers/pretended-server.js';
import { turns } from '../helpers/turn.js';

const [red, green, blue] = ['red', 'green', 'blue'].map((name) => askingProtocol(name)) as [
  Protocol,
  Protocol,
  Protocol,
];

interface Searching {
  readonly server: PretendedServer;
  readonly visit: Visit;
  readonly search: Search;
  readonly heard: Saying[];
}

function searching(
  waves: SearchOptions['waves'],
  behave: Behaviour,
  {
    timeoutMs = 3000,
    intensity = 'light',
    roundTripMs = 0,
    handshake = async () => null,
    open,
    isCrowded,
  }: {
    timeoutMs?: number;
    intensity?: 'light' | 'full';
    roundTripMs?: number;
    handshake?: SearchOptions['handshake'];
    open?: SearchOptions['open'];
    isCrowded?: () => boolean;
  } = {},
): Searching {
  const server = new PretendedServer(behave);
  const visit = server.visit({ protocols: waves.flat(), intensity, roundTripMs, isCrowded }, timeoutMs);
  const heard: Saying[] = [];
  const search = new Search(visit, {
    waves,
    secure: false,
    open: open ?? (() => visit.open()),
    handshake,
    heard: (saying) => heard.push(saying),
  });
  return { server, visit, search, heard };
}

function nameOf(result: SearchResult): string | null {
  return result === null ? null : 'first' in result ? 'tls' : result.recognized.protocol.name;
}

test('each wave is tried when the one before it has had its time, what it asked is still listened to', async () => {
  const begun: [string, number][] = [];
  const { server, search } = searching([[red], [green], [blue]], (connection) => {
    connection.onSent = (bytes) => {
      begun.push([bytes.slice(0, -3), server.clock.now()]);
      if (bytes.startsWith('red')) server.clock.schedule(700, () => connection.say('red!\r\n'));
    };
  });
  assert.equal(nameOf(await server.clock.drive(search.run())), 'red');
  assert.deepEqual(begun, [
    ['red', 0],
    ['green', LADDER_WAVE_MS],
    ['blue', 2 * LADDER_WAVE_MS],
  ]);
  assert.equal(server.clock.now(), 700);
});

test('a distant server has two round trips more', async () => {
  const { server, search } = searching([[red], [green]], answering({ green: 'green!\r\n' }), { roundTripMs: 100 });
  assert.equal(nameOf(await server.clock.drive(search.run())), 'green');
  assert.equal(server.clock.now(), LADDER_WAVE_MS + 200);
});

test('a wave that was answered without success costs no waiting', async () => {
  const { server, search, heard } = searching(
    [[red, green], [blue]],
    answering({ red: '?\r\n', green: '?\r\n', blue: 'blue!\r\n' }),
  );
  assert.equal(nameOf(await server.clock.drive(search.run())), 'blue');
  assert.equal(server.clock.now(), 0);
  assert.deepEqual(
    heard.map(({ request: asked, text }) => [asked, text]),
    [
      ['red/hello', '?\r\n'],
      ['green/hello', '?\r\n'],
      ['blue/hello', 'blue!\r\n'],
    ],
  );
});

test('the protocols of one wave are tried at the same time, each over a connection of its own', async () => {
  const { server, search } = searching([[red, green, blue]], answering({ blue: 'blue!\r\n' }));
  assert.equal(nameOf(await server.clock.drive(search.run())), 'blue');
  assert.deepEqual(server.heard, ['', 'red?\r\n', 'green?\r\n', 'blue?\r\n']);
});

test('an answer belongs to whoever recognises it, whoever asked', async () => {
  const { server, search } = searching([[red], [green]], answering({ red: 'green!\r\n' }));
  const found = await server.clock.drive(search.run());
  assert.equal(nameOf(found), 'green');
  assert.equal((found as Found).saying.request, 'red/hello');
  assert.equal(server.connections.length, 2);
});

test('an answer that is not sure waits for a better one, and is taken when there is none', async () => {
  const unsure = askingProtocol('unsure', 0.5);
  const less = askingProtocol('less', 0.3);
  const both = { unsure: 'unsure!\r\n', less: 'less!\r\n' };
  const better = searching([[unsure, less], [green]], answering({ ...both, green: 'green!\r\n' }));
  assert.equal(nameOf(await better.server.clock.drive(better.search.run())), 'green');
  const only = searching([[unsure, less], [green]], answering(both));
  assert.equal(nameOf(await only.server.clock.drive(only.search.run())), 'unsure');
});

test('a server that asks for TLS ends the search, however unsure it is', async () => {
  const modest = askingProtocol('modest', 0.5, {
    recognizeReply: () => ({ confidence: 0.3, text: 'x', hostname: null, wantsTls: true }),
  });
  const { server, search } = searching([[modest], [green]], answering({ modest: 'TLS please\r\n' }));
  assert.equal(nameOf(await server.clock.drive(search.run())), 'modest');
  assert.equal(server.connections.length, 2);
});

test('a protocol that is met by a handshake is tried by one', async () => {
  const tls = pretendedProtocol('tls', { byHandshake: true });
  let tries = 0;
  const { visit } = searching([], () => {});
  const spokenTls = { talk: null, first: visit.take(new PretendedConnection()), chosen: null };
  const shaking = (isSpoken: boolean) =>
    searching([[tls], [green]], answering({ green: 'green!\r\n' }), {
      handshake: async () => {
        tries += 1;
        return isSpoken ? spokenTls : null;
      },
    });
  const spoken = shaking(true);
  assert.equal(await spoken.server.clock.drive(spoken.search.run()), spokenTls);
  const other = shaking(false);
  assert.equal(nameOf(await other.server.clock.drive(other.search.run())), 'green');
  assert.equal(tries, 2);
});

test('what is not for every day is asked in full intensity only', async () => {
  const loud = askingProtocol('loud', 0.9, { openings: [request('hello', 'loud?\r\n', { intensity: 'full' })] });
  const light = searching([[loud]], answering({ loud: 'loud!\r\n' }));
  assert.equal(await light.server.clock.drive(light.search.run()), null);
  assert.equal(light.server.connections.length, 1);
  const full = searching([[loud]], answering({ loud: 'loud!\r\n' }), { intensity: 'full' });
  assert.equal(nameOf(await full.server.clock.drive(full.search.run())), 'loud');
});

test('silence ends when the time for an answer is over, with every connection of the search closed', async () => {
  const { server, search } = searching([[red], [green]], () => {}, { timeoutMs: 10_000 });
  assert.equal(await server.clock.drive(search.run()), null);
  assert.equal(server.clock.now(), LADDER_WAVE_MS + ANSWER_MS);
  assert.ok(server.connections.slice(1).every(({ destroyed }) => destroyed));
  assert.equal(server.clock.pending, 0);
});

test('the waves share the time that there is, so that the last of them may still be answered', async () => {
  for (const [timeoutMs, roundTripMs] of [
    [3000, 500],
    [100, 0],
  ] as const) {
    const { server, search } = searching([[red], [green], [red], [green]], () => {}, { timeoutMs, roundTripMs });
    assert.equal(await server.clock.drive(search.run()), null);
    assert.ok(server.clock.now() <= timeoutMs, `${server.clock.now()} ms`);
    assert.deepEqual(server.heard, ['', 'red?\r\n', 'green?\r\n', 'red?\r\n', 'green?\r\n']);
  }
});

test('a silent server is left sooner where others wait for a connection', async () => {
  const { server, search } = searching([[red], [green]], () => {}, { isCrowded: () => true });
  assert.equal(await server.clock.drive(search.run()), null);
  assert.ok(server.clock.now() < LADDER_WAVE_MS + ANSWER_MS);
  assert.equal(server.clock.now(), 2 * CROWDED_ANSWER_MS);
});

test('nothing is tried when the time of the visit is over', async () => {
  const { server, search } = searching([[red], [green]], () => {}, { timeoutMs: 0 });
  assert.equal(await server.clock.drive(search.run()), null);
  assert.deepEqual(server.heard, ['']);
});

test('a search that is stopped comes to nothing, and opens no further connection', async () => {
  const { server, search } = searching([[red], [green]], () => {});
  const result = search.run();
  await turns();
  search.stop();
  assert.equal(await result, null);
  server.clock.advance(3000);
  await turns(20);
  assert.equal(server.connections.length, 2);
  assert.equal(server.clock.pending, 0);
});

test('a connection that nobody gives ends a try, not the search', async () => {
  let asked = 0;
  const { server, search } = searching([[red], [green]], () => {}, {
    open: async () => {
      asked += 1;
      return null;
    },
  });
  assert.equal(await server.clock.drive(search.run()), null);
  assert.deepEqual([asked, server.clock.now()], [2, 0]);
});

test('a server that hangs up on everybody is tried with every wave, without waiting', async () => {
  const { server, search, heard } = searching([[red], [green], [blue]], (connection) => connection.hangUp());
  assert.equal(await server.clock.drive(search.run()), null);
  assert.deepEqual([server.connections.length, heard.length, server.clock.now()], [4, 0, 0]);
});
