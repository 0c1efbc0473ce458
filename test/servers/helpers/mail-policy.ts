import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';
import { type RunningServer, startServer } from './running-server.js';

const NGINX = '/usr/sbin/nginx';

export interface PolicyHostOptions {
  /** Loopback address, on whose port 443 it listens. */
  registeredOn: string;
  certificate: Certificate;
  /** Lines of the policy (RFC 8461 section 3.2). */
  policy: readonly string[];
}

/** nginx that serves a policy of MTA-STS, over HTTPS and under every name. */
export function startPolicyHost({
  registeredOn,
  certificate,
  policy,
}: PolicyHostOptions): Promise<RunningServer<'https'>> {
  return startServer({
    name: 'policy-host',
    services: ['https'],
    host: registeredOn,
    registered: { https: 443 },
    configure(folder) {
      mkdirSync(join(folder, 'www/.well-known'), { recursive: true, mode: 0o755 });
      writeFileSync(join(folder, 'www/.well-known/mta-sts.txt'), policy.map((line) => `${line}\r\n`).join(''));
      const configFile = join(folder, 'nginx.conf');
      writeFileSync(configFile, configuration(folder, registeredOn, certificate));
      return [NGINX, '-e', 'stderr', '-p', folder, '-c', configFile];
    },
  });
}

function configuration(folder: string, host: string, { certificateFile, keyFile }: Certificate): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    'daemon off;',
    'worker_processes 1;',
    'user www-data;',
    'error_log stderr;',
    `pid ${join(folder, 'nginx.pid')};`,
    'events { worker_connections 64; }',
    'http {',
    `  access_log ${join(folder, 'daemon.log')};`,
    '  types { text/plain txt; }',
    ...temporary.map((name) => `  ${name}_temp_path ${join(folder, `${name}_temp`)};`),
    '  server {',
    `    listen ${host}:443 ssl;`,
    `    ssl_certificate ${certificateFile};`,
    `    ssl_certificate_key ${keyFile};`,
    `    root ${join(folder, 'www')};`,
    '  }',
    '}',
    '',
  ].join('\n');
}
