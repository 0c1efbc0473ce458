import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HOST } from './ports.js';

const run = promisify(execFile);

/** TCP ports that `ss` lists as reachable on 127.0.0.1 of the machine or of a network namespace, in ascending order. */
export async function listeningPorts(namespace?: string): Promise<number[]> {
  const prefix = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const [command = '', ...args] = [...prefix, 'ss', '-ltnHe'];
  const { stdout } = await run(command, args);
  const ports = stdout.split('\n').flatMap((line) => reachablePort(line) ?? []);
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Whether somebody listens on this port inside the namespace right now. */
export async function listens(port: number, namespace: string): Promise<boolean> {
  return (await listeningPorts(namespace)).includes(port);
}

function reachablePort(line: string): number | undefined {
  const [, , , local = ''] = line.trim().split(/\s+/);
  const [, address = '', port] = /^(.*):(\d+)$/.exec(local) ?? [];
  if (port === undefined) return undefined;
  // A socket for all IPv6 addresses takes IPv4 as well, unless it is told not to.
  const dualStack = (address === '*' || address === '[::]') && !line.includes('v6only:1');
  const reachable = dualStack || ['0.0.0.0', HOST, `[::ffff:${HOST}]`].includes(address.replace(/%lo$/, ''));
  return reachable ? Number(port) : undefined;
}
