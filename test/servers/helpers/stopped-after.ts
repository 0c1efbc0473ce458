import type { TestContext } from 'node:test';
import type { RunningServer } from './running-server.js';

/** The started server, which the end of the test stops. */
export async function stoppedAfter<T extends RunningServer>(context: TestContext, starting: Promise<T>): Promise<T> {
  const server = await starting;
  context.after(() => server.stop());
  return server;
}
