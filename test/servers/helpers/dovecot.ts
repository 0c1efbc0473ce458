import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, makeCertificate } from './certificate.js';
import { HOST } from './ports.js';
import { logFile, type RunningServer, startServer, versionFrom } from './running-server.js';

const DOVECOT = '/usr/sbin/dovecot';
const HOSTNAME = 'mail.portolan.test';
const REGISTERED = { pop3: 110, imap: 143, pop3s: 995, imaps: 993, sieve: 4190 };

export type DovecotService = keyof typeof REGISTERED;

export interface DovecotOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** The text after `+OK ` and `* OK [...] `. By default Debian's own. */
  greeting?: string;
  /** STLS and STARTTLS, and the pop3s and imaps ports. Default true; needs the `openssl` command. */
  tls?: boolean;
  /** What TLS shows. By default a certificate that it signed itself. */
  certificate?: Certificate;
  /** ManageSieve as well, of the package dovecot-managesieved. Default false. */
  sieve?: boolean;
  /**
   * Listen on this loopback address, on the registered ports (110, 143, 995, 993, 4190). By default on free ports of 127.0.0.1,
   * where Dovecot takes a caller from the same address for one that needs no TLS.
   */
  registeredOn?: string;
  /** Lines for dovecot.conf, put last, so that they win. */
  settings?: readonly string[];
}

/** Dovecot with POP3 and IMAP, and their implicit-TLS ports unless `tls` is false. */
export function startDovecot(options: DovecotOptions & { tls: false }): Promise<RunningServer<'pop3' | 'imap'>>;
export function startDovecot(options?: DovecotOptions): Promise<RunningServer<DovecotService>>;
export function startDovecot(options: DovecotOptions = {}): Promise<RunningServer<DovecotService>> {
  const tlsPorts = options.tls === false ? [] : (['pop3s', 'imaps'] as const);
  return startServer<DovecotService>({
    name: 'dovecot',
    namespace: options.namespace,
    services: ['pop3', 'imap', ...tlsPorts, ...(options.sieve ? (['sieve'] as const) : [])],
    hostname: HOSTNAME,
    host: options.registeredOn,
    registered: options.registeredOn === undefined ? undefined : REGISTERED,
    version: versionFrom(DOVECOT, ['--version'], /^(\S+)/),
    configure(folder, ports) {
      const certificate =
        options.tls === false ? undefined : (options.certificate ?? makeCertificate(folder, HOSTNAME));
      if (options.tls !== false && !certificate) throw new Error('dovecot with TLS needs the openssl command');
      for (const name of ['run', 'state']) mkdirSync(join(folder, name), { mode: 0o755 });
      const configFile = join(folder, 'dovecot.conf');
      writeFileSync(
        configFile,
        [...basics(folder, options), ...listeners(ports), ...tls(certificate), ...overrides(options), ''].join('\n'),
      );
      return [DOVECOT, '-F', '-c', configFile];
    },
  });
}

function basics(folder: string, { registeredOn = HOST, sieve }: DovecotOptions): string[] {
  return [
    `protocols = pop3 imap${sieve ? ' sieve' : ''}`,
    `listen = ${registeredOn}`,
    `base_dir = ${join(folder, 'run')}`,
    `state_dir = ${join(folder, 'state')}`,
    'instance_name = portolan',
    `hostname = ${HOSTNAME}`,
    `log_path = ${logFile(folder)}`,
    `mail_location = maildir:${join(folder, 'mail')}/%u`,
    'passdb {',
    '  driver = static',
    '  args = password=portolan',
    '}',
    'userdb {',
    '  driver = static',
    '  args = uid=nobody gid=nogroup home=/nonexistent',
    '}',
  ];
}

function listeners(ports: Readonly<Record<DovecotService, number>>): string[] {
  const listener = (service: DovecotService, extra: string) =>
    // Port 0 turns off a listener that Dovecot would otherwise open on its usual port.
    `  inet_listener ${service} {\n    port = ${ports[service] ?? 0}\n${extra}  }`;
  return [
    ...(['pop3', 'imap'] as const).flatMap((name) => [
      `service ${name}-login {`,
      listener(name, ''),
      listener(`${name}s`, '    ssl = yes\n'),
      '}',
    ]),
    ...(ports.sieve === undefined ? [] : ['service managesieve-login {', listener('sieve', ''), '}']),
  ];
}

function tls(certificate: Certificate | undefined): string[] {
  if (!certificate) return ['ssl = no'];
  return ['ssl = yes', `ssl_cert = <${certificate.certificateFile}`, `ssl_key = <${certificate.keyFile}`];
}

function overrides({ greeting, settings = [] }: DovecotOptions): string[] {
  return greeting === undefined ? [...settings] : [`login_greeting = ${greeting}`, ...settings];
}
