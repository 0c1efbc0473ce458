import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const MOSQUITTO = '/usr/sbin/mosquitto';

/** Mosquitto that takes anonymous clients and keeps nothing. */
export function startMosquitto(options: { namespace?: string } = {}): Promise<RunningServer<'mqtt'>> {
  return startServer({
    name: 'mosquitto',
    namespace: options.namespace,
    services: ['mqtt'],
    version: versionFrom(MOSQUITTO, ['-h'], /version (\S+)/),
    configure(folder, ports) {
      const configFile = join(folder, 'mosquitto.conf');
      writeFileSync(
        configFile,
        [
          `listener ${ports.mqtt} ${HOST}`,
          'allow_anonymous true',
          'persistence false',
          'user nobody',
          'log_dest stderr',
          '',
        ].join('\n'),
      );
      return [MOSQUITTO, '-c', configFile];
    },
  });
}
