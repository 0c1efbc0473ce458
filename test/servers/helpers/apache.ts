import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from './certificate.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const APACHE = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';

/** Apache httpd with one page, over plain HTTP and over TLS. Needs the `openssl` command. */
export function startApache(options: { namespace?: string } = {}): Promise<RunningServer<'http' | 'https'>> {
  return startServer<'http' | 'https'>({
    name: 'apache',
    namespace: options.namespace,
    services: ['http', 'https'],
    version: versionFrom(APACHE, ['-v'], /Apache\/(\S+)/),
    configure(folder, ports) {
      mkdirSync(join(folder, 'www'), { mode: 0o755 });
      writeFileSync(join(folder, 'www/index.html'), '<!doctype html><title>Portolan</title>\n');
      const configFile = join(folder, 'apache.conf');
      writeFileSync(configFile, configuration(folder, ports));
      return [APACHE, '-D', 'FOREGROUND', '-f', configFile];
    },
  });
}

function configuration(folder: string, ports: Readonly<Record<'http' | 'https', number>>): string {
  const certificate = makeCertificate(folder, 'www.portolan.test');
  if (!certificate) throw new Error('Apache with TLS needs the openssl command');
  const modules = ['mpm_event', 'authz_core', 'dir', 'ssl'];
  return [
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    `ServerRoot ${folder}`,
    `DefaultRuntimeDir ${folder}`,
    `PidFile ${join(folder, 'apache.pid')}`,
    'ErrorLog /dev/stderr',
    'ServerName www.portolan.test',
    'User www-data',
    'Group www-data',
    'StartServers 1',
    `DocumentRoot ${join(folder, 'www')}`,
    'DirectoryIndex index.html',
    `Listen ${HOST}:${ports.http}`,
    `Listen ${HOST}:${ports.https} https`,
    `<VirtualHost ${HOST}:${ports.https}>`,
    '  SSLEngine on',
    `  SSLCertificateFile ${certificate.certificateFile}`,
    `  SSLCertificateKeyFile ${certificate.keyFile}`,
    '</VirtualHost>',
    '',
  ].join('\n');
}
