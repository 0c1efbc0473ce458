import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';
import { certificateFor } from './mail-authority.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';
import { unpacked } from './unpacked.js';

const PROGRAMS = unpacked('cyrus-imapd', 'usr/lib/cyrus/bin');
const LIBRARIES = unpacked('cyrus-imapd', 'usr/lib/x86_64-linux-gnu');
const HOSTNAME = 'mail.portolan.test';
/** Made by .ci/install-servers. */
const USER = 'cyrus';
const REGISTERED = { imap: 143, imaps: 993, pop3: 110, pop3s: 995, sieve: 4190 };

export type CyrusService = keyof typeof REGISTERED;

export interface CyrusOptions {
  /** How it calls itself. Default `mail.portolan.test`. */
  hostname?: string;
  /** What TLS shows. Without it there is no TLS, and no ports for it. */
  certificate?: Certificate;
  /** Listen on this loopback address, on the registered ports (143, 993, 110, 995, 4190). By default on free ports of 127.0.0.1. */
  registeredOn?: string;
  /** Lines for imapd.conf, put last. */
  settings?: readonly string[];
}

/** Cyrus with IMAP, POP3 and ManageSieve, without a mailbox and without an account. */
export function startCyrus(options: CyrusOptions & { certificate: Certificate }): Promise<RunningServer<CyrusService>>;
export function startCyrus(options?: CyrusOptions): Promise<RunningServer<'imap' | 'pop3' | 'sieve'>>;
export function startCyrus(options: CyrusOptions = {}): Promise<RunningServer<CyrusService>> {
  const { certificate, registeredOn = HOST, hostname = HOSTNAME, settings = [] } = options;
  return startServer<CyrusService>({
    name: 'cyrus',
    services: certificate ? ['imap', 'pop3', 'sieve', 'imaps', 'pop3s'] : ['imap', 'pop3', 'sieve'],
    hostname,
    host: options.registeredOn,
    registered: options.registeredOn === undefined ? undefined : REGISTERED,
    version: versionFrom(
      'env',
      [`LD_LIBRARY_PATH=${LIBRARIES}`, join(PROGRAMS, 'cyr_info'), 'version'],
      /(\d+\.\d+\.\d+)/,
    ),
    configure(folder, ports) {
      const own = join(folder, 'own');
      for (const name of ['', 'db', 'proc', 'socket', 'spool', 'sieve', 'user']) mkdirSync(join(own, name));
      execFileSync('chown', ['-R', `${USER}:`, own]);
      const tls = certificate ? certificateFor(USER, certificate, join(folder, 'tls')) : undefined;
      const configFile = join(folder, 'imapd.conf');
      writeFileSync(configFile, [...basics(own, hostname, tls), ...settings, ''].join('\n'));
      const masterFile = join(folder, 'cyrus.conf');
      writeFileSync(masterFile, services(configFile, registeredOn, ports));
      const files = ['-C', configFile, '-M', masterFile, '-p', join(folder, 'master.pid')];
      return ['env', `LD_LIBRARY_PATH=${LIBRARIES}`, join(PROGRAMS, 'master'), ...files];
    },
  });
}

function basics(own: string, hostname: string, tls: Certificate | undefined): string[] {
  return [
    `configdirectory: ${own}`,
    `partition-default: ${join(own, 'spool')}`,
    'defaultpartition: default',
    `sievedir: ${join(own, 'sieve')}`,
    `idlesocket: ${join(own, 'socket/idle')}`,
    `servername: ${hostname}`,
    `cyrus_user: ${USER}`,
    'syslog_prefix: portolan',
    'sasl_mech_list: PLAIN',
    'sasl_pwcheck_method: auxprop',
    ...(tls ? [`tls_server_cert: ${tls.certificateFile}`, `tls_server_key: ${tls.keyFile}`] : []),
  ];
}

function services(configFile: string, host: string, ports: Readonly<Partial<Record<CyrusService, number>>>): string {
  const commands = { imap: 'imapd', imaps: 'imapd -s', pop3: 'pop3d', pop3s: 'pop3d -s', sieve: 'timsieved' };
  const lines = (Object.keys(ports) as CyrusService[]).map((name) => {
    const [program = '', ...flags] = commands[name].split(' ');
    const command = [join(PROGRAMS, program), '-C', configFile, ...flags].join(' ');
    return `  ${name} cmd="${command}" listen="${host}:${ports[name]}" prefork=0`;
  });
  return ['START {', '}', 'SERVICES {', ...lines, '}', 'EVENTS {', '}', ''].join('\n');
}
