import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const DNSMASQ = '/usr/sbin/dnsmasq';

/** dnsmasq that has no server to ask and no names of its own. */
export function startDnsmasq(options: { namespace?: string } = {}): Promise<RunningServer<'domain'>> {
  return startServer({
    name: 'dnsmasq',
    namespace: options.namespace,
    services: ['domain'],
    version: versionFrom(DNSMASQ, ['--version'], /version (\S+)/),
    configure(folder, ports) {
      return [
        ...([DNSMASQ, '--keep-in-foreground', '--conf-file=/dev/null', '--user=nobody', '--group=nogroup'] as const),
        ...['--no-resolv', '--no-poll', '--no-hosts', '--log-facility=-', `--pid-file=${join(folder, 'dnsmasq.pid')}`],
        ...['--bind-interfaces', '--except-interface=none', `--listen-address=${HOST}`, `--port=${ports.domain}`],
      ];
    },
  });
}
