// What a test needs from the machine. Where it is missing the test is skipped and says why, but under CI=true,
// where .ci/install-servers has run, it fails: a skipped test must not look like a passed one there.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { postgresqlPrograms } from './postgresql.js';
import { unpacked } from './unpacked.js';

interface Requirement {
  /** Every Debian package that holds one of the paths. */
  packages: string;
  paths: readonly string[];
  /** Whether it needs folders or processes that only it sees. */
  apart?: true;
}

const UNSHARE = '/usr/bin/unshare';

const REQUIREMENTS = {
  postfix: { packages: 'postfix', paths: ['/usr/lib/postfix/sbin/master', '/usr/lib/postfix/sbin/smtpd'] },
  dovecot: {
    packages: 'dovecot-pop3d dovecot-imapd',
    paths: ['/usr/sbin/dovecot', '/usr/lib/dovecot/pop3-login', '/usr/lib/dovecot/imap-login'],
  },
  openssh: { packages: 'openssh-server', paths: ['/usr/sbin/sshd', '/usr/bin/ssh-keygen'] },
  vsftpd: { packages: 'vsftpd', paths: ['/usr/sbin/vsftpd'] },
  // Alternatives to a server above, unpacked by .ci/install-servers beside the one that is installed.
  proftpd: { packages: 'proftpd-core', paths: [unpacked('proftpd-core', 'usr/sbin/proftpd')] },
  exim: { packages: 'exim4-daemon-light', paths: [unpacked('exim4-daemon-light', 'usr/sbin/exim4')] },
  inn: { packages: 'inn2 inn2-inews', paths: [unpacked('inn2', 'usr/lib/news/bin/nnrpd')] },
  opensmtpd: { packages: 'opensmtpd', paths: [unpacked('opensmtpd', 'usr/sbin/smtpd'), UNSHARE], apart: true },
  cyrus: {
    packages: 'cyrus-imapd cyrus-pop3d cyrus-common',
    paths: ['master', 'imapd', 'pop3d', 'timsieved'].map((name) =>
      unpacked('cyrus-imapd', `usr/lib/cyrus/bin/${name}`),
    ),
  },
  courier: {
    packages: 'courier-imap courier-pop courier-base courier-authlib',
    paths: [
      ...['imaplogin', 'courierpop3login'].map((name) => unpacked('courier-imap', `usr/lib/courier/courier/${name}`)),
      ...['usr/sbin/couriertcpd', 'usr/bin/couriertls'].map((path) => unpacked('courier-imap', path)),
      UNSHARE,
    ],
    apart: true,
  },
  unbound: { packages: 'unbound', paths: [unpacked('unbound', 'usr/sbin/unbound')] },
  'dovecot delivery': {
    packages: 'dovecot-lmtpd dovecot-managesieved',
    paths: ['/usr/sbin/dovecot', '/usr/lib/dovecot/lmtp', '/usr/lib/dovecot/managesieve-login'],
  },
  nginx: { packages: 'nginx-light', paths: ['/usr/sbin/nginx'] },
  apache: { packages: 'apache2-bin', paths: ['/usr/sbin/apache2'] },
  lighttpd: { packages: 'lighttpd', paths: ['/usr/sbin/lighttpd'] },
  redis: { packages: 'redis-server', paths: ['/usr/bin/redis-server'] },
  memcached: { packages: 'memcached', paths: ['/usr/bin/memcached'] },
  postgresql: { packages: 'postgresql', paths: [join(postgresqlPrograms(), 'initdb')] },
  mariadb: {
    packages: 'mariadb-server-core mariadb-client-core',
    paths: ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db', '/usr/bin/my_print_defaults'],
  },
  bind: { packages: 'bind9', paths: ['/usr/sbin/named'] },
  'dnssec tools': { packages: 'bind9-utils', paths: ['/usr/bin/dnssec-keygen', '/usr/bin/dnssec-signzone'] },
  dnsmasq: { packages: 'dnsmasq-base', paths: ['/usr/sbin/dnsmasq'] },
  openldap: { packages: 'slapd', paths: ['/usr/sbin/slapd'] },
  mosquitto: { packages: 'mosquitto', paths: ['/usr/sbin/mosquitto'] },
  rabbitmq: { packages: 'rabbitmq-server', paths: ['/usr/lib/rabbitmq/bin/rabbitmq-server', '/usr/bin/epmd'] },
  rsync: { packages: 'rsync', paths: ['/usr/bin/rsync'] },
  ngircd: { packages: 'ngircd', paths: ['/usr/sbin/ngircd'] },
  inspircd: { packages: 'inspircd', paths: ['/usr/sbin/inspircd'] },
  tigervnc: { packages: 'tigervnc-standalone-server', paths: ['/usr/bin/Xtigervnc'] },
  stunnel: { packages: 'stunnel4', paths: ['/usr/bin/stunnel4'] },
  squid: { packages: 'squid', paths: ['/usr/sbin/squid'] },
  tinyproxy: { packages: 'tinyproxy-bin', paths: ['/usr/bin/tinyproxy'] },
  dante: { packages: 'dante-server', paths: ['/usr/sbin/danted'] },
  microsocks: { packages: 'microsocks', paths: ['/usr/bin/microsocks'] },
  samba: { packages: 'samba', paths: ['/usr/sbin/smbd'] },
  git: { packages: 'git', paths: ['/usr/bin/git'] },
  etcd: { packages: 'etcd-server', paths: ['/usr/bin/etcd'] },
  'node exporter': { packages: 'prometheus-node-exporter', paths: ['/usr/bin/prometheus-node-exporter'] },
  oidentd: { packages: 'oidentd', paths: ['/usr/sbin/oidentd'] },
  xinetd: {
    packages: 'xinetd fingerd finger inetutils-telnetd',
    paths: ['/usr/sbin/xinetd', '/usr/sbin/in.fingerd', '/usr/bin/finger', '/usr/sbin/telnetd'],
  },
  openssl: { packages: 'openssl', paths: ['/usr/bin/openssl'] },
  ss: { packages: 'iproute2', paths: ['/usr/bin/ss'] },
  'network namespaces': { packages: 'iproute2 nftables', paths: ['/usr/sbin/ip', '/usr/sbin/nft'] },
} satisfies Record<string, Requirement>;

