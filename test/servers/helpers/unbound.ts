import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const UNBOUND = unpacked('unbound', 'usr/sbin/unbound');

export interface UnboundOptions {
  /** Listen on this loopback address, on port 53. By default on a free port of 127.0.0.1. */
  registeredOn?: string;
  /** The server that knows the zones below. By default there is none. */
  asks?: { host: string; port: number };
  /** Those zones. It refuses all other names. */
  zones?: readonly string[];
  /** Keys that vouch for some of the zones: their DNSKEY records. */
  anchors?: string;
}

/** unbound: a resolver that vouches for what is signed, and asks nobody but the one server. */
export function startUnbound(options: UnboundOptions = {}): Promise<RunningServer<'domain'>> {
  const { registeredOn, anchors = '' } = options;
  return startServer({
    name: 'unbound',
    services: ['domain'],
    host: registeredOn,
    registered: registeredOn === undefined ? undefined : { domain: 53 },
    version: versionFrom(UNBOUND, ['-V'], /Version (\S+)/),
    configure(folder, ports) {
      writeFileSync(join(folder, 'anchors'), anchors);
      const configFile = join(folder, 'unbound.conf');
      writeFileSync(configFile, configuration(folder, ports.domain, options));
      return [UNBOUND, '-d', '-c', configFile];
    },
  });
}

function configuration(folder: string, port: number, { registeredOn, asks, zones = [], anchors }: UnboundOptions) {
  return [
    'server:',
    `  interface: ${registeredOn ?? HOST}`,
    `  port: ${port}`,
    '  num-threads: 1',
    '  do-ip6: no',
    '  do-not-query-localhost: no',
    '  access-control: 127.0.0.0/8 allow',
    '  chroot: ""',
    '  username: unbound',
    `  directory: "${folder}"`,
    '  pidfile: ""',
    '  use-syslog: no',
    '  module-config: "validator iterator"',
    ...(anchors === undefined ? [] : [`  trust-anchor-file: "${join(folder, 'anchors')}"`]),
    '  local-zone: "." always_refuse',
    // It would otherwise answer for some of them by itself.
    ...zones.map((zone) => `  local-zone: "${zone}." transparent`),
    'remote-control:',
    '  control-enable: no',
    ...(asks === undefined ? [] : zones.flatMap((zone) => stub(zone, `${asks.host}@${asks.port}`))),
    '',
  ].join('\n');
}

function stub(zone: string, server: string): string[] {
  return ['stub-zone:', `  name: "${zone}."`, `  stub-addr: ${server}`];
}
