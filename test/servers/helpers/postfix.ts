import { chownSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, makeCertificate } from './certificate.js';
import { HOST } from './ports.js';
import { logFile, type RunningServer, startServer, versionFrom } from './running-server.js';

const MASTER = '/usr/lib/postfix/sbin/master';
const HOSTNAME = 'mail.portolan.test';
const REGISTERED = { smtp: 25, smtps: 465, submission: 587 };

export type PostfixService = 'smtp' | 'smtps' | 'submission';

export interface PostfixOptions {
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string;
  /** How it calls itself. Default `mail.portolan.test`. */
  hostname?: string;
  /** The text after `220 `, in Postfix's own notation. Default `$myhostname ESMTP $mail_name`. */
  banner?: string;
  /** STARTTLS on the smtp port. Default true where there is an `openssl` command. */
  tls?: boolean;
  /** Also listen on a second port that speaks TLS from the first byte. Default false; needs the `openssl` command. */
  smtps?: boolean;
  /**
   * Also listen on a port where mail is handed in: STARTTLS first, then AUTH, which smtps has then as well. Nobody has an
   * account. Default false.
   */
  submission?: boolean;
  /** What TLS shows. By default a certificate that it signed itself. */
  certificate?: Certificate;
  /**
   * Listen on this loopback address, on the ports registered for mail (25, 465 and 587). By default on free ports of
   * 127.0.0.1.
   */
  registeredOn?: string;
  /** Further addresses for the smtp port, such as `[::1]`. */
  alsoOn?: readonly string[];
  /**
   * Let postscreen answer first, as a mail server does that wants to know who talks too early: it sends the first line of
   * its greeting, waits a second and sends the second line. Default false.
   */
  postscreen?: boolean;
  /** Lines for main.cf, put last, so that they win. */
  settings?: readonly string[];
  /** The same for single services, such as `smtpd_tls_auth_only=no`, without spaces. */
  serviceSettings?: Partial<Record<PostfixService, readonly string[]>>;
}

/** Postfix that talks SMTP but takes no mail, delivers none and asks no name server. */
export function startPostfix(
  options: PostfixOptions & { smtps: true },
): Promise<RunningServer<Exclude<PostfixService, 'submission'>>>;
export function startPostfix(options?: PostfixOptions): Promise<RunningServer<'smtp'>>;
export function startPostfix(options: PostfixOptions = {}): Promise<RunningServer<PostfixService>> {
  const { smtps, submission, registeredOn, hostname = HOSTNAME } = options;
  return startServer<PostfixService>({
    name: 'postfix',
    namespace: options.namespace,
    services: ['smtp', ...(smtps ? ['smtps' as const] : []), ...(submission ? ['submission' as const] : [])],
    hostname,
    host: registeredOn,
    registered: registeredOn === undefined ? undefined : REGISTERED,
    version: versionFrom('/usr/sbin/postconf', ['-d', '-h', 'mail_version'], /^(\S+)/),
    configure(folder, ports) {
      const certificate = certificateOf(folder, options);
      const configFolder = join(folder, 'etc');
      mkdirSync(configFolder, { mode: 0o755 });
      makeSpool(folder);
      writeSettled(join(configFolder, 'main.cf'), mainConfiguration(folder, certificate, options));
      writeSettled(join(configFolder, 'master.cf'), masterConfiguration(ports, options));
      return [MASTER, '-c', configFolder, '-d'];
    },
  });
}

function certificateOf(folder: string, { tls, smtps, certificate }: PostfixOptions): Certificate | undefined {
  if (tls === false && !smtps) return undefined;
  const made = certificate ?? makeCertificate(folder, HOSTNAME);
  if (smtps && !made) throw new Error('postfix with smtps needs the openssl command');
  return made;
}

/** Postfix waits about two seconds on a file that was written just now, in case its author has not finished. */
function writeSettled(file: string, text: string) {
  writeFileSync(file, text);
  const before = Date.now() / 1000 - 60;
  utimesSync(file, before, before);
}

