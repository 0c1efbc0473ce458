import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startExim } from './helpers/exim.js';
import { onceLogged } from './helpers/logged.js';
import { faultsOf, startMailLab } from './helpers/mail-lab.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';

const GREYLISTED = 'Greylisted, please try again in 5 minutes';
const BLOCKED = 'Your address is on our block list';
/** Seconds for which one connection uses up what a caller may have. */
const LIMITED_FOR = 3;

test('mail servers that put us off, turn us away or keep us waiting', async (context) => {
  const lab = await startMailLab(context, { needs: ['postfix', 'exim'], ports: [25] });
  if (!lab) return;
  const [greylisting, blocking, limiting, late, slow] = [
    lab.site('greylisting'),
    lab.site('blocking'),
    lab.site('limiting'),
    lab.site('late'),
    lab.site('old'),
  ];
  const limits = ['smtpd_client_connection_rate_limit = 1', `anvil_rate_time_unit = ${LIMITED_FOR}s`];
  const [, , postfix, postscreen] = await Promise.all([
    stoppedAfter(context, startExim({ ...greylisting, onConnect: [`defer message = ${GREYLISTED}`] })),
    stoppedAfter(context, startExim({ ...blocking, onConnect: [`deny message = ${BLOCKED}`] })),
    stoppedAfter(context, startPostfix({ ...limiting, settings: limits })),
    stoppedAfter(context, startPostfix({ ...late, postscreen: true, settings: ['postscreen_greet_wait = 5s'] })),
    stoppedAfter(context, startExim({ ...slow, onConnect: ['accept delay = 5s'] })),
  ]);

  // They wait side by side.
  const waiting = {
    greylisted: lab.probe({ targets: `${greylisting.hostname}:25`, retryAfterMs: 500 }),
    delayed: lab.probe({ targets: `${late.hostname}:25` }),
    impatient: lab.probe({ targets: `${slow.hostname}:25`, greetTimeoutMs: 1000 }),
  };

  await context.test('Exim that greylists is asked once more, and is no server without TLS', async () => {
    const { verdict, startTls, findings, tls, role, transcript } = (await waiting.greylisted).at(25);
    const evidence = `451 ${GREYLISTED}`;
    const { afterMs = 0 } = verdict.earlier ?? {};
    assert.deepEqual(verdict, {
      ...{ code: 'greylisted', phase: 'greeting', evidence },
      earlier: { code: 'greylisted', evidence, afterMs },
    });
    assert.ok(afterMs >= 500 && afterMs < 3000, `${afterMs} ms`);
    assert.deepEqual([findings, tls, role], [[], null, 'relay']);
    assert.notEqual(startTls, 'not-offered');
    assert.deepEqual([...new Set(transcript.map(({ connection }) => connection))], [1, 2]);
  });

  await context.test('Exim that turns us away for our address is asked once', async () => {
    const { verdict, findings, transcript } = (await lab.probe({ targets: `${blocking.hostname}:25` })).at(25);
    assert.deepEqual(verdict, {
      ...{ code: 'blocked-by-policy', phase: 'greeting', evidence: `550 ${BLOCKED}`, earlier: null },
    });
    assert.deepEqual(findings, []);
    assert.deepEqual([...new Set(transcript.map(({ connection }) => connection))], [1]);
  });

  await context.test('Postfix that finds that we come too often takes us a little later', async () => {
    await useUp(limiting.registeredOn);
    const targets = `${limiting.hostname}:25`;
    const { verdict, tls, findings } = (await lab.probe({ targets, retryAfterMs: (LIMITED_FOR + 1) * 1000 })).at(25);
    assert.deepEqual([verdict.code, verdict.phase, verdict.earlier?.code], ['ready', 'done', 'rate-limited']);
    assert.match(verdict.earlier?.evidence ?? '', /^421 4\.7\.0 .*too many connections/);
    assert.deepEqual([tls?.authorized, findings], [true, []]);
  });

  await context.test('and is told as one that limits where no later try is wanted', async () => {
    await useUp(limiting.registeredOn);
    const { verdict, findings, startTls } = (
      await lab.probe({ targets: `${limiting.hostname}:25`, retryAfterMs: 0 })
    ).at(25);
    assert.deepEqual([verdict.code, verdict.phase, verdict.earlier, findings], ['rate-limited', 'greeting', null, []]);
    assert.notEqual(startTls, 'not-offered');
    await onceLogged(postfix, /Connection rate limit exceeded/);
  });

  await context.test(
    'Postfix that waits five seconds for who cannot wait finds nothing to hold against us',
    async () => {
      const found = (await waiting.delayed).at(25);
      assert.deepEqual([found.verdict.code, found.startTls, faultsOf(found)], ['ready', 'done', []]);
      assert.equal(found.banner, `220-${late.hostname} ESMTP Postfix\r\n220 ${late.hostname} ESMTP Postfix\r\n`);
      const lines = await onceLogged(postscreen, / quit=1 commands=4$/);
      assert.deepEqual(
        lines.filter((line) => /PREGREET|HANGUP|improper/.test(line)),
        [],
      );
    },
  );

  await context.test('Exim that waits longer than we have patience comes to no greeting', async () => {
    const found = (await waiting.impatient).at(25);
    assert.deepEqual([found.verdict.code, found.verdict.phase, found.findings], ['no-greeting', 'greeting', []]);
  });

  await context.test('where nobody listens, that is the verdict', async () => {
    const { services, hosts } = await lab.probe({ targets: late.hostname, ports: '465,587' });
    assert.deepEqual(
      services.map(({ state, verdict }) => [state, verdict.code, verdict.phase]),
      [
        ['closed', 'refused', 'connect'],
        ['closed', 'refused', 'connect'],
      ],
    );
    assert.deepEqual(hosts.flatMap(faultsOf), []);
  });
});

/** One connection, to the end of its greeting. */
async function useUp(host: string) {
  const socket = connect({ host, port: 25 });
  await once(socket, 'data');
  socket.end('QUIT\r\n');
  await once(socket.resume(), 'close');
}
