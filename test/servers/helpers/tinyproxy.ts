import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const TINYPROXY = '/usr/bin/tinyproxy';

/** tinyproxy that forwards nothing for anybody. */
export function startTinyproxy(options: { namespace?: string } = {}): Promise<RunningServer<'http-proxy'>> {
  return startServer({
    name: 'tinyproxy',
    namespace: options.namespace,
    services: ['http-proxy'],
    version: versionFrom(TINYPROXY, ['-v'], /tinyproxy (\S+)/),
    configure(folder, ports) {
      // No host matches an empty list, and only what matches is let through.
      writeFileSync(join(folder, 'hosts'), '');
      const configFile = join(folder, 'tinyproxy.conf');
      writeFileSync(
        configFile,
        [
          `Listen ${HOST}`,
          `Port ${ports['http-proxy']}`,
          'User nobody',
          'Group nogroup',
          'Timeout 60',
          `Allow 127.0.0.0/8`,
          `Filter "${join(folder, 'hosts')}"`,
          'FilterDefaultDeny Yes',
          '',
        ].join('\n'),
      );
      return [TINYPROXY, '-d', '-c', configFile];
    },
  });
}
