import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { logFile, type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const PROFTPD = unpacked('proftpd-core', 'usr/sbin/proftpd');

/** ProFTPD that lets nobody in, with its own greeting. */
export function startProftpd(options: { namespace?: string } = {}): Promise<RunningServer<'ftp'>> {
  return startServer({
    name: 'proftpd',
    namespace: options.namespace,
    services: ['ftp'],
    version: versionFrom(PROFTPD, ['-v'], /Version (\S+)/),
    configure(folder, ports) {
      mkdirSync(join(folder, 'run'), { mode: 0o755 });
      // No user at all: a limit of logins would hang up before the greeting.
      writeFileSync(join(folder, 'users'), '', { mode: 0o600 });
      const configFile = join(folder, 'proftpd.conf');
      writeFileSync(configFile, configuration(folder, ports.ftp));
      return [PROFTPD, '--nodaemon', '--config', configFile];
    },
  });
}

function configuration(folder: string, port: number): string {
  return [
    'ServerName portolan.test',
    'ServerType standalone',
    `DefaultAddress ${HOST}`,
    'SocketBindTight on',
    `Port ${port}`,
    'UseIPv6 off',
    'UseReverseDNS off',
    'User nobody',
    'Group nogroup',
    `PidFile ${join(folder, 'run/proftpd.pid')}`,
    `ScoreboardFile ${join(folder, 'run/scoreboard')}`,
    `DelayTable ${join(folder, 'run/delay')}`,
    `SystemLog ${logFile(folder)}`,
    'WtmpLog off',
    'TransferLog none',
    'AuthOrder mod_auth_file.c',
    `AuthUserFile ${join(folder, 'users')}`,
    '',
  ].join('\n');
}
