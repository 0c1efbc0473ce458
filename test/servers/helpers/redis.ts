import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const REDIS = '/usr/bin/redis-server';

/** Redis without a password and without a file. */
export function startRedis(options: { namespace?: string } = {}): Promise<RunningServer<'redis'>> {
  return startServer({
    name: 'redis',
    namespace: options.namespace,
    services: ['redis'],
    version: versionFrom(REDIS, ['--version'], / v=(\S+)/),
    configure(folder, ports) {
      return [REDIS, '--bind', HOST, '--port', String(ports.redis), '--dir', folder, '--save', '', '--daemonize', 'no'];
    },
  });
}
