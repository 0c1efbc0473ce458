import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const XTIGERVNC = '/usr/bin/Xtigervnc';
// The obfuscated form in which RFB programs keep a password; nobody needs to know which one this is.
const PASSWORD = Buffer.from('0123456789abcdef', 'hex');

/** TigerVNC's X server with a small screen on which nothing is drawn. */
export function startTigervnc(options: { namespace?: string } = {}): Promise<RunningServer<'rfb'>> {
  return startServer({
    name: 'tigervnc',
    namespace: options.namespace,
    services: ['rfb'],
    version: versionFrom(XTIGERVNC, ['-version'], /TigerVNC (\d[\d.]*)/),
    configure(folder, ports) {
      const passwordFile = join(folder, 'password');
      writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
      return [
        // The display's number has to be nobody else's, and the port is that already.
        ...([XTIGERVNC, `:${ports.rfb}`, '-geometry', '64x64', '-depth', '16', '-desktop', 'portolan'] as const),
        ...['-interface', HOST, '-rfbport', String(ports.rfb), '-PasswordFile', passwordFile],
        ...['-nolisten', 'tcp', '-nolisten', 'unix'],
      ];
    },
  });
}
