import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import { type Connection, dialTcp } from '../../src/net/dial.js';
import { inspect } from '../../src/probe/inspect.js';
import { probePort } from '../../src/probe/probe-port.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { type Act, ScriptedConnection } from '../helpers/connection.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { probeOptions } from '../helpers/probe-options.js';
import { EXAMPLES } from '../protocols/examples.js';

const ENDPOINT = { address: '127.0.0.1', family: 4, port: 25 } as const;
const TIMEOUT_MS = 10;
/** Enough for the whole search. */
const LONG_TIMEOUT_MS = 1500;
/** Milliseconds that a busy test machine may add. */
const SLACK_MS = 2000;

/** What an honest server may say, to be mutated. */
const HONEST = [
  '220 mail.portolan.test ready\r\n',
  '220-mail.portolan.test ESMTP\r\n220 ready\r\n',
  '250-mail.portolan.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n',
  '220 go ahead\r\n',
  '+OK ready <1.2@mail.portolan.test>\r\n',
  '+OK\r\nSTLS\r\nUIDL\r\n.\r\n',
  '* OK [CAPABILITY IMAP4rev1] ready\r\n',
  '* CAPABILITY IMAP4rev1 STARTTLS {3}\r\nabc\r\na1 OK done\r\n',
  'a2 OK begin\r\n',
  'SSH-2.0-OpenSSH_9.2\r\n',
  ...Object.values(EXAMPLES).map(({ text }) => text),
  '211-Features\r\n SIZE\r\n211 End\r\n',
  '\x16\x03\x03\x00\x02\x02\x28',
];

const honest = fc.constantFrom(...HONEST).map((text) => Buffer.from(text, 'latin1'));
const noise = fc.uint8Array({ minLength: 1, maxLength: 40 });
const mutated = fc.tuple(honest, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([bytes, place, value]) => {
  const copy = Buffer.from(bytes);
  copy[place % copy.length] = value;
  return copy;
});
const long = fc
  .tuple(honest, fc.integer({ min: 100, max: 2000 }))
  .map(([bytes, times]) => Buffer.alloc(bytes.length * times, bytes));
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: honest },
  { weight: 3, arbitrary: mutated },
  { weight: 2, arbitrary: noise },
  { weight: 1, arbitrary: long },
  { weight: 4, arbitrary: fc.constant<Act>('await') },
  { weight: 1, arbitrary: fc.constantFrom<Act>('end', 'reset') },
);
const script = fc.array(act, { maxLength: 12 });
const timeout = fc.oneof(
  { weight: 9, arbitrary: fc.constant(TIMEOUT_MS) },
  { weight: 1, arbitrary: fc.constant(LONG_TIMEOUT_MS) },
);
const known = () => ({ product: false, version: false });

const intensity = fc.constantFrom('listen', 'light', 'full');
const hint = fc.option(fc.record({ protocol: fc.constantFrom(...PROTOCOLS), secure: fc.boolean() }), { nil: null });

/** Each further connection is another server's; at the fifth nobody answers any more. */
function redialer(scripts: readonly (readonly Act[])[]): {
  redial: () => Promise<Connection>;
  dialed: ScriptedConnection[];
} {
  const dialed: ScriptedConnection[] = [];
  const redial = async () => {
    const acts = scripts[dialed.length];
    if (acts === undefined) throw new Error('refused');
    dialed.push(new ScriptedConnection(acts));
    return dialed.at(-1)!;
  };
  return { redial, dialed };
}

test('whatever a server sends, an inspection ends in time with a result and a closed connection', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(script, { minLength: 1, maxLength: 5 }),
      hint,
      intensity,
      timeout,
      async (scripts, usual, how, timeoutMs) => {
        const connection = new ScriptedConnection(scripts[0]!);
        const { redial, dialed } = redialer(scripts.slice(1));
        const startedAt = performance.now();
        const options = probeOptions({ hint: usual, intensity: how, timeoutMs, redial, known });
        const { greeting, settled, replies } = await inspect(connection, options);
        assert.ok(performance.now() - startedAt < timeoutMs + SLACK_MS);
        for (const { text } of [greeting, ...replies]) assert.ok(text.length <= MAX_REPLY_BYTES);
        assert.ok([connection, ...dialed].every(({ destroyed }) => destroyed));
        if (how === 'listen') assert.equal(connection.sent + dialed.length, '0');
        if (settled !== null) assert.ok(PROTOCOLS.some(({ name }) => name === settled.protocol));
      },
    ),
    { numRuns: 100 },
  );
});

test('whatever a server sends, a probe ends in time with a result', async () => {
  await fc.assert(
    fc.asyncProperty(script, hint, async (acts, usual) => {
      const dialed: ScriptedConnection[] = [];
      const dial = async () => {
        dialed.push(new ScriptedConnection(acts));
        return dialed.at(-1)!;
      };
      const startedAt = performance.now();
      const options = probeOptions({ hint: usual, timeoutMs: TIMEOUT_MS, known, dial });
      const report = await probePort(ENDPOINT, options);
      assert.ok(performance.now() - startedAt < TIMEOUT_MS + SLACK_MS);
      assert.equal(report.state, 'open');
      assert.ok(report.transcript.every(({ text }) => text.length <= MAX_REPLY_BYTES));
      assert.ok(dialed.every(({ destroyed }) => destroyed));
      assert.doesNotThrow(() => JSON.stringify(report.transcript));
    }),
    { numRuns: 100 },
  );
});

test('after all that, an honest server is understood as before', async (t) => {
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ESMTP\r\n', answer: smtpAnswer });
  const { findings } = await probePort(server.endpoint, probeOptions({ dial: dialTcp }));
  assert.equal(findings?.startTls, 'done');
});
