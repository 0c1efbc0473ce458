import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PROBE_LOCAL_FAILURE_TRIES, RETRIES } from '../../src/defaults.js';
import { type Dialer, dialTcp } from '../../src/net/dial.js';
import { probePort } from '../../src/probe/probe-port.js';
import { ScriptedConnection } from '../helpers/connection.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { hintOf, probeOptions } from '../helpers/probe-options.js';
import { closedPort, serve, serveTls } from '../helpers/server.js';
import { silenceAvailable, silentPort } from '../helpers/silent-port.js';

const SMTPS = hintOf('smtp', true);
const GREETING = '220 mail.portolan.test ESMTP\r\n';
const NOT_OPEN = {
  ...{ inspection: null, protocol: null, localAddress: null, findings: null, exchanges: [], errand: null },
  ...{ injected: '', tlsProblem: null, certificates: [], transcript: [] },
};

test('SMTP is talked to from greeting to goodbye, before and after the upgrade to TLS, over one connection', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: smtpAnswer });
  const report = await probePort(server.endpoint, probeOptions());
  assert.equal(report.state, 'open');
  assert.equal(report.reason, 'accepted');
  assert.ok((report.rttMs ?? -1) >= 0);
  assert.equal(report.inspection?.greeting.text, GREETING);
  assert.equal(report.inspection?.secure, false);
  assert.equal(report.inspection?.tls?.certificate?.subject, 'CN=mail.portolan.test, O=Portolan test');
  assert.deepEqual(report.findings, {
    greeting: GREETING,
    ready: true,
    capabilities: ['SIZE 1000', 'STARTTLS', 'HELP'],
    secureCapabilities: ['SIZE 1000', 'AUTH PLAIN', 'HELP'],
    startTls: 'done',
  });
  assert.equal(report.transcript.length, 10);
  await server.closed();
  assert.deepEqual(server.lines, ['EHLO [127.0.0.1]', 'STARTTLS', 'tls:EHLO [127.0.0.1]', 'tls:QUIT']);
  assert.deepEqual(server.early, [], 'nothing is pipelined');
  assert.equal(server.connections, 1);
});

test('the name that the client gives itself is its address as a literal', async () => {
  const names: readonly (readonly [string | undefined, string])[] = [
    ['192.0.2.7', '[192.0.2.7]'],
    ['2001:db8::7', '[IPv6:2001:db8::7]'],
    ['fe80::7%eth0', '[IPv6:fe80::7]'],
    [undefined, '[127.0.0.1]'],
  ];
  for (const [localAddress, literal] of names) {
    const connection = Object.assign(
      new ScriptedConnection([Buffer.from(GREETING), 'await', Buffer.from('421 busy\r\n'), 'await', 'end']),
      { localAddress },
    );
    const report = await probePort(
      { address: '127.0.0.1', family: 4, port: 25 },
      probeOptions({ dial: async () => connection }),
    );
    assert.equal(connection.sent, `EHLO ${literal}\r\nQUIT\r\n`);
    assert.equal(report.findings?.startTls, 'not-tried', 'who is put off does not know what is offered');
  }
});

test('POP3 and IMAP are talked to in their own words', async (t) => {
  const pop3 = await serveLines(t, {
    greeting: '+OK ready\r\n',
    answer: (line) => (line === 'CAPA' ? '+OK\r\nUIDL\r\nTOP\r\n.\r\n' : { text: '+OK bye\r\n', after: 'close' }),
  });
  assert.deepEqual((await probePort(pop3.endpoint, probeOptions())).findings?.capabilities, ['UIDL', 'TOP']);
  assert.deepEqual(pop3.lines, ['CAPA', 'QUIT']);
  const imap = await serveLines(t, {
    greeting: '* OK ready\r\n',
    answer: (line) =>
      line === 'a1 CAPABILITY'
        ? '* CAPABILITY IMAP4rev1 IDLE\r\na1 OK done\r\n'
        : { text: '* BYE\r\na4 OK bye\r\n', after: 'close' },
  });
  assert.deepEqual((await probePort(imap.endpoint, probeOptions())).findings?.capabilities, ['IMAP4rev1', 'IDLE']);
  assert.deepEqual(imap.lines, ['a1 CAPABILITY', 'a4 LOGOUT']);
  assert.deepEqual([...pop3.early, ...imap.early], []);
});

test('inside TLS from the first byte there is no second upgrade', async (t) => {
  const lines: string[] = [];
  const endpoint = await serveTls(t, (socket) => {
    socket.write(GREETING);
    socket.on('data', (chunk) => {
      const line = String(chunk).trimEnd();
      lines.push(line);
      const answer = smtpAnswer(line, false);
      socket.write(typeof answer === 'string' ? answer : answer.text);
    });
  });
  const report = await probePort(endpoint, probeOptions({ hint: SMTPS }));
  assert.equal(report.inspection?.secure, true);
  assert.equal(report.findings?.startTls, 'not-tried');
  assert.deepEqual(lines, ['EHLO [127.0.0.1]', 'QUIT']);
});

test('a server in clear at a port of TLS is met in clear, and both tries are in the transcript', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: smtpAnswer });
  const report = await probePort(server.endpoint, probeOptions({ hint: SMTPS }));
  assert.deepEqual(report.inspection?.greeting, { text: GREETING, end: 'complete' });
  assert.equal(report.inspection?.secure, false);
  assert.equal(report.findings?.startTls, 'done');
  assert.equal(report.attempts, 1);
  assert.equal(report.transcript[0]?.from, 'tls');
  assert.deepEqual(report.transcript[1]?.text, GREETING);
  const times = report.transcript.map(({ atMs }) => atMs);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.equal(report.injected, '');
  await server.closed();
  assert.equal(server.connections, 2);
});

