// For daemons that refuse to run as root, or that give up root before they open what was made for them.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** The command, run with the identity of `user` and of `group` alone. */
export function asUser(user: string, group: string, ...command: [string, ...string[]]): [string, ...string[]] {
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', ...command];
}

/** Makes a folder that belongs to `user`, and returns its path. */
export function makeFolderOf(user: string, path: string): string {
  mkdirSync(path, { mode: 0o750 });
  execFileSync('chown', [`${user}:`, path]);
  return path;
}
