import assert from 'node:assert/strict';
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startCommand } from './command.js';

const LISTENER = fileURLToPath(new URL('listener.mjs', import.meta.url));
const WITHIN_MS = 10_000;

export interface ListenerOptions {
  host: string;
  port: number;
  /** What it says to each connection. By default nothing, ever. */
  greeting?: string;
}

export interface Listener {
  /** Until the next time that a connection comes or goes; what happened before the call counts, each event once. */
  until(event: 'came' | 'went'): Promise<void>;
}

/** A server inside a network namespace, until the end of the test. */
export async function startListener(
  context: TestContext,
  namespace: string,
  { host, port, greeting = '' }: ListenerOptions,
): Promise<Listener> {
  const env = { HOST: host, PORT: String(port), GREETING: greeting };
  const timeoutMs = 120_000;
  const { child, ended } = startCommand('ip', ['netns', 'exec', namespace, process.execPath, LISTENER], {
    ...{ env, timeoutMs },
  });
  context.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  assert.ok(child.stdout);
  const lines = on(createInterface(child.stdout), 'line', { close: ['close'] });
  const until = async (event: string) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS);
    try {
      for (;;) {
        const { done, value } = await lines.next();
        if (done) throw new Error(`port ${port} ended, or waited in vain for "${event}": ${(await ended).stderr}`);
        if (value[0] === event) return;
      }
    } finally {
      clearTimeout(timer);
    }
  };
  await until('up');
  return { until };
}
