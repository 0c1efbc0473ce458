// The daemons, with what a correct identification of each of its ports says.
import { startApache } from './apache.js';
import type { DaemonName } from './availability.js';
import { startBind } from './bind.js';
import { startCourier } from './courier.js';
import { startCyrus } from './cyrus.js';
import { startDante } from './dante.js';
import { startDnsmasq } from './dnsmasq.js';
import { startDovecot } from './dovecot.js';
import { startDovecotDelivery } from './dovecot-delivery.js';
import { startEtcd } from './etcd.js';
import { startExim } from './exim.js';
import { startGit } from './git.js';
import { startInn } from './inn.js';
import { startInspircd } from './inspircd.js';
import { startLighttpd } from './lighttpd.js';
import { startMariadb } from './mariadb.js';
import { startMemcached } from './memcached.js';
import { startMicrosocks } from './microsocks.js';
import { startMosquitto } from './mosquitto.js';
import { startNginx } from './nginx.js';
import { startNgircd } from './ngircd.js';
import { startNodeExporter } from './node-exporter.js';
import { startOidentd } from './oidentd.js';
import { startOpenldap } from './openldap.js';
import { startOpensmtpd } from './opensmtpd.js';
import { startOpenssh } from './openssh.js';
import { startPostfix } from './postfix.js';
import { startPostgresql } from './postgresql.js';
import { startProftpd } from './proftpd.js';
import { startRabbitmq } from './rabbitmq.js';
import { startRedis } from './redis.js';
import { startRsync } from './rsync.js';
import { type RunningServer, versionFrom } from './running-server.js';
import { startSamba } from './samba.js';
import { startSquid } from './squid.js';
import { startTigervnc } from './tigervnc.js';
import { startTinyproxy } from './tinyproxy.js';
import { startUnbound } from './unbound.js';
import { startVsftpd } from './vsftpd.js';
import { startXinetd } from './xinetd.js';

/** What a correct identification of a port says. */
export interface Identity {
  /** The service name, as IANA registers it; what is inside where TLS is around it. */
  service: string;
  /** The usual name of the product; null where nothing on the wire tells it. */
  product: string | null;
  /** Whether the protocol tells the version to a stranger: one without an account, who may have to register as anybody. */
  tellsVersion: boolean;
  /** What it tells where that is more or less than its own program says. */
  versionTold?: string | undefined;
  /** Whether TLS comes first. */
  tls?: true;
}

export interface Daemon {
  start(): Promise<RunningServer>;
  /** By the server's own name of the port. A port that is not here is left out of the result. */
  identities: Readonly<Record<string, Identity>>;
}

const known = (service: string, product: string): Identity => ({ service, product, tellsVersion: true });
const unversioned = (service: string, product: string | null): Identity => ({ service, product, tellsVersion: false });
const overTls = (identity: Identity): Identity => ({ ...identity, tls: true });

