import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const LIGHTTPD = '/usr/sbin/lighttpd';

/** lighttpd with one page. */
export function startLighttpd(options: { namespace?: string } = {}): Promise<RunningServer<'http'>> {
  return startServer({
    name: 'lighttpd',
    namespace: options.namespace,
    services: ['http'],
    version: versionFrom(LIGHTTPD, ['-v'], /lighttpd\/(\S+)/),
    configure(folder, ports) {
      mkdirSync(join(folder, 'www'), { mode: 0o755 });
      writeFileSync(join(folder, 'www/index.html'), '<!doctype html><title>Portolan</title>\n');
      const configFile = join(folder, 'lighttpd.conf');
      writeFileSync(
        configFile,
        [
          `server.bind = "${HOST}"`,
          `server.port = ${ports.http}`,
          `server.document-root = "${join(folder, 'www')}"`,
          'server.username = "www-data"',
          'server.groupname = "www-data"',
          'index-file.names = ( "index.html" )',
          'mimetype.assign = ( ".html" => "text/html" )',
          '',
        ].join('\n'),
      );
      return [LIGHTTPD, '-D', '-f', configFile];
    },
  });
}
