import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import type { Endpoint } from '../../src/net/dial.js';
import { dialTcp } from '../../src/net/dial.js';
import { type Inspection, inspect } from '../../src/probe/inspect.js';
import { type PortReport, type ProbePortOptions, probePort } from '../../src/probe/probe-port.js';
import { serveLines, smtpAnswer } from './line-server.js';
import { probeOptions } from './probe-options.js';

/** Milliseconds for one hostile server. */
export const PATIENCE_MS = 120;
/** Milliseconds that a busy test machine may add. */
const SLACK_MS = 1000;

/** What a scan and a probe made of one server. */
export interface Met {
  readonly scanned: Inspection;
  readonly probed: PortReport;
}

/**
 * Meets a hostile server as a scan does and as a probe does: each ends in time, with a result, and keeps no more than the
 * cap. Then meets an honest one the same way, which must be none the worse for it.
 */
export async function survive(
  t: TestContext,
  endpoint: Endpoint,
  changes: Partial<ProbePortOptions> = {},
): Promise<Met> {
  const redial = (timeoutMs: number) => dialTcp(endpoint, { timeoutMs });
  const options = probeOptions({ timeoutMs: PATIENCE_MS, redial, ...changes });
  const scanned = await inTime(options.timeoutMs, async () =>
    inspect(await dialTcp(endpoint, { timeoutMs: 1000 }), options),
  );
  const probed = await inTime(options.timeoutMs, () => probePort(endpoint, options));
  assert.equal(probed.state, 'open');
  for (const inspection of [scanned, probed.inspection]) {
    const said = [inspection?.greeting.text ?? '', ...(inspection?.replies ?? []).map(({ text }) => text)];
    assert.ok(said.every((text) => text.length <= MAX_REPLY_BYTES));
  }
  assert.ok(probed.transcript.every(({ text }) => text.length <= MAX_REPLY_BYTES));
  await meetHonest(t);
  return { scanned, probed };
}

async function inTime<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const elapsedMs = performance.now() - startedAt;
  assert.ok(elapsedMs < timeoutMs + SLACK_MS, `${elapsedMs} ms`);
  return result;
}

/** The clean control: a server that does as it should is understood. */
async function meetHonest(t: TestContext): Promise<void> {
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ESMTP\r\n', answer: smtpAnswer });
  const { findings } = await probePort(server.endpoint, probeOptions());
  assert.deepEqual(findings?.secureCapabilities, ['SIZE 1000', 'AUTH PLAIN', 'HELP']);
  assert.deepEqual(server.early, []);
}
