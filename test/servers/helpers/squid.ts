import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const SQUID = '/usr/sbin/squid';

/** Squid that forwards nothing for anybody. */
export function startSquid(options: { namespace?: string } = {}): Promise<RunningServer<'http-proxy'>> {
  return startServer({
    name: 'squid',
    namespace: options.namespace,
    services: ['http-proxy'],
    version: versionFrom(SQUID, ['-v'], /Version (\S+)/),
    configure(folder, ports) {
      const own = makeFolderOf('proxy', join(folder, 'own'));
      const configFile = join(folder, 'squid.conf');
      writeFileSync(configFile, configuration(own, ports['http-proxy']));
      // Each one needs a name of its own for the memory that its processes share.
      return [SQUID, '-N', '-n', `portolan${ports['http-proxy']}`, '-f', configFile];
    },
  });
}

function configuration(folder: string, port: number): string {
  return [
    `http_port ${HOST}:${port}`,
    'http_access deny all',
    'visible_hostname proxy.portolan.test',
    `dns_nameservers ${HOST}`,
    `udp_incoming_address ${HOST}`,
    `udp_outgoing_address ${HOST}`,
    'hosts_file none',
    'cache deny all',
    'cache_mem 1 MB',
    'access_log none',
    `cache_log ${join(folder, 'cache.log')}`,
    'netdb_filename none',
    'pinger_enable off',
    `pid_filename ${join(folder, 'squid.pid')}`,
    `coredump_dir ${folder}`,
    'shutdown_lifetime 0 seconds',
    '',
  ].join('\n');
}
