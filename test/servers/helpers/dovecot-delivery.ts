import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { logFile, type RunningServer, startServer, versionFrom } from './running-server.js';

const DOVECOT = '/usr/sbin/dovecot';
const HOSTNAME = 'mail.portolan.test';

/** Dovecot's other two services: LMTP, where no recipient exists, and ManageSieve. */
export function startDovecotDelivery(options: { namespace?: string } = {}): Promise<RunningServer<'lmtp' | 'sieve'>> {
  return startServer<'lmtp' | 'sieve'>({
    name: 'dovecot-delivery',
    namespace: options.namespace,
    services: ['lmtp', 'sieve'],
    hostname: HOSTNAME,
    version: versionFrom(DOVECOT, ['--version'], /^(\S+)/),
    configure(folder, ports) {
      for (const name of ['run', 'state']) mkdirSync(join(folder, name), { mode: 0o755 });
      const configFile = join(folder, 'dovecot.conf');
      writeFileSync(configFile, configuration(folder, ports));
      return [DOVECOT, '-F', '-c', configFile];
    },
  });
}

function configuration(folder: string, ports: Readonly<Record<'lmtp' | 'sieve', number>>): string {
  return [
    'protocols = lmtp sieve',
    `listen = ${HOST}`,
    `base_dir = ${join(folder, 'run')}`,
    `state_dir = ${join(folder, 'state')}`,
    'instance_name = portolan-delivery',
    `hostname = ${HOSTNAME}`,
    `log_path = ${logFile(folder)}`,
    'ssl = no',
    'passdb {',
    '  driver = static',
    '  args = password=portolan',
    '}',
    'userdb {',
    '  driver = passwd-file',
    '  args = /dev/null',
    '}',
    'service lmtp {',
    '  inet_listener lmtp {',
    `    port = ${ports.lmtp}`,
    '  }',
    '}',
    'service managesieve-login {',
    '  inet_listener sieve {',
    `    port = ${ports.sieve}`,
    '  }',
    '}',
    '',
  ].join('\n');
}
