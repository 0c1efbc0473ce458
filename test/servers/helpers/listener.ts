import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startCommand } from './command.js';

const LISTENER = fileURLToPath(new URL('listener.mjs', import.meta.url));

export interface ListenerOptions {
  host: string;
  port: number;
  /** What it says to each connection. By default nothing, ever. */
  greeting?: string;
}

/** A server inside a network namespace, until the end of the test. */
export async function startListener(
  context: TestContext,
  namespace: string,
  { host, port, greeting = '' }: ListenerOptions,
): Promise<void> {
  const env = { HOST: host, PORT: String(port), GREETING: greeting };
  const { child, ended } = startCommand('ip', ['netns', 'exec', namespace, process.execPath, LISTENER], { env });
  context.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  assert.ok(child.stdout);
  const up = await Promise.race([once(child.stdout, 'data'), ended.then(({ stderr }) => stderr)]);
  assert.equal(String(up), 'up\n');
}
