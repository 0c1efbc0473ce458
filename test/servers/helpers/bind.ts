import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const NAMED = '/usr/sbin/named';

/** BIND that knows one empty zone, answers nothing else and asks nobody. */
export function startBind(options: { namespace?: string } = {}): Promise<RunningServer<'domain'>> {
  return startServer({
    name: 'bind',
    namespace: options.namespace,
    services: ['domain'],
    version: versionFrom(NAMED, ['-v'], /BIND (\d[\d.]*)/),
    configure(folder, ports) {
      const own = makeFolderOf('bind', join(folder, 'own'));
      writeFileSync(join(own, 'zone'), '$TTL 60\n@ SOA ns hostmaster 1 60 60 60 60\n@ NS ns\nns A 127.0.0.1\n');
      const configFile = join(folder, 'named.conf');
      writeFileSync(configFile, configuration(own, ports.domain));
      return [NAMED, '-g', '-4', '-n', '1', '-u', 'bind', '-c', configFile];
    },
  });
}

function configuration(folder: string, port: number): string {
  return [
    'options {',
    `  directory "${folder}";`,
    `  listen-on port ${port} { ${HOST}; };`,
    '  listen-on-v6 { none; };',
    '  recursion no;',
    '  notify no;',
    '  allow-transfer { none; };',
    '  dnssec-validation no;',
    '  empty-zones-enable no;',
    `  pid-file "${join(folder, 'named.pid')}";`,
    `  session-keyfile "${join(folder, 'session.key')}";`,
    `  lock-file none;`,
    '};',
    'controls { };',
    `zone "portolan.test" { type primary; file "${join(folder, 'zone')}"; };`,
    '',
  ].join('\n');
}