test('a server that speaks neither TLS nor first at a port where it should is asked nothing else', async (t) => {
  let connections = 0;
  const endpoint = await serve(t, (socket) => {
    connections += 1;
    socket.once('data', () => socket.write('what?\r\n'));
  });
  const startedAt = performance.now();
  const report = await probePort(endpoint, probeOptions({ hint: SMTPS, timeoutMs: 300 }));
  const elapsedMs = performance.now() - startedAt;
  assert.deepEqual(report.inspection?.greeting, { text: '', end: 'failed' });
  assert.equal(report.inspection?.settled, null);
  assert.deepEqual(report.inspection?.replies, []);
  assert.equal(connections, 2, 'one inside TLS, one in clear');
  assert.ok(elapsedMs < 1300, `${elapsedMs} ms`);
});

test('a server that turns us away is told goodbye and asked nothing', async (t) => {
  const server = await serveLines(t, { greeting: '554 mail.portolan.test no\r\n', answer: smtpAnswer });
  const report = await probePort(server.endpoint, probeOptions());
  assert.equal(report.findings?.ready, false);
  assert.deepEqual(server.lines, ['QUIT']);
});

test('a port that is not open is told with its reason', async () => {
  const report = await probePort(await closedPort(), probeOptions());
  assert.ok((report.rttMs ?? -1) >= 0);
  assert.deepEqual(report, { state: 'closed', reason: 'refused', attempts: 1, rttMs: report.rttMs, ...NOT_OPEN });
  const code = (name: string) =>
    probeOptions({ dial: () => Promise.reject(Object.assign(new Error(), { code: name })) });
  const endpoint = { address: '127.0.0.1', family: 4, port: 25 } as const;
  assert.deepEqual(await probePort(endpoint, code('ETIMEDOUT')), {
    state: 'filtered',
    reason: 'no-answer',
    attempts: 1 + RETRIES,
    rttMs: null,
    ...NOT_OPEN,
  });
  assert.deepEqual(await probePort(endpoint, code('EMFILE')), {
    state: 'unknown',
    reason: 'no-descriptor',
    attempts: PROBE_LOCAL_FAILURE_TRIES,
    rttMs: null,
    ...NOT_OPEN,
  });
});

test('one deadline covers the connect', { skip: !silenceAvailable }, async (t) => {
  const endpoint = await silentPort(t);
  const startedAt = performance.now();
  const report = await probePort(endpoint, probeOptions({ connectTimeoutMs: 5000, timeoutMs: 60 }));
  assert.equal(report.state, 'filtered');
  assert.ok(performance.now() - startedAt < 1000);
});

test('one deadline covers connect, TLS and talk together', async (t) => {
  const slowly: Dialer = async (...call) => {
    const connection = await dialTcp(...call);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return connection;
  };
  const silent = await serve(t, () => {});
  const greetsOnly = await serve(t, (socket) => socket.write(GREETING));
  const startedAt = performance.now();
  const reports = await Promise.all([
    probePort(silent, probeOptions({ dial: slowly, timeoutMs: 400 })),
    probePort(silent, probeOptions({ dial: slowly, timeoutMs: 400, hint: SMTPS })),
    probePort(greetsOnly, probeOptions({ dial: slowly, timeoutMs: 400 })),
  ]);
  const elapsedMs = performance.now() - startedAt;
  assert.deepEqual(
    reports.map(({ state, inspection }) => [state, inspection?.greeting.end]),
    [
      ['open', 'timeout'],
      ['open', 'failed'],
      ['open', 'complete'],
    ],
  );
  assert.ok(elapsedMs >= 398 && elapsedMs < 650, `${elapsedMs} ms`);
});

test('an abort ends a talk early, and what was read is kept', async (t) => {
  const controller = new AbortController();
  const server = await serveLines(t, {
    greeting: GREETING,
    answer: () => {
      controller.abort();
      return undefined;
    },
  });
  const report = await probePort(server.endpoint, probeOptions({ signal: controller.signal, timeoutMs: 60_000 }));
  assert.equal(report.state, 'open');
  assert.equal(report.findings?.greeting, GREETING);
});

test('a process that has probed ends by itself at once', async (t) => {
  const server = await serveLines(t, { greeting: GREETING, answer: smtpAnswer });
  const silent = await serve(t, () => {});
  const script = `
    const { probePort } = await import('./src/probe/probe-port.ts');
    const { hintOf, probeOptions } = await import('./test/helpers/probe-options.ts');
    const at = (port) => ({ address: '127.0.0.1', family: 4, port });
    await probePort(at(${server.endpoint.port}), probeOptions({ timeoutMs: 300_000 }));
    await probePort(at(${silent.port}), probeOptions({ timeoutMs: 20 }));
    await probePort(at(${silent.port}), probeOptions({ timeoutMs: 20, hint: hintOf('smtp', true) }));
    const endedAt = performance.now();
    process.on('exit', () => console.log(Math.round(performance.now() - endedAt)));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), timeout: 20_000 },
  );
  assert.ok(Number(stdout) < 1000, `${stdout.trim()} ms`);
});
