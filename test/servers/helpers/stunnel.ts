import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from './certificate.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const STUNNEL = '/usr/bin/stunnel4';

export interface StunnelOptions {
  /** Port of 127.0.0.1 that gets what comes out of the tunnel. */
  to: number;
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
}

/** TLS from the first byte, in front of a server that has none. Needs the `openssl` command. */
export function startStunnel(options: StunnelOptions): Promise<RunningServer<'tls'>> {
  return startServer({
    name: 'stunnel',
    namespace: options.namespace,
    services: ['tls'],
    version: versionFrom(STUNNEL, ['-version'], /stunnel (\S+)/),
    configure(folder, ports) {
      const certificate = makeCertificate(folder, 'tunnel.portolan.test');
      if (!certificate) throw new Error('stunnel needs the openssl command');
      const configFile = join(folder, 'stunnel.conf');
      writeFileSync(
        configFile,
        [
          'foreground = yes',
          'syslog = no',
          'pid =',
          '[tunnel]',
          `accept = ${HOST}:${ports.tls}`,
          `connect = ${HOST}:${options.to}`,
          `cert = ${certificate.certificateFile}`,
          `key = ${certificate.keyFile}`,
          '',
        ].join('\n'),
      );
      return [STUNNEL, configFile];
    },
  });
}
