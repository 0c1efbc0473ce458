import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const SSHD = '/usr/sbin/sshd';
// Debian compiles this path in and refuses to start without it; on a running system it is made at boot.
const PRIVILEGE_SEPARATION_FOLDER = '/run/sshd';

export interface OpensshOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** Lines for sshd_config, put first, so that they win. */
  settings?: readonly string[];
}

/** OpenSSH that lets nobody in. */
export function startOpenssh(options: OpensshOptions = {}): Promise<RunningServer<'ssh'>> {
  return startServer({
    name: 'openssh',
    namespace: options.namespace,
    services: ['ssh'],
    version: versionFrom(SSHD, ['-V'], /OpenSSH_([^\s,]+)/),
    configure(folder, ports) {
      mkdirSync(PRIVILEGE_SEPARATION_FOLDER, { recursive: true, mode: 0o755 });
      const hostKey = join(folder, 'host_key');
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', hostKey]);
      const configFile = join(folder, 'sshd_config');
      writeFileSync(configFile, configuration(folder, hostKey, ports.ssh, options));
      return [SSHD, '-D', '-e', '-f', configFile];
    },
  });
}

function configuration(folder: string, hostKey: string, port: number, options: OpensshOptions): string {
  return [
    ...(options.settings ?? []),
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${hostKey}`,
    `PidFile ${join(folder, 'sshd.pid')}`,
    'PermitRootLogin no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'AuthorizedKeysFile none',
    'UsePAM no',
    'UseDNS no',
    '',
  ].join('\n');
}
