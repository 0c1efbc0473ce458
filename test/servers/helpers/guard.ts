import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Runs a shell script, with `args` as $1 and so on, once this process is gone, however it went: the shell waits at the
 * other end of a pipe that only this process holds open. Returns a function that calls it off.
 */
export function afterDeath(script: string, ...args: string[]): () => void {
  const guard = spawn('/bin/sh', ['-c', `read -r _; ${script}`, 'guard', ...args], {
    // Detached from the terminal, so that Ctrl-C does not reach it.
    ...{ detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] },
  });
  guard.unref();
  (guard.stdin as Socket).unref();
  return () => guard.kill('SIGKILL');
}
