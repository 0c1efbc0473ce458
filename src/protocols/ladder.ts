import { amqp } from './amqp.js';
import { domain } from './domain.js';
import { epmd } from './epmd.js';
import { git } from './git.js';
import { http } from './http.js';
import { ident } from './ident.js';
import { irc } from './irc.js';
import { kafka } from './kafka.js';
import { ldap } from './ldap.js';
import { memcache } from './memcache.js';
import { mongodb } from './mongodb.js';
import { mqtt } from './mqtt.js';
import { openvpn } from './openvpn.js';
import { postgresql } from './postgresql.js';
import { rdp } from './rdp.js';
import { redis } from './redis.js';
import { rtsp } from './rtsp.js';
import { sip } from './sip.js';
import { smb } from './smb.js';
import { socks } from './socks.js';
import { tls } from './tls.js';
import type { Protocol } from './types.js';
import { x11 } from './x11.js';
import { zabbixAgent } from './zabbix-agent.js';
import { zookeeper } from './zookeeper.js';

/**
 * How a server is met that says nothing and whose port tells nothing: the first words of these protocols, wave by wave, what
 * is common and what servers of other protocols answer first. The protocols of one wave are tried at the same time.
 */
export const LADDER: readonly (readonly Protocol[])[] = [
  [http],
  [tls],
  [redis, postgresql, domain, ldap],
  [memcache, mqtt, socks, smb],
  [irc, git, ident, rdp, x11],
  [mongodb, kafka, amqp, epmd, rtsp, sip, zabbixAgent, openvpn, zookeeper],
];
