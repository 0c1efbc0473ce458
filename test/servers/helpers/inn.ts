import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const LIBRARIES = unpacked('inn2', 'usr/lib/news');
const PROGRAMS = join(LIBRARIES, 'bin');
const HOSTNAME = 'news.portolan.test';
/** Every folder that inn.conf names, below the server's own. */
const FOLDERS = ['etc', 'db', 'run', 'log', 'tmp', 'spool', 'spool/articles', 'spool/overview'];
// It becomes the user `news` by itself, once it listens. The history and the overview have to exist, empty, before it says more than that it is unavailable.
const CREATE_AND_SERVE = `
  as_news='setpriv --reuid=news --regid=news --clear-groups'
  $as_news "$1/makedbz" -i -o -s 100 -f "$2/db/history" && $as_news "$1/overchan" </dev/null &&
  exec "$1/nnrpd" -D -f -4 ${HOST} -p "$3" -c "$2/etc/readers.conf"
`;

/** INN's server for readers, with one empty group and no posting. */
export function startInn(options: { namespace?: string } = {}): Promise<RunningServer<'nntp'>> {
  return startServer({
    name: 'inn',
    namespace: options.namespace,
    services: ['nntp'],
    hostname: HOSTNAME,
    version: versionFrom('env', [`LD_LIBRARY_PATH=${LIBRARIES}`, join(PROGRAMS, 'innconfval'), '-v'], /INN (\d[\d.]*)/),
    configure(folder, ports) {
      const own = join(folder, 'own');
      for (const name of ['', ...FOLDERS]) mkdirSync(join(own, name), { mode: 0o755 });
      const files = { ...settings(own), ...emptyStore() };
      for (const [name, lines] of Object.entries(files)) writeFileSync(join(own, name), `${lines.join('\n')}\n`);
      writeFileSync(join(own, 'db/history'), '');
      execFileSync('chown', ['-R', 'news:news', own]);
      const script = ['/bin/sh', '-c', CREATE_AND_SERVE, 'inn', PROGRAMS, own, String(ports.nntp)];
      return ['env', `LD_LIBRARY_PATH=${LIBRARIES}`, `INNCONF=${own}/etc/inn.conf`, ...script];
    },
  });
}

function settings(folder: string): Record<string, string[]> {
  return {
    'etc/inn.conf': [
      'mta: /bin/false',
      'organization: Portolan',
      `pathhost: ${HOSTNAME}`,
      'domain: portolan.test',
      `fromhost: ${HOSTNAME}`,
      'ovmethod: tradindexed',
      'hismethod: hisv6',
      'enableoverview: true',
      'runasuser: news',
      'runasgroup: news',
      `pathnews: ${folder}`,
      `pathbin: ${PROGRAMS}`,
      `pathspool: ${join(folder, 'spool')}`,
      `patharticles: ${join(folder, 'spool/articles')}`,
      `pathoverview: ${join(folder, 'spool/overview')}`,
      ...['db', 'etc', 'run', 'log', 'tmp'].map((name) => `path${name}: ${join(folder, name)}`),
    ],
    'etc/readers.conf': [
      'auth "all" { hosts: "*" default: "<stranger>" }',
      'access "all" { users: "*" newsgroups: "*" access: R }',
    ],
    'etc/storage.conf': ['method tradspool {', '  newsgroups: *', '  class: 0', '}'],
  };
}

function emptyStore(): Record<string, string[]> {
  const groups = ['control', 'junk', 'portolan.test'];
  return {
    'db/active': groups.map((name) => `${name} 0000000000 0000000001 n`),
    'db/newsgroups': ['portolan.test\tnothing'],
  };
}
