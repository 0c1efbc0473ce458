import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const DANTED = '/usr/sbin/danted';

/** Dante, SOCKS 4 and 5 without a password, that forwards nothing for anybody. */
export function startDante(options: { namespace?: string } = {}): Promise<RunningServer<'socks'>> {
  return startServer({
    name: 'dante',
    namespace: options.namespace,
    services: ['socks'],
    version: versionFrom(DANTED, ['-v'], /v(\d\S*?)\.?\s/),
    configure(folder, ports) {
      const configFile = join(folder, 'danted.conf');
      writeFileSync(
        configFile,
        [
          'logoutput: stderr',
          `internal: ${HOST} port = ${ports.socks}`,
          `external: ${HOST}`,
          'clientmethod: none',
          'socksmethod: none',
          'user.privileged: root',
          'user.unprivileged: nobody',
          'client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }',
          'socks block { from: 0.0.0.0/0 to: 0.0.0.0/0 }',
          '',
        ].join('\n'),
      );
      return [DANTED, '-f', configFile, '-N', '1', '-p', join(folder, 'danted.pid')];
    },
  });
}
