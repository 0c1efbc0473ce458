import { join } from 'node:path';
import { makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const MARIADBD = '/usr/sbin/mariadbd';
// The account that Debian makes for it comes with the full server package, whose installation takes much longer.
const USER = 'nobody';
// Creates the system tables first: in that time the test's own process is free to start other daemons.
const CREATE_AND_SERVE = `
  mariadb-install-db --no-defaults --user=${USER} --datadir="$1/data" --skip-test-db \
    --auth-root-authentication-method=normal --innodb-log-file-size=4M --innodb-flush-method=nosync &&
  exec ${MARIADBD} --no-defaults --user=${USER} --datadir="$1/data" --bind-address=${HOST} --port="$2" \
    --socket="$1/mariadb.sock" --pid-file="$1/mariadb.pid" --skip-name-resolve \
    --innodb-log-file-size=4M --innodb-buffer-pool-size=8M
`;

/** MariaDB with its system tables and nothing else. */
export function startMariadb(options: { namespace?: string } = {}): Promise<RunningServer<'mysql'>> {
  return startServer({
    name: 'mariadb',
    namespace: options.namespace,
    services: ['mysql'],
    version: versionFrom(MARIADBD, ['--version'], /Ver (\d[\d.]*)/),
    configure(folder, ports) {
      const own = makeFolderOf(USER, join(folder, 'own'));
      makeFolderOf(USER, join(own, 'data'));
      return ['/bin/sh', '-c', CREATE_AND_SERVE, 'mariadb', own, String(ports.mysql)];
    },
  });
}
