import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const SMBD = '/usr/sbin/smbd';

/** Samba's file server with nothing to share. */
export function startSamba(options: { namespace?: string } = {}): Promise<RunningServer<'microsoft-ds'>> {
  return startServer({
    name: 'samba',
    namespace: options.namespace,
    services: ['microsoft-ds'],
    version: versionFrom(SMBD, ['--version'], /Version (\d[\d.]*)/),
    configure(folder, ports) {
      const configFile = join(folder, 'smb.conf');
      writeFileSync(configFile, configuration(folder, ports['microsoft-ds']));
      return [SMBD, '--foreground', '--no-process-group', '--debug-stdout', `--configfile=${configFile}`];
    },
  });
}

function configuration(folder: string, port: number): string {
  const own = ['lock directory', 'state directory', 'cache directory', 'pid directory', 'private dir', 'ncalrpc dir'];
  return [
    '[global]',
    'netbios name = PORTOLAN',
    'workgroup = PORTOLAN',
    `smb ports = ${port}`,
    'interfaces = lo',
    'bind interfaces only = yes',
    'disable netbios = yes',
    'dns proxy = no',
    'hostname lookups = no',
    'load printers = no',
    'printing = bsd',
    'disable spoolss = yes',
    'map to guest = never',
    ...own.map((name) => {
      const path = join(folder, name.replace(' ', '-'));
      mkdirSync(path, { mode: 0o755 });
      return `${name} = ${path}`;
    }),
    '',
  ].join('\n');
}
