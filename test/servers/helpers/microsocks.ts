import { asUser } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer } from './running-server.js';

const MICROSOCKS = '/usr/bin/microsocks';

/** microsocks, SOCKS 5 that asks everybody for a password. It has no way to tell its version. */
export function startMicrosocks(options: { namespace?: string } = {}): Promise<RunningServer<'socks'>> {
  return startServer({
    name: 'microsocks',
    namespace: options.namespace,
    services: ['socks'],
    configure(_folder, ports) {
      const account = ['-u', 'portolan', '-P', 'portolan'];
      return asUser('nobody', 'nogroup', MICROSOCKS, '-i', HOST, '-p', String(ports.socks), '-b', HOST, ...account);
    },
  });
}
