import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from './certificate.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const NGINX = '/usr/sbin/nginx';

/** nginx with one page, over plain HTTP and over TLS with HTTP/2. Needs the `openssl` command. */
export function startNginx(options: { namespace?: string } = {}): Promise<RunningServer<'http' | 'https'>> {
  return startServer<'http' | 'https'>({
    name: 'nginx',
    namespace: options.namespace,
    services: ['http', 'https'],
    version: versionFrom(NGINX, ['-v'], /nginx\/(\S+)/),
    configure(folder, ports) {
      mkdirSync(join(folder, 'www'), { mode: 0o755 });
      writeFileSync(join(folder, 'www/index.html'), '<!doctype html><title>Portolan</title>\n');
      const configFile = join(folder, 'nginx.conf');
      writeFileSync(configFile, configuration(folder, ports));
      return [NGINX, '-e', 'stderr', '-p', folder, '-c', configFile];
    },
  });
}

function configuration(folder: string, ports: Readonly<Record<'http' | 'https', number>>): string {
  const certificate = makeCertificate(folder, 'www.portolan.test');
  if (!certificate) throw new Error('nginx with TLS needs the openssl command');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    'daemon off;',
    'worker_processes 1;',
    'user www-data;',
    'error_log stderr;',
    `pid ${join(folder, 'nginx.pid')};`,
    'events { worker_connections 64; }',
    'http {',
    '  access_log off;',
    ...temporary.map((name) => `  ${name}_temp_path ${join(folder, `${name}_temp`)};`),
    `  root ${join(folder, 'www')};`,
    `  server { listen ${HOST}:${ports.http}; }`,
    '  server {',
    `    listen ${HOST}:${ports.https} ssl http2;`,
    `    ssl_certificate ${certificate.certificateFile};`,
    `    ssl_certificate_key ${certificate.keyFile};`,
    '  }',
    '}',
    '',
  ].join('\n');
}
