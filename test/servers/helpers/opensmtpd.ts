import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const SMTPD = unpacked('opensmtpd', 'usr/sbin/smtpd');
const HOSTNAME = 'mail.portolan.test';
const REGISTERED = { smtp: 25, smtps: 465, submission: 587 };
/**
 * Its spool, its socket and its empty folder are compiled in, and it looks up whoever connects: so it sees folders of its own
 * there, and no name server.
 */
const RUN_ALONE = `
  for folder in /var/spool /var/lib /run; do mount -t tmpfs -o mode=755 tmpfs "$folder" || exit; done
  mkdir -p /var/lib/opensmtpd/empty
  mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/resolv.conf" /etc/resolv.conf || exit
  exec "$2" -d -f "$1/smtpd.conf"
`;

export type OpensmtpdService = keyof typeof REGISTERED;

export interface OpensmtpdOptions {
  /** How it calls itself. Default `mail.portolan.test`. */
  hostname?: string;
  /** What TLS shows. Without it there is no TLS. */
  certificate?: Certificate;
  /** Listen on this loopback address, on port 25. By default on a free port of 127.0.0.1. */
  registeredOn?: string;
  /** With `registeredOn` and `certificate`: listen on 465, which is TLS from the first byte, and on 587 as well. Default false. */
  submission?: boolean;
}

/** OpenSMTPD that takes no mail, delivers none and asks no name server. */
export function startOpensmtpd(
  options: OpensmtpdOptions & { submission: true },
): Promise<RunningServer<OpensmtpdService>>;
export function startOpensmtpd(options?: OpensmtpdOptions): Promise<RunningServer<'smtp'>>;
export function startOpensmtpd(options: OpensmtpdOptions = {}): Promise<RunningServer<OpensmtpdService>> {
  const { registeredOn, submission, hostname = HOSTNAME } = options;
  return startServer<OpensmtpdService>({
    name: 'opensmtpd',
    services: submission ? ['smtp', 'smtps', 'submission'] : ['smtp'],
    hostname,
    host: registeredOn,
    registered: registeredOn === undefined ? undefined : REGISTERED,
    version: versionFrom(SMTPD, ['-h'], /OpenSMTPD (\d\S+)/),
    configure(folder, ports) {
      // The callers of the tests, so that it finds them without asking anybody.
      writeFileSync(join(folder, 'hosts'), '127.0.0.1 localhost\n127.0.0.2 caller.portolan.test\n');
      writeFileSync(join(folder, 'resolv.conf'), 'lookup file\n');
      writeFileSync(join(folder, 'accounts'), '');
      writeFileSync(join(folder, 'smtpd.conf'), configuration(folder, ports, options));
      // It refuses a configuration that others may write.
      chmodSync(join(folder, 'smtpd.conf'), 0o644);
      return ['unshare', '--mount', '/bin/sh', '-c', RUN_ALONE, 'opensmtpd', folder, SMTPD];
    },
  });
}

function configuration(
  folder: string,
  ports: Readonly<Record<OpensmtpdService, number>>,
  { certificate, registeredOn = HOST, submission, hostname = HOSTNAME }: OpensmtpdOptions,
): string {
  const listen = (service: OpensmtpdService, words: string) =>
    `listen on ${registeredOn} port ${ports[service]} ${words} hostname ${hostname}`;
  const pki = certificate ? `pki ${hostname}` : '';
  return [
    `table accounts file:${join(folder, 'accounts')}`,
    ...(certificate ? [`${pki} cert "${certificate.certificateFile}"`, `${pki} key "${certificate.keyFile}"`] : []),
    listen('smtp', `${certificate ? 'tls' : ''} ${pki}`),
    ...(submission
      ? [listen('smtps', `smtps ${pki} auth <accounts>`), listen('submission', `tls-require ${pki} auth <accounts>`)]
      : []),
    'match from any for any reject',
    '',
  ].join('\n');
}
