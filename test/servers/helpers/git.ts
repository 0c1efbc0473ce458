import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asUser } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const GIT = '/usr/bin/git';

/** Git's daemon without a repository. */
export function startGit(options: { namespace?: string } = {}): Promise<RunningServer<'git'>> {
  return startServer({
    name: 'git',
    namespace: options.namespace,
    services: ['git'],
    version: versionFrom(GIT, ['--version'], /version (\S+)/),
    configure(folder, ports) {
      const base = join(folder, 'repositories');
      mkdirSync(base, { mode: 0o555 });
      const where = [`--listen=${HOST}`, `--port=${ports.git}`, `--base-path=${base}`, '--export-all'];
      return asUser('nobody', 'nogroup', GIT, 'daemon', '--log-destination=stderr', ...where, base);
    },
  });
}
