import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const SLAPD = '/usr/sbin/slapd';

/** OpenLDAP's slapd with one empty directory. */
export function startOpenldap(options: { namespace?: string } = {}): Promise<RunningServer<'ldap'>> {
  return startServer({
    name: 'openldap',
    namespace: options.namespace,
    services: ['ldap'],
    version: versionFrom(SLAPD, ['-VV'], /slapd (\d[\d.]*)/),
    configure(folder, ports) {
      const own = makeFolderOf('openldap', join(folder, 'own'));
      const configFile = join(folder, 'slapd.conf');
      writeFileSync(
        configFile,
        [
          'include /etc/ldap/schema/core.schema',
          'modulepath /usr/lib/ldap',
          'moduleload back_mdb',
          `pidfile ${join(own, 'slapd.pid')}`,
          'database mdb',
          'suffix "dc=portolan,dc=test"',
          'rootdn "cn=admin,dc=portolan,dc=test"',
          `directory ${own}`,
          'maxsize 1048576',
          '',
        ].join('\n'),
      );
      // Any -d keeps it in the foreground.
      const url = `ldap://${HOST}:${ports.ldap}`;
      return [SLAPD, '-d', '0', '-u', 'openldap', '-g', 'openldap', '-f', configFile, '-h', url];
    },
  });
}
