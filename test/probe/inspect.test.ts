import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { dialTcp, type Endpoint } from '../../src/net/dial.js';
import { type Inspection, inspect } from '../../src/probe/inspect.js';
import type { ProbePortOptions } from '../../src/probe/probe-port.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { hintOf, probeOptions } from '../helpers/probe-options.js';
import { serve, serveTls } from '../helpers/server.js';

const LISTEN = { intensity: 'listen' } as const;
const SMTPS = hintOf('smtp', true);

async function inspectAt(endpoint: Endpoint, changes: Partial<ProbePortOptions> = {}): Promise<Inspection> {
  const connection = await dialTcp(endpoint, { timeoutMs: 2000 });
  const inspection = await inspect(connection, probeOptions(changes));
  assert.equal(connection.destroyed, true, 'the connection is closed');
  return inspection;
}

/** A server that says something, and keeps whatever it hears. */
async function heard(
  t: TestContext,
  greet: (socket: Socket) => void,
): Promise<{ endpoint: Endpoint; text: Promise<string> }> {
  let told: (text: string) => void;
  const text = new Promise<string>((resolve) => {
    told = resolve;
  });
  const endpoint = await serve(t, (socket) => {
    let all = '';
    socket.on('data', (chunk) => {
      all += chunk.toString('latin1');
    });
    socket.once('close', () => told(all));
    greet(socket);
  });
  return { endpoint, text };
}

test('listening sends no byte, whatever the greeting leaves open', async (t) => {
  for (const greeting of ['220 mail.portolan.test ready\r\n', '+OK ready\r\n', 'RFB 003.008\n', 'SSH-2.0-x\r\n', '']) {
    const { endpoint, text } = await heard(t, (socket) => socket.write(greeting));
    const inspection = await inspectAt(endpoint, { ...LISTEN, timeoutMs: greeting === '' ? 30 : 3000 });
    assert.equal(inspection.greeting.text, greeting);
    assert.equal(inspection.settled, null);
    assert.equal(await text, '');
  }
});

test('listening sends no byte at a port of TLS either', async (t) => {
  const { endpoint, text } = await heard(t, (socket) => socket.write('220 clear after all\r\n'));
  const inspection = await inspectAt(endpoint, { ...LISTEN, hint: SMTPS });
  assert.equal(inspection.greeting.text, '220 clear after all\r\n');
  assert.equal(inspection.secure, false);
  assert.equal(await text, '');
});

test('a clear greeting is asked nothing, and goodbye is said in the words of its protocol', async (t) => {
  const said: readonly (readonly [string, string])[] = [
    ['220 mail.portolan.test ESMTP\r\n', 'QUIT'],
    ['220 (vsFTPd 3.0.3)\r\n', 'QUIT'],
    ['+OK ready\r\n', 'QUIT'],
    ['* OK ready\r\n', 'a4 LOGOUT'],
  ];
  for (const [greeting, farewell] of said) {
    const server = await serveLines(t, { greeting, answer: () => ({ text: 'fine\r\n', after: 'close' }) });
    const inspection = await inspectAt(server.endpoint);
    assert.deepEqual(inspection.greeting, { text: greeting, end: 'complete' });
    await server.closed();
    assert.deepEqual(server.lines, [farewell]);
    assert.deepEqual(server.early, []);
  }
});

