import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const DNSMASQ = '/usr/sbin/dnsmasq';

export interface DnsmasqOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** The server to which it hands on every question, as a router at home does. By default none. */
  asks?: { host: string; port: number };
}

/** dnsmasq that has no names of its own. */
export function startDnsmasq(options: DnsmasqOptions = {}): Promise<RunningServer<'domain'>> {
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
        ...(options.asks ? [`--server=${options.asks.host}#${options.asks.port}`] : []),
      ];
    },
  });
}
