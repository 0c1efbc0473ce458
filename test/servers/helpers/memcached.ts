import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const MEMCACHED = '/usr/bin/memcached';

/** memcached with a small store, over TCP alone. */
export function startMemcached(options: { namespace?: string } = {}): Promise<RunningServer<'memcache'>> {
  return startServer({
    name: 'memcached',
    namespace: options.namespace,
    services: ['memcache'],
    version: versionFrom(MEMCACHED, ['--version'], /memcached (\S+)/),
    configure(_folder, ports) {
      return [MEMCACHED, '-u', 'nobody', '-l', HOST, '-p', String(ports.memcache), '-U', '0', '-m', '4', '-t', '1'];
    },
  });
}
