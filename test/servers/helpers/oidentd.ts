import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const OIDENTD = '/usr/sbin/oidentd';

/** oidentd, which says who holds a connection of this machine. */
export function startOidentd(options: { namespace?: string } = {}): Promise<RunningServer<'ident'>> {
  return startServer({
    name: 'oidentd',
    namespace: options.namespace,
    services: ['ident'],
    version: versionFrom(OIDENTD, ['--version'], /oidentd (?:version )?(\d\S*)/),
    configure(_folder, ports) {
      const where = ['--address', HOST, '--port', String(ports.ident)];
      return [OIDENTD, '--foreground', '--nosyslog', '--config', '/dev/null', '--user', 'nobody', ...where];
    },
  });
}
