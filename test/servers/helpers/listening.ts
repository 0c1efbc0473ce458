import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { HOST } from './ports.js';

const POLL_MS = 50;
const run = promisify(execFile);

/** TCP ports that `ss` lists as reachable on 127.0.0.1, in ascending order. */
export async function listeningPorts(): Promise<number[]> {
  const { stdout } = await run('ss', ['-ltnHe']);
  const ports = stdout.split('\n').flatMap((line) => reachablePort(line) ?? []);
  return [...new Set(ports)].sort((a, b) => a - b);
}

function reachablePort(line: string): number | undefined {
  const [, , , local = ''] = line.trim().split(/\s+/);
  const [, address = '', port] = /^(.*):(\d+)$/.exec(local) ?? [];
  if (port === undefined) return undefined;
  // A socket for all IPv6 addresses takes IPv4 as well, unless it is told not to.
  const dualStack = (address === '*' || address === '[::]') && !line.includes('v6only:1');
  return dualStack || ['0.0.0.0', HOST, `[::ffff:${HOST}]`].includes(address.replace(/%lo$/, ''))
    ? Number(port)
    : undefined;
}

export interface Witnessed<T> {
  result: T;
  /** Ports that were listened on the whole time. */
  always: number[];
  /** Ports that were listened on at some time. On a quiet machine the same. */
  ever: number[];
}

/** Watches the listeners of the machine, which other programs may change, while the work runs. */
export async function whileWatching<T>(work: () => Promise<T>): Promise<Witnessed<T>> {
  const seen = [await listeningPorts()];
  let done = false;
  const watching = (async () => {
    while (!done) {
      await pause(POLL_MS);
      seen.push(await listeningPorts());
    }
  })();
  let result: T;
  try {
    result = await work();
  } finally {
    done = true;
    await watching;
  }
  const ever = [...new Set(seen.flat())].sort((a, b) => a - b);
  return { result, ever, always: ever.filter((port) => seen.every((ports) => ports.includes(port))) };
}
