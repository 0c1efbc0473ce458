import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const NGIRCD = '/usr/sbin/ngircd';
const HOSTNAME = 'irc.portolan.test';

/** ngIRCd that anybody may enter and that looks nobody up. */
export function startNgircd(options: { namespace?: string } = {}): Promise<RunningServer<'irc'>> {
  return startServer({
    name: 'ngircd',
    namespace: options.namespace,
    services: ['irc'],
    hostname: HOSTNAME,
    version: versionFrom(NGIRCD, ['--version'], /ngIRCd (\d[\d.]*)/),
    configure(folder, ports) {
      const configFile = join(folder, 'ngircd.conf');
      writeFileSync(
        configFile,
        [
          '[Global]',
          `Name = ${HOSTNAME}`,
          'Info = Portolan',
          'AdminInfo1 = nobody',
          `Listen = ${HOST}`,
          `Ports = ${ports.irc}`,
          'ServerUID = nobody',
          'ServerGID = nogroup',
          'MotdPhrase = nothing',
          '[Options]',
          'Ident = no',
          'DNS = no',
          'PAM = no',
          '',
        ].join('\n'),
      );
      return [NGIRCD, '--nodaemon', '--config', configFile];
    },
  });
}
