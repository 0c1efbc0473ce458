import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const VSFTPD = '/usr/sbin/vsftpd';

export interface VsftpdOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** The text after `220 `. By default vsftpd's own, which names the product and its version. */
  banner?: string;
}

/** vsftpd with an empty, read-only anonymous area and no local users. */
export function startVsftpd(options: VsftpdOptions = {}): Promise<RunningServer<'ftp'>> {
  return startServer({
    name: 'vsftpd',
    namespace: options.namespace,
    services: ['ftp'],
    // It writes to descriptor 0 even here.
    version: versionFrom('/bin/sh', ['-c', `exec ${VSFTPD} -v 0>&1`], /version (\S+)/),
    configure(folder, ports) {
      for (const name of ['empty', 'anonymous']) mkdirSync(join(folder, name), { mode: 0o555 });
      const configFile = join(folder, 'vsftpd.conf');
      writeFileSync(configFile, configuration(folder, ports.ftp, options));
      return [VSFTPD, configFile];
    },
  });
}

function configuration(folder: string, port: number, { banner }: VsftpdOptions): string {
  return [
    'listen=YES',
    'listen_ipv6=NO',
    'listen_address=127.0.0.1',
    `listen_port=${port}`,
    'background=NO',
    'port_enable=NO',
    'pasv_address=127.0.0.1',
    `secure_chroot_dir=${join(folder, 'empty')}`,
    'local_enable=NO',
    'anonymous_enable=YES',
    `anon_root=${join(folder, 'anonymous')}`,
    'write_enable=NO',
    'xferlog_enable=NO',
    // Its system call filter is older than the C library and kills it on some kernels.
    'seccomp_sandbox=NO',
    ...(banner === undefined ? [] : [`ftpd_banner=${banner}`]),
    '',
  ].join('\n');
}
