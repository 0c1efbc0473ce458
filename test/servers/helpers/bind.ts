import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const NAMED = '/usr/sbin/named';
const EMPTY_ZONE = '$TTL 60\n@ SOA ns hostmaster 1 60 60 60 60\n@ NS ns\nns A 127.0.0.1\n';

export interface BindOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** Zone files by the zone's name. By default an empty `portolan.test`. */
  zones?: Readonly<Record<string, string>>;
}

/** BIND that knows its own zones, answers nothing else and asks nobody. */
export function startBind(options: BindOptions = {}): Promise<RunningServer<'domain'>> {
  const { namespace, zones = { 'portolan.test': EMPTY_ZONE } } = options;
  return startServer({
    name: 'bind',
    namespace,
    services: ['domain'],
    version: versionFrom(NAMED, ['-v'], /BIND (\d[\d.]*)/),
    configure(folder, ports) {
      const own = makeFolderOf('bind', join(folder, 'own'));
      for (const [name, text] of Object.entries(zones)) writeFileSync(zoneFile(own, name), text);
      const configFile = join(folder, 'named.conf');
      writeFileSync(configFile, configuration(own, ports.domain, Object.keys(zones)));
      return [NAMED, '-g', '-4', '-n', '1', '-u', 'bind', '-c', configFile];
    },
  });
}

const zoneFile = (folder: string, name: string) => join(folder, `${name}.zone`);

function configuration(folder: string, port: number, zones: readonly string[]): string {
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
    ...zones.map((name) => `zone "${name}" { type primary; file "${zoneFile(folder, name)}"; };`),
    '',
  ].join('\n');
}