export type DaemonName = keyof typeof REQUIREMENTS;

/** False, with the test skipped, where the daemon cannot run. Further paths may be asked for in `morePaths`. */
export function requireDaemon(context: TestContext, name: DaemonName, morePaths: readonly string[] = []): boolean {
  const reason = whyNot(name, morePaths);
  if (reason === undefined) return true;
  if (process.env['CI'] === 'true') throw new Error(reason);
  context.skip(reason);
  return false;
}

/** Why the daemon cannot run here; undefined where it can. */
export function whyNot(name: DaemonName, morePaths: readonly string[] = []): string | undefined {
  const { packages, paths, apart }: Requirement = REQUIREMENTS[name];
  const missing = [...paths, ...morePaths].find((path) => !isExecutable(path));
  if (missing !== undefined) return `needs ${name} (apt-get install ${packages}): there is no ${missing}`;
  if (process.getuid?.() !== 0) return `needs root, to start ${name}`;
  if (apart) return whyNotApart(name);
  return name === 'network namespaces' ? whyNoNamespaces() : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function whyNotApart(name: string): string | undefined {
  const { status, stderr } = spawnSync(UNSHARE, ['--mount', '--pid', '--fork', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `needs namespaces for ${name}, which this machine does not allow: ${stderr.trim()}`;
}

/** Root in a container may still lack the capability. */
function whyNoNamespaces(): string | undefined {
  const name = `portolan-${process.pid}-try`;
  const { status, stderr } = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'delete', name]);
  return status === 0 ? undefined : `needs network namespaces, which this machine does not allow: ${stderr.trim()}`;
}
