import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asUser, makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const INSPIRCD = '/usr/sbin/inspircd';
const HOSTNAME = 'irc.portolan.test';

/** InspIRCd that anybody may enter and that looks nobody up. */
export function startInspircd(options: { namespace?: string } = {}): Promise<RunningServer<'irc'>> {
  return startServer({
    name: 'inspircd',
    namespace: options.namespace,
    services: ['irc'],
    hostname: HOSTNAME,
    version: versionFrom(INSPIRCD, ['--version'], /InspIRCd-(\d[\d.]*)/),
    configure(folder, ports) {
      const own = makeFolderOf('irc', join(folder, 'own'));
      const configFile = join(folder, 'inspircd.conf');
      writeFileSync(configFile, configuration(own, ports.irc));
      return asUser('irc', 'irc', INSPIRCD, '--nofork', '--nolog', '--config', configFile);
    },
  });
}

function configuration(folder: string, port: number): string {
  return [
    `<path configdir="${folder}" datadir="${folder}" logdir="${folder}" runtimedir="${folder}">`,
    `<server name="${HOSTNAME}" description="Portolan" network="Portolan" id="42P">`,
    '<admin name="nobody" nick="nobody" email="nobody@portolan.test">',
    `<bind address="${HOST}" port="${port}" type="clients">`,
    '<connect allow="*" resolvehostnames="no" timeout="60">',
    // It reads the system's name server otherwise.
    `<dns server="${HOST}" sourceip="${HOST}" timeout="1">`,
    `<pid file="${join(folder, 'inspircd.pid')}">`,
    '',
  ].join('\n');
}
