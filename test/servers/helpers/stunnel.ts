import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, makeCertificate } from './certificate.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const STUNNEL = '/usr/bin/stunnel4';

export interface StunnelOptions {
  /** Port of 127.0.0.1 that gets what comes out of the tunnel. */
  to: number;
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** Offer TLS by SMTP's STARTTLS, on port 25 of this loopback address. By default TLS from the first byte, on a free port of 127.0.0.1. */
  smtpOn?: string;
  /** What TLS shows. By default a certificate that it signed itself. */
  certificate?: Certificate;
}

/** TLS in front of a server that has none. Needs the `openssl` command. */
export function startStunnel(options: StunnelOptions): Promise<RunningServer<'tls'>> {
  return startServer({
    name: 'stunnel',
    namespace: options.namespace,
    services: ['tls'],
    host: options.smtpOn,
    registered: options.smtpOn === undefined ? undefined : { tls: 25 },
    version: versionFrom(STUNNEL, ['-version'], /stunnel (\S+)/),
    configure(folder, ports) {
      const certificate = options.certificate ?? makeCertificate(folder, 'tunnel.portolan.test');
      if (!certificate) throw new Error('stunnel needs the openssl command');
      const configFile = join(folder, 'stunnel.conf');
      writeFileSync(
        configFile,
        [
          'foreground = yes',
          'syslog = no',
          'pid =',
          '[tunnel]',
          `accept = ${options.smtpOn ?? HOST}:${ports.tls}`,
          ...(options.smtpOn === undefined ? [] : ['protocol = smtp']),
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
