import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test from 'node:test';
import { probe } from '../../src/probe-pipeline.js';
import { resultOf, startCli } from '../cli/run-cli.js';
import { assertHonest, MailNet, probesIn } from '../helpers/hostile-mail.js';
import { type Act, answering, tlsOver } from '../helpers/hostile-server.js';
import { serve } from '../helpers/server.js';
import {
  closed,
  host,
  LONG,
  LONG_MS,
  moment,
  noMoreTimers,
  PROMPT_MS,
  stopAt,
  timers,
} from '../helpers/stopped-probe.js';

const GREETING = '220 mail.portolan.test ESMTP\r\n';

test('a probe is stopped in the pause before a second try and in the second try; the first one stands', {
  timeout: 20_000,
}, async (t) => {
  for (const [silentFrom, retryAfterMs] of [
    [2, LONG_MS],
    [2, 1],
  ] as const) {
    const { promise, reached } = moment();
    let tries = 0;
    const act: Act = (socket) => {
      tries += 1;
      if (tries >= silentFrom) return reached();
      socket.end('421 4.3.2 not now\r\n');
      if (retryAfterMs > 1) socket.once('close', reached);
    };
    const [record] = probesIn(await stopAt(promise, await host(t, 25, act, { retryAfterMs })));
    assert.deepEqual([record?.verdict.code, record?.verdict.earlier], ['temporarily-refused', null]);
    assert.equal(tries, retryAfterMs > 1 ? 1 : 2);
  }
});

test('a probe is stopped while versions of TLS are tried; what was found before stands', {
  timeout: 20_000,
}, async (t) => {
  const { promise, reached } = moment();
  let connections = 0;
  const act: Act = (socket) => {
    connections += 1;
    const isFirst = connections === 1;
    answering(GREETING, (line) => {
      if (line !== 'STARTTLS') return '250-mail\r\n250 STARTTLS\r\n';
      socket.write('220 go ahead\r\n');
      if (isFirst)
        tlsOver(
          socket,
          answering('', () => '250 mail\r\n'),
        );
      else socket.once('data', reached);
      return undefined;
    })(socket);
  };
  const [record] = probesIn(await stopAt(promise, await host(t, 25, act, { tlsVersions: true })));
  assert.deepEqual([record?.verdict.code, record?.startTls], ['ready', 'done']);
  assert.deepEqual(record?.tlsVersions, { TLSv1: null, 'TLSv1.1': null, 'TLSv1.2': null, 'TLSv1.3': true });
});

test('whoever stops listening leaves nothing behind', { timeout: 20_000 }, async (t) => {
  const sockets: Socket[] = [];
  const net = new MailNet();
  for (let index = 0; index < 20; index += 1) {
    const act = index === 0 ? answering(GREETING, () => '250 mail\r\n') : () => {};
    net.put(
      `h${index}.portolan.test`,
      25,
      await serve(t, (socket) => {
        sockets.push(socket.resume());
        act(socket);
      }),
    );
  }
  const targets = Array.from({ length: 20 }, (_none, index) => `h${index}.portolan.test`);
  const before = timers();
  for await (const record of probe({ targets, ports: '25', dial: net.dial, resolve: net.resolve, ...LONG })) {
    assert.ok(record.type === 'probe' && record.verdict.code === 'ready');
    break;
  }
  assert.equal(sockets.length, 16);
  await Promise.all(sockets.map(closed));
  await noMoreTimers(before);
  await assertHonest(t);
});

test('many services that wait at once are not taken for a leak by the runtime', { timeout: 20_000 }, async (t) => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  t.after(() => process.off('warning', note));
  const net = new MailNet();
  const { promise, reached } = moment();
  let refusals = 0;
  for (let index = 0; index < 16; index += 1) {
    const act: Act = (socket) => {
      socket.resume().end('421 4.3.2 not now\r\n');
      socket.once('close', () => (++refusals === 16 ? setImmediate(reached) : undefined));
    };
    net.put(`h${index}.portolan.test`, 25, await serve(t, act));
  }
  const targets = Array.from({ length: 16 }, (_none, index) => `h${index}.portolan.test`);
  const { dial, resolve } = net;
  const options = { targets, ports: '25', dial, resolve, ...LONG, retryAfterMs: LONG_MS };
  const records = await stopAt(promise, { options });
  assert.equal(probesIn(records).filter(({ verdict }) => verdict.code === 'temporarily-refused').length, 16);
  assert.deepEqual(warnings, []);
});

test('Ctrl-C ends the program by itself, with what was found', { timeout: 30_000 }, async (t) => {
  const { promise, reached } = moment();
  const { port } = await serve(t, (socket) => void socket.write('220-wait\r\n', reached));
  const child = startCli(['probe', `127.0.0.1:${port}`, '--json']);
  const ended = resultOf(child);
  await promise;
  const startedAt = performance.now();
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  assert.ok(performance.now() - startedAt < 5 * PROMPT_MS);
  assert.deepEqual([code, stderr], [130, '']);
  const { results, summary } = JSON.parse(stdout);
  assert.deepEqual([summary.stopped, summary.complete], [true, false]);
  assert.equal(results[0].verdict.code, 'not-asked');
});