/** The part of `postfix check` that these few services need. */
function makeSpool(folder: string) {
  const postfix = accountId('/etc/passwd', 'postfix');
  const postdrop = accountId('/etc/group', 'postdrop');
  const make = (path: string, mode: number, user = 0, group = 0) => {
    mkdirSync(join(folder, path), { mode });
    chownSync(join(folder, path), user, group);
  };
  make('state', 0o700, postfix);
  make('spool', 0o755);
  make('spool/pid', 0o755);
  // A mail begins here with its first recipient, so also where one is named and taken back.
  make('spool/incoming', 0o700, postfix);
  make('spool/private', 0o700, postfix);
  make('spool/public', 0o710, postfix, postdrop);
}

function accountId(file: string, name: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`${file} has no entry for ${name}, which the postfix package makes`);
  return Number(line.split(':')[2]);
}

function mainConfiguration(folder: string, certificate: Certificate | undefined, options: PostfixOptions): string {
  return [
    'compatibility_level = 3.6',
    `queue_directory = ${join(folder, 'spool')}`,
    `data_directory = ${join(folder, 'state')}`,
    `maillog_file = ${logFile(folder)}`,
    `maillog_file_prefixes = ${folder}`,
    `myhostname = ${options.hostname ?? HOSTNAME}`,
    // Only an interface's own address is accepted here; which addresses are listened on stands in master.cf.
    `inet_interfaces = ${HOST}`,
    `inet_protocols = ${options.alsoOn ? 'all' : 'ipv4'}`,
    // Nothing comes in, nothing is delivered here, nothing goes out, and no name server is asked.
    'mydestination =',
    'mynetworks =',
    'alias_maps =',
    'local_recipient_maps =',
    'smtpd_peername_lookup = no',
    'smtpd_relay_restrictions = reject',
    'smtpd_recipient_restrictions = reject',
    'default_transport = error:no mail leaves a test',
    'relay_transport = error:no mail leaves a test',
    'local_transport = error:no mail is delivered in a test',
    'disable_dns_lookups = yes',
    ...(certificate ? [`smtpd_tls_chain_files = ${certificate.keyFile}, ${certificate.certificateFile}`] : []),
    `smtpd_tls_security_level = ${certificate && options.tls !== false ? 'may' : 'none'}`,
    'smtpd_sasl_mechanism_filter = plain, login',
    ...(options.banner === undefined ? [] : [`smtpd_banner = ${options.banner}`]),
    ...(options.postscreen ? ['postscreen_greet_wait = 1s', 'postscreen_greet_action = enforce'] : []),
    ...(options.settings ?? []),
    '',
  ].join('\n');
}

function masterConfiguration(ports: Readonly<Record<PostfixService, number>>, options: PostfixOptions): string {
  const { smtps, submission, postscreen, registeredOn: host = HOST, alsoOn = [], serviceSettings = {} } = options;
  const service = (name: PostfixService, daemon: string, settings: readonly string[] = []) => [
    ...[...(name === 'smtp' ? alsoOn : []), host].flatMap((address) => [
      `${address}:${ports[name]} inet n - n - ${daemon}`,
      ...[...settings, ...(serviceSettings[name] ?? [])].map((setting) => `  -o ${setting}`),
    ]),
  ];
  const login = submission ? ['smtpd_sasl_auth_enable=yes'] : [];
  return [
    ...service('smtp', postscreen ? '1 postscreen' : '- smtpd'),
    ...(postscreen ? ['smtpd pass - - n - - smtpd'] : []),
    ...(smtps
      ? service('smtps', '- smtpd', ['smtpd_tls_wrappermode=yes', 'smtpd_tls_security_level=encrypt', ...login])
      : []),
    ...(submission ? service('submission', '- smtpd', ['smtpd_tls_security_level=encrypt', ...login]) : []),
    'cleanup unix n - n - 0 cleanup',
    'rewrite unix - - n - - trivial-rewrite',
    'proxymap unix - - n - - proxymap',
    'anvil unix - - n - 1 anvil',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'error unix - - n - - error',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n');
}