export const DAEMONS = {
  postfix: { start: () => startPostfix(), identities: { smtp: unversioned('smtp', 'Postfix') } },
  exim: { start: () => startExim(), identities: { smtp: known('smtp', 'Exim') } },
  dovecot: {
    start: () => startDovecot(),
    identities: {
      pop3: unversioned('pop3', 'Dovecot'),
      imap: unversioned('imap', 'Dovecot'),
      pop3s: overTls(unversioned('pop3', 'Dovecot')),
      imaps: overTls(unversioned('imap', 'Dovecot')),
    },
  },
  'dovecot delivery': {
    start: () => startDovecotDelivery(),
    identities: { lmtp: unversioned('lmtp', 'Dovecot'), sieve: unversioned('sieve', 'Dovecot') },
  },
  opensmtpd: { start: () => startOpensmtpd(), identities: { smtp: unversioned('smtp', 'OpenSMTPD') } },
  cyrus: {
    start: () => startCyrus(),
    identities: {
      imap: known('imap', 'Cyrus IMAP'),
      pop3: known('pop3', 'Cyrus IMAP'),
      sieve: known('sieve', 'Cyrus IMAP'),
    },
  },
  courier: {
    start: () => startCourier(),
    identities: { imap: unversioned('imap', 'Courier'), pop3: unversioned('pop3', 'Courier') },
  },
  openssh: {
    start: () => startOpenssh(),
    // The server's own answer to -V lacks the release of the portable part, which its greeting has.
    identities: { ssh: { ...known('ssh', 'OpenSSH'), versionTold: versionFrom('ssh', ['-V'], /OpenSSH_([^\s,]+)/) } },
  },
  vsftpd: { start: () => startVsftpd(), identities: { ftp: known('ftp', 'vsftpd') } },
  proftpd: { start: () => startProftpd(), identities: { ftp: unversioned('ftp', 'ProFTPD') } },
  nginx: {
    start: () => startNginx(),
    identities: { http: known('http', 'nginx'), https: overTls(known('http', 'nginx')) },
  },
  apache: {
    start: () => startApache(),
    identities: { http: known('http', 'Apache httpd'), https: overTls(known('http', 'Apache httpd')) },
  },
  lighttpd: { start: () => startLighttpd(), identities: { http: known('http', 'lighttpd') } },
  redis: { start: () => startRedis(), identities: { redis: known('redis', 'Redis') } },
  memcached: { start: () => startMemcached(), identities: { memcache: known('memcache', 'memcached') } },
  postgresql: { start: () => startPostgresql(), identities: { postgresql: unversioned('postgresql', 'PostgreSQL') } },
  mariadb: { start: () => startMariadb(), identities: { mysql: known('mysql', 'MariaDB') } },
  bind: { start: () => startBind(), identities: { domain: known('domain', 'BIND') } },
  unbound: { start: () => startUnbound(), identities: { domain: known('domain', 'Unbound') } },
  dnsmasq: { start: () => startDnsmasq(), identities: { domain: known('domain', 'dnsmasq') } },
  openldap: { start: () => startOpenldap(), identities: { ldap: unversioned('ldap', 'OpenLDAP') } },
  mosquitto: { start: () => startMosquitto(), identities: { mqtt: known('mqtt', 'Mosquitto') } },
  rabbitmq: {
    start: () => startRabbitmq(),
    identities: { amqp: known('amqp', 'RabbitMQ'), epmd: unversioned('epmd', 'Erlang Port Mapper Daemon') },
  },
  rsync: { start: () => startRsync(), identities: { rsync: unversioned('rsync', 'rsync') } },
  ngircd: { start: () => startNgircd(), identities: { irc: known('irc', 'ngIRCd') } },
  inspircd: { start: () => startInspircd(), identities: { irc: { ...known('irc', 'InspIRCd'), versionTold: '3' } } },
  inn: { start: () => startInn(), identities: { nntp: known('nntp', 'INN') } },
  tigervnc: { start: () => startTigervnc(), identities: { rfb: unversioned('rfb', 'TigerVNC') } },
  squid: { start: () => startSquid(), identities: { 'http-proxy': known('http-proxy', 'Squid') } },
  tinyproxy: { start: () => startTinyproxy(), identities: { 'http-proxy': known('http-proxy', 'Tinyproxy') } },
  dante: { start: () => startDante(), identities: { socks: unversioned('socks', null) } },
  microsocks: { start: () => startMicrosocks(), identities: { socks: unversioned('socks', null) } },
  samba: { start: () => startSamba(), identities: { 'microsoft-ds': unversioned('microsoft-ds', 'Samba') } },
  git: { start: () => startGit(), identities: { git: unversioned('git', 'Git') } },
  etcd: { start: () => startEtcd(), identities: { 'etcd-client': known('etcd-client', 'etcd') } },
  'node exporter': {
    start: () => startNodeExporter(),
    identities: { http: known('http', 'Prometheus Node Exporter') },
  },
  oidentd: { start: () => startOidentd(), identities: { ident: unversioned('ident', null) } },
  // Its discard service is silent for ever: nothing identifies that.
  xinetd: {
    start: () => startXinetd(),
    identities: Object.fromEntries(
      ['echo', 'daytime', 'time', 'chargen', 'finger', 'telnet'].map((name) => [name, unversioned(name, null)]),
    ),
  },
} satisfies Partial<Record<DaemonName, Daemon>>;

/** Where stunnel adds TLS: the daemon, and its own name of the port. */
export const TUNNELS: readonly (readonly [DaemonName, string])[] = [
  ['memcached', 'memcache'],
  ['postfix', 'smtp'],
];
