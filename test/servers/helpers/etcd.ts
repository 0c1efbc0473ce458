import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const ETCD = '/usr/bin/etcd';

/** A cluster of one etcd, with nothing in it. */
export function startEtcd(options: { namespace?: string } = {}): Promise<RunningServer<'etcd-client' | 'etcd-server'>> {
  return startServer<'etcd-client' | 'etcd-server'>({
    name: 'etcd',
    namespace: options.namespace,
    services: ['etcd-client', 'etcd-server'],
    version: versionFrom(ETCD, ['--version'], /etcd Version: (\S+)/),
    configure(folder, ports) {
      const client = `http://${HOST}:${ports['etcd-client']}`;
      const peer = `http://${HOST}:${ports['etcd-server']}`;
      return [
        ...([ETCD, '--name', 'portolan', '--data-dir', join(folder, 'data'), '--unsafe-no-fsync'] as const),
        ...['--listen-client-urls', client, '--advertise-client-urls', client],
        ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
        ...['--initial-cluster', `portolan=${peer}`],
      ];
    },
  });
}