test('SSH has no goodbye in clear: its identification is read and nothing is sent', async (t) => {
  const { endpoint, text } = await heard(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  const inspection = await inspectAt(endpoint);
  assert.equal(inspection.greeting.end, 'complete');
  assert.equal(await text, '');
});

test('SMTP that greets like FTP is found out by asking', async (t) => {
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ready\r\n', answer: smtpAnswer });
  const inspection = await inspectAt(server.endpoint);
  assert.deepEqual(inspection.settled, {
    protocol: 'smtp',
    method: 'probe',
    request: 'question',
    text: '250 fine\r\n',
  });
  assert.deepEqual(server.lines, ['NOOP', 'QUIT']);
  assert.deepEqual(server.early, []);
});

test('FTP that greets like SMTP is found out by asking', async (t) => {
  const answers: Record<string, string> = {
    NOOP: '530 Please login with USER and PASS.\r\n',
    FEAT: '211-Features:\r\n SIZE\r\n211 End\r\n',
    QUIT: '221 Goodbye.\r\n',
  };
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ready\r\n', answer: (line) => answers[line] });
  const inspection = await inspectAt(server.endpoint);
  assert.equal(inspection.settled?.protocol, 'ftp');
  assert.equal(inspection.settled?.text, answers['FEAT']);
  assert.equal(server.lines.at(-1), 'QUIT');
  assert.deepEqual(server.early, []);
});

test('a server that answers no question stays with what its greeting says', async (t) => {
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ready\r\n', answer: () => '502 no\r\n' });
  const inspection = await inspectAt(server.endpoint);
  assert.equal(inspection.settled, null);
});

test('a server that hangs up at a question stays with what its greeting says', async (t) => {
  const server = await serveLines(t, {
    greeting: '220 mail.portolan.test ready\r\n',
    answer: () => ({ text: '', after: 'close' }),
  });
  const inspection = await inspectAt(server.endpoint);
  assert.deepEqual(inspection.greeting, { text: '220 mail.portolan.test ready\r\n', end: 'complete' });
  assert.equal(inspection.settled, null);
  assert.deepEqual(server.lines, ['NOOP']);
});

test('a silent port costs no more than the timeout', async (t) => {
  const { endpoint, text } = await heard(t, () => {});
  const startedAt = performance.now();
  const inspection = await inspectAt(endpoint, { timeoutMs: 60 });
  const elapsedMs = performance.now() - startedAt;
  assert.deepEqual(inspection.greeting, { text: '', end: 'timeout' });
  assert.equal(inspection.settled, null);
  assert.ok(elapsedMs >= 58 && elapsedMs < 1000, `${elapsedMs} ms`);
  assert.equal(await text, '');
});

test('a connection that is closed at once is told as that', async (t) => {
  const endpoint = await serve(t, (socket) => socket.end());
  assert.deepEqual((await inspectAt(endpoint)).greeting, { text: '', end: 'closed' });
  const halfway = await serve(t, (socket) => socket.end('220-mail'));
  assert.deepEqual((await inspectAt(halfway)).greeting, { text: '220-mail', end: 'closed' });
});

test('where TLS comes first, the greeting is read inside it', async (t) => {
  const lines: string[] = [];
  const endpoint = await serveTls(t, (socket) => {
    socket.write('* OK ready\r\n');
    socket.once('data', (chunk) => {
      lines.push(String(chunk));
      socket.end('* BYE\r\n');
    });
  });
  const inspection = await inspectAt(endpoint, { hint: SMTPS });
  assert.equal(inspection.secure, true);
  assert.equal(inspection.tls?.version, 'TLSv1.3');
  assert.deepEqual(inspection.greeting, { text: '* OK ready\r\n', end: 'complete' });
  assert.deepEqual(lines, ['a4 LOGOUT\r\n']);
});

test('where TLS should come first and does not, that is told', async (t) => {
  const endpoint = await serve(t, (socket) => socket.write('220 mail.portolan.test ESMTP\r\n'));
  const inspection = await inspectAt(endpoint, { hint: SMTPS });
  assert.deepEqual(inspection.greeting, { text: '', end: 'failed' });
  assert.equal(inspection.secure, false);
  assert.equal(inspection.tls, null);
});

test('where TLS should come first and does not, the port is met in clear over another connection', async (t) => {
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ESMTP\r\n', answer: smtpAnswer });
  const given: number[] = [];
  const redial = (timeoutMs: number) => {
    given.push(timeoutMs);
    return dialTcp(server.endpoint, { timeoutMs });
  };
  const inspection = await inspectAt(server.endpoint, { hint: SMTPS, redial });
  assert.deepEqual(inspection.greeting, { text: '220 mail.portolan.test ESMTP\r\n', end: 'complete' });
  assert.deepEqual([inspection.secure, inspection.tls], [false, null]);
  assert.ok(given.length === 1 && given[0]! > 0 && given[0]! < 3000, `${given}`);
  await server.closed();
  assert.equal(server.connections, 2);
  assert.equal(server.lines.at(-1), 'QUIT');
});

test('a port of TLS is not met in clear where TLS is spoken, nor where nobody connects again', async (t) => {
  let redials = 0;
  const redial = () => {
    redials += 1;
    return Promise.reject(new Error('refused'));
  };
  const failed = { text: '', end: 'failed' };
  for (const alert of [40, 112]) {
    const unwilling = await serve(t, (socket) =>
      socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert]))),
    );
    assert.deepEqual((await inspectAt(unwilling, { hint: SMTPS, redial })).greeting, failed);
  }
  assert.equal(redials, 0);
  const clear = await serve(t, (socket) => socket.write('220 mail.portolan.test ESMTP\r\n'));
  assert.deepEqual((await inspectAt(clear, { hint: SMTPS, redial })).greeting, failed);
  assert.equal(redials, 1);
  const silent = await serve(t, () => {});
  assert.deepEqual((await inspectAt(silent, { hint: SMTPS, redial, timeoutMs: 60 })).greeting, failed);
  assert.equal(redials, 2);
});
