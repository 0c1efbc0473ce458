import { asUser } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const NODE_EXPORTER = '/usr/bin/prometheus-node-exporter';

/** Prometheus's exporter of a machine's figures, with none but those about itself. */
export function startNodeExporter(options: { namespace?: string } = {}): Promise<RunningServer<'http'>> {
  return startServer({
    name: 'node-exporter',
    namespace: options.namespace,
    services: ['http'],
    version: versionFrom(NODE_EXPORTER, ['--version'], /version (\d[\d.]*)/),
    configure(_folder, ports) {
      const where = `--web.listen-address=${HOST}:${ports.http}`;
      return asUser('nobody', 'nogroup', NODE_EXPORTER, where, '--collector.disable-defaults', '--collector.time');
    },
  });
}
