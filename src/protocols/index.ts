import { ajp } from './ajp.js';
import { amqp } from './amqp.js';
import { asterisk } from './asterisk.js';
import { beanstalk } from './beanstalk.js';
import { bolt } from './bolt.js';
import { chargen } from './chargen.js';
import { clamd } from './clamd.js';
import { conserver } from './conserver.js';
import { cql } from './cql.js';
import { cvspserver } from './cvspserver.js';
import { daytime } from './daytime.js';
import { dict } from './dict.js';
import { docker } from './docker.js';
import { domain } from './domain.js';
import { echo } from './echo.js';
import { elasticsearch } from './elasticsearch.js';
import { epmap } from './epmap.js';
import { epmd } from './epmd.js';
import { etcd } from './etcd.js';
import { finger } from './finger.js';
import { freeswitch } from './freeswitch.js';
import { ftp } from './ftp.js';
import { ganglia } from './ganglia.js';
import { gearman } from './gearman.js';
import { git } from './git.js';
import { gopher } from './gopher.js';
import { gpsd } from './gpsd.js';
import { http } from './http.js';
import { httpProxy } from './http-proxy.js';
import { hylafax } from './hylafax.js';
import { ident } from './ident.js';
import { imap } from './imap.js';
import { ipp } from './ipp.js';
import { irc } from './irc.js';
import { jetdirect } from './jetdirect.js';
import { kafka } from './kafka.js';
import { kerberos } from './kerberos.js';
import { kubernetes } from './kubernetes.js';
import { lcdproc } from './lcdproc.js';
import { ldap } from './ldap.js';
import { lmtp } from './lmtp.js';
import { memcache } from './memcache.js';
import { mongodb } from './mongodb.js';
import { mpd } from './mpd.js';
import { mqtt } from './mqtt.js';
import { msSqlServer } from './ms-sql-s.js';
import { mumble } from './mumble.js';
import { munin } from './munin.js';
import { mysql } from './mysql.js';
import { nats } from './nats.js';
import { nbd } from './nbd.js';
import { netbios } from './netbios.js';
import { nfs } from './nfs.js';
import { nntp } from './nntp.js';
import { nut } from './nut.js';
import { openvpn } from './openvpn.js';
import { openwire } from './openwire.js';
import { oracleTns } from './oracle-tns.js';
import { pop3 } from './pop3.js';
import { poppassd } from './poppassd.js';
import { postgresql } from './postgresql.js';
import { printer } from './printer.js';
import { qmp } from './qmp.js';
import { quassel } from './quassel.js';
import { rdp } from './rdp.js';
import { redis } from './redis.js';
import { relp } from './relp.js';
import { rfb } from './rfb.js';
import { rsync } from './rsync.js';
import { rtsp } from './rtsp.js';
import { sane } from './sane.js';
import { sieve } from './sieve.js';
import { sip } from './sip.js';
import { smb } from './smb.js';
import { smtp } from './smtp.js';
import { socks } from './socks.js';
import { spamd } from './spamd.js';
import { ssh } from './ssh.js';
import { stomp } from './stomp.js';
import { sunrpc } from './sunrpc.js';
import { svdrp } from './svdrp.js';
import { svn } from './svn.js';
import { tarantool } from './tarantool.js';
import { telnet } from './telnet.js';
import { time } from './time.js';
import { tls } from './tls.js';
import { torControl } from './tor-control.js';
import type { Protocol } from './types.js';
import { varnishCli } from './varnish-cli.js';
import { whois } from './whois.js';
import { x11 } from './x11.js';
import { xmppClient, xmppServer } from './xmpp.js';
import { zabbixAgent } from './zabbix-agent.js';
import { zmtp } from './zmtp.js';
import { zookeeper } from './zookeeper.js';

export { splitLines, trimBlanks } from './framing.js';
export { LADDER } from './ladder.js';
export { sieveStatus } from './sieve.js';
export { type Conversation, isComplete, send } from './steps.js';
export { isHostName } from './words.js';

/** Every protocol this package speaks. A new one is a new file and a new entry here. */
export const PROTOCOLS: readonly Protocol[] = [
  smtp,
  pop3,
  imap,
  ftp,
  ssh,
  http,
  redis,
  tls,
  domain,
  ldap,
  rdp,
  rfb,
  smb,
  netbios,
  socks,
  x11,
  jetdirect,
  sunrpc,
  nfs,
  lmtp,
  sieve,
  nntp,
  irc,
  telnet,
  rsync,
  finger,
  whois,
  ident,
  daytime,
  time,
  echo,
  chargen,
  git,
  svn,
  asterisk,
  mysql,
  postgresql,
  memcache,
  mongodb,
  mqtt,
  amqp,
  kafka,
  zookeeper,
  nats,
  beanstalk,
  cql,
  msSqlServer,
  oracleTns,
  bolt,
  docker,
  elasticsearch,
  etcd,
  httpProxy,
  ipp,
  kubernetes,
  rtsp,
  sip,
  mpd,
  dict,
  munin,
  nbd,
  varnishCli,
  gpsd,
  poppassd,
  tarantool,
  zmtp,
  conserver,
  hylafax,
  svdrp,
  ganglia,
  freeswitch,
  qmp,
  spamd,
  clamd,
  nut,
  gearman,
  cvspserver,
  epmd,
  torControl,
  zabbixAgent,
  printer,
  gopher,
  relp,
  stomp,
  kerberos,
  lcdproc,
  openvpn,
  mumble,
  quassel,
  sane,
  openwire,
  xmppClient,
  xmppServer,
  ajp,
  epmap,
];

/** A protocol, and whether it is spoken inside TLS from the first byte. */
export interface ProtocolForPort {
  readonly protocol: Protocol;
  readonly secure: boolean;
}

/** The protocol that usually waits at a TCP port; null where none of ours does. */
export function protocolForPort(port: number): ProtocolForPort | null {
  for (const protocol of PROTOCOLS) {
    if (protocol.ports.includes(port)) return { protocol, secure: false };
    if (protocol.tlsPorts.includes(port)) return { protocol, secure: true };
  }
  return null;
}
