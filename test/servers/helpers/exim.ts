import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const EXIM = unpacked('exim4-daemon-light', 'usr/sbin/exim4');
const HOSTNAME = 'mail.portolan.test';
/** Compiled in, and made by .ci/install-servers. */
const USER = 'Debian-exim';

/** Exim that talks SMTP but takes no mail, delivers none and asks no name server. */
export function startExim(options: { namespace?: string } = {}): Promise<RunningServer<'smtp'>> {
  return startServer({
    name: 'exim',
    namespace: options.namespace,
    services: ['smtp'],
    hostname: HOSTNAME,
    version: versionFrom(EXIM, ['-C', '/dev/null', '-bV'], /Exim version (\S+)/),
    configure(folder, ports) {
      const own = makeFolderOf(USER, join(folder, 'own'));
      const configFile = join(folder, 'exim.conf');
      writeFileSync(
        configFile,
        [
          `primary_hostname = ${HOSTNAME}`,
          `local_interfaces = ${HOST}`,
          `daemon_smtp_ports = ${ports.smtp}`,
          `spool_directory = ${own}`,
          `log_file_path = ${join(own, '%slog')}`,
          `pid_file_path = ${join(own, 'exim.pid')}`,
          'tls_advertise_hosts =',
          'host_lookup =',
          'rfc1413_query_timeout = 0s',
          'queue_only',
          'keep_environment =',
          // Without a rule for recipients it refuses every one of them.
          'acl_smtp_rcpt =',
          '',
        ].join('\n'),
      );
      return [EXIM, '-C', configFile, '-bdf'];
    },
  });
}
