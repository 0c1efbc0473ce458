import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const RSYNC = '/usr/bin/rsync';

/** An rsync daemon with one empty, read-only module. */
export function startRsync(options: { namespace?: string } = {}): Promise<RunningServer<'rsync'>> {
  return startServer({
    name: 'rsync',
    namespace: options.namespace,
    services: ['rsync'],
    version: versionFrom(RSYNC, ['--version'], /version v?(\S+)/),
    configure(folder, ports) {
      mkdirSync(join(folder, 'empty'), { mode: 0o555 });
      const configFile = join(folder, 'rsyncd.conf');
      writeFileSync(
        configFile,
        [
          'use chroot = no',
          'reverse lookup = no',
          'uid = nobody',
          'gid = nogroup',
          'log file = /dev/stderr',
          '[empty]',
          `  path = ${join(folder, 'empty')}`,
          '  comment = nothing',
          '  read only = yes',
          '',
        ].join('\n'),
      );
      return [RSYNC, '--daemon', '--no-detach', `--config=${configFile}`, `--address=${HOST}`, `--port=${ports.rsync}`];
    },
  });
}
