import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';
import { makeFolderOf } from './drop-root.js';
import { certificateFor } from './mail-authority.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const EXIM = unpacked('exim4-daemon-light', 'usr/sbin/exim4');
const HOSTNAME = 'mail.portolan.test';
/** Compiled in, and made by .ci/install-servers. */
const USER = 'Debian-exim';
const REGISTERED = { smtp: 25, smtps: 465, submission: 587 };

export type EximService = keyof typeof REGISTERED;

export interface EximOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** How it calls itself. Default `mail.portolan.test`. */
  hostname?: string;
  /** What TLS shows. Without it there is no TLS. */
  certificate?: Certificate;
  /** Listen on this loopback address, on port 25. By default on a free port of 127.0.0.1. */
  registeredOn?: string;
  /** With `registeredOn` and `certificate`: listen on 465, which is TLS from the first byte, and on 587 as well. Default false. */
  submission?: boolean;
  /**
   * Condition, in Exim's own notation, under which it offers to log in. By default inside TLS, and not on port 25. Nobody has
   * an account.
   */
  offersLogin?: string;
  /** Lines for the main part of its configuration, put last. */
  settings?: readonly string[];
  /** Lines that decide about whoever connects. By default everybody may. */
  onConnect?: readonly string[];
  /** Lines that decide about recipients. By default none is taken. */
  onRecipient?: readonly string[];
}

/** Exim that talks SMTP but delivers nothing and asks no name server. */
export function startExim(options: EximOptions & { submission: true }): Promise<RunningServer<EximService>>;
export function startExim(options?: EximOptions): Promise<RunningServer<'smtp'>>;
export function startExim(options: EximOptions = {}): Promise<RunningServer<EximService>> {
  const { namespace, registeredOn, submission, hostname = HOSTNAME } = options;
  return startServer<EximService>({
    name: 'exim',
    namespace,
    services: submission ? ['smtp', 'smtps', 'submission'] : ['smtp'],
    hostname,
    host: registeredOn,
    registered: registeredOn === undefined ? undefined : REGISTERED,
    version: versionFrom(EXIM, ['-C', '/dev/null', '-bV'], /Exim version (\S+)/),
    configure(folder, ports) {
      const own = makeFolderOf(USER, join(folder, 'own'));
      const configFile = join(folder, 'exim.conf');
      const lines = [
        ...basics(own, Object.values(ports), options),
        ...tls(folder, ports, options),
        ...rules(options),
        '',
      ];
      writeFileSync(configFile, lines.join('\n'));
      return [EXIM, '-C', configFile, '-bdf'];
    },
  });
}

function basics(
  own: string,
  ports: readonly number[],
  { registeredOn = HOST, hostname = HOSTNAME, settings = [] }: EximOptions,
): string[] {
  return [
    `primary_hostname = ${hostname}`,
    `local_interfaces = ${registeredOn}`,
    `daemon_smtp_ports = ${ports.join(' : ')}`,
    `spool_directory = ${own}`,
    `log_file_path = ${join(own, '%slog')}`,
    `pid_file_path = ${join(own, 'exim.pid')}`,
    'host_lookup =',
    'rfc1413_query_timeout = 0s',
    'queue_only',
    'keep_environment =',
    ...settings,
  ];
}

function tls(folder: string, ports: Readonly<Record<EximService, number>>, options: EximOptions): string[] {
  const { certificate, submission } = options;
  if (!certificate) return ['tls_advertise_hosts ='];
  const own = certificateFor(USER, certificate, join(folder, 'tls'));
  return [
    'tls_advertise_hosts = *',
    `tls_certificate = ${own.certificateFile}`,
    `tls_privatekey = ${own.keyFile}`,
    ...(submission ? [`tls_on_connect_ports = ${ports.smtps}`] : []),
  ];
}

/** Without a rule for recipients Exim refuses every one of them. */
function rules({ onConnect, onRecipient, submission, offersLogin }: EximOptions): string[] {
  const inside = `\${if and {{def:tls_in_cipher}{!eq{$received_port}{25}}}}`;
  const login = (name: string, prompts: string) => [
    `${name}:`,
    '  driver = plaintext',
    `  public_name = ${name}`,
    `  server_prompts = ${prompts}`,
    '  server_condition = no',
    `  server_advertise_condition = ${offersLogin ?? inside}`,
  ];
  return [
    ...(onConnect ? ['acl_smtp_connect = connecting'] : []),
    ...(onRecipient ? ['acl_smtp_rcpt = recipient'] : []),
    'begin acl',
    ...(onConnect ? ['connecting:', ...onConnect.map((line) => `  ${line}`)] : []),
    ...(onRecipient ? ['recipient:', ...onRecipient.map((line) => `  ${line}`)] : []),
    ...(submission || offersLogin
      ? ['begin authenticators', ...login('PLAIN', ':'), ...login('LOGIN', 'User : Pass')]
      : []),
  ];
}
