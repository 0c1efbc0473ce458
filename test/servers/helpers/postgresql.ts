import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asUser, makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const RELEASES = '/usr/lib/postgresql';
// Creates the cluster first: about a second, in which the test's own process is free to start other daemons.
const CREATE_AND_SERVE = `
  "$1/initdb" --pgdata "$2/data" --no-sync --locale=C --encoding=UTF8 --auth=scram-sha-256 --pwfile "$2/password" &&
  exec "$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=${HOST} -c unix_socket_directories= -c fsync=off
`;

/** PostgreSQL with an empty cluster that asks everybody for a password. */
export function startPostgresql(options: { namespace?: string } = {}): Promise<RunningServer<'postgresql'>> {
  const programs = postgresqlPrograms();
  return startServer({
    name: 'postgresql',
    namespace: options.namespace,
    services: ['postgresql'],
    version: versionFrom(join(programs, 'postgres'), ['--version'], /\) (\S+)/),
    configure(folder, ports) {
      const own = makeFolderOf('postgres', join(folder, 'cluster'));
      writeFileSync(join(own, 'password'), 'portolan\n', { mode: 0o644 });
      const script = ['/bin/sh', '-c', CREATE_AND_SERVE, 'postgresql', programs, own, String(ports.postgresql)];
      return asUser('postgres', 'postgres', ...(script as [string, ...string[]]));
    },
  });
}

/** The folder with the programs of the newest release that is installed. */
export function postgresqlPrograms(): string {
  const releases = existsSync(RELEASES) ? readdirSync(RELEASES).sort((a, b) => Number(b) - Number(a)) : [];
  return join(RELEASES, releases[0] ?? 'none', 'bin');
}
