import { setTimeout as pause } from 'node:timers/promises';
import { HOST } from './ports.js';
import type { RunningServer } from './running-server.js';

const WITHIN_MS = 5000;
const POLL_MS = 20;

/** What a server logged of our connections so far. The tests' own look whether it is up comes from another address. */
export function loggedOfUs(server: RunningServer): string[] {
  return server
    .log()
    .split('\n')
    .filter((line) => line.includes(`[${HOST}]`) || line.includes(`rip=${HOST},`));
}

/** The same, once `count` of its lines match the pattern: daemons log a goodbye after it was said. */
export async function onceLogged(server: RunningServer, pattern: RegExp, count = 1): Promise<string[]> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const lines = loggedOfUs(server);
    if (lines.filter((line) => pattern.test(line)).length >= count) return lines;
    if (Date.now() > deadline)
      throw new Error(`${server.name} did not log ${pattern} ${count} times:\n${server.log()}`);
    await pause(POLL_MS);
  }
}
