/** Something that a server of a protocol says: unasked, or to a request. */
export interface ProtocolExample {
  /** `greeting`, or the request that it answers, as `redis/ping`. */
  readonly request: string;
  /** One character a byte (Latin-1). */
  readonly text: string;
  /** Nothing in it tells where it ends: a prompt, bytes without a length. Default not. */
  readonly unframed?: true;
  /** So short that a server of anything could say it: it is recognised, but never for sure. Default not. */
  readonly unsure?: true;
}

/** One for every protocol, by its name: short, complete, and nobody else's. */
export const EXAMPLES: Readonly<Record<string, ProtocolExample>> = {
  smtp: { request: 'greeting', text: '220 mail.example.org ESMTP\r\n' },
  pop3: { request: 'greeting', text: '+OK ready\r\n' },
  imap: { request: 'greeting', text: '* OK ready\r\n' },
  ftp: { request: 'greeting', text: '220 FTP ready\r\n' },
  ssh: { request: 'greeting', text: 'SSH-2.0-x\r\n' },
  http: { request: 'http/get', text: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok' },
  redis: { request: 'redis/ping', text: '+PONG\r\n' },
  tls: { request: 'http/get', text: '\x15\x03\x01\x00\x02\x02\x46' },
  domain: {
    request: 'domain/version',
    text: '\x007po\x85\x00\x00\x01\x00\x01\x00\x00\x00\x00\x07version\x04bind\x00\x00\x10\x00\x03\xc0\f\x00\x10\x00\x03\x00\x00\x00\x00\x00\r\fdnsmasq-2.90',
  },
  ldap: {
    request: 'ldap/root',
    text: '0\x1f\x02\x01\x01d\x1a\x04\x000\x160\x14\x04\x0bobjectClass1\x05\x04\x03top0\f\x02\x01\x01e\x07\n\x01\x00\x04\x00\x04\x00',
  },
  'ms-wbt-server': {
    request: 'ms-wbt-server/negotiate',
    text: '\x03\x00\x00\x13\x0e\xd0\x00\x00\x124\x00\x02\x01\x08\x00\x01\x00\x00\x00',
  },
  rfb: { request: 'greeting', text: 'RFB 003.008\n' },
  'microsoft-ds': {
    request: 'microsoft-ds/negotiate',
    text: '\x00\x00\x00\x80\xfeSMB@\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00A\x00\x01\x00\x11\x03\x00\x00files\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x00\x00\x00\x00\x00\x00\x00',
  },
  'netbios-ssn': { request: 'netbios-ssn/session', text: '\x82\x00\x00\x00' },
  socks: { request: 'socks/methods', text: '\x05\x00' },
  x11: { request: 'x11/setup', text: '\x00\x16\x0b\x00\x00\x00\x06\x00No protocol specified\n\x00\x00' },
  'pdl-datastream': { request: 'pdl-datastream/id', text: '@PJL INFO ID\r\n"HP LaserJet 4200"\r\n\f' },
  sunrpc: {
    request: 'sunrpc/null',
    text: '\x80\x00\x00\x18port\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00',
  },
  nfs: {
    request: 'nfs/null',
    text: '\x80\x00\x00 port\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x04',
  },
  lmtp: { request: 'greeting', text: '220 mail.example.org LMTP ready\r\n' },
  sieve: { request: 'greeting', text: '"IMPLEMENTATION" "x"\r\nOK\r\n' },
  nntp: { request: 'greeting', text: '200 news.example.org NNTP ready\r\n' },
  irc: { request: 'irc/version', text: ':irc.example.org 451 * :You have not registered\r\n' },
  telnet: { request: 'greeting', text: '\xff\xfd\x18' },
  rsync: { request: 'greeting', text: '@RSYNCD: 31.0\n' },
  finger: { request: 'http/get', text: 'finger: GET: no such user.\r\n' },
  nicname: { request: 'nicname/query', text: 'No match for "PORTOLAN.INVALID".\r\n', unframed: true },
  ident: { request: 'ident/query', text: '1 , 1 : ERROR : NO-USER\r\n' },
  daytime: { request: 'greeting', text: '21 NOV 2026 17:29:13 UTC\r\n' },
  echo: { request: 'http/get', text: 'GET / HTTP/1.0\r\n\r\n' },
  chargen: {
    request: 'greeting',
    text: ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r\n',
  },
  git: { request: 'git/upload-pack', text: '0011ERR no access' },
  svn: { request: 'greeting', text: '( success ( 2 2 ( ) ( edit-pipeline svndiff1 ) ) ) ' },
  'asterisk-manager': { request: 'greeting', text: 'Asterisk Call Manager/2.10.6\r\n' },
  time: { request: 'greeting', text: '\xee\xac\x53\x69', unframed: true, unsure: true },
  mysql: { request: 'greeting', text: '\x08\x00\x00\x00\n8.0.36\x00' },
  postgresql: { request: 'postgresql/start', text: 'E\x00\x00\x00)SFATAL\x00C08P01\x00Mno username supplied\x00\x00' },
  memcache: { request: 'memcache/version', text: 'VERSION 1.6.18\r\n' },
  mongodb: {
    request: 'mongodb/hello',
    text: '5\x00\x00\x00\x07\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x11\x00\x00\x00\x01ok\x00\x00\x00\x00\x00\x00\x00\xf0?\x00',
  },
  mqtt: { request: 'mqtt/connect', text: ' \x02\x00\x00' },
  amqp: { request: 'amqp/header', text: 'AMQP\x00\x00\x09\x01' },
  kafka: {
    request: 'kafka/versions',
    text: '\x00\x00\x00\x10Port\x00\x00\x00\x00\x00\x01\x00\x12\x00\x00\x00\x03',
  },
  zookeeper: { request: 'zookeeper/srvr', text: 'srvr is not executed because it is not in the whitelist.\n' },
  nats: { request: 'greeting', text: 'INFO {"server_id":"x","version":"2.9.10"}\r\n' },
  beanstalk: { request: 'beanstalk/stats', text: 'UNKNOWN_COMMAND\r\n' },
  cql: { request: 'cql/options', text: '\x83\x00\x00\x00\x00\x00\x00\x00\x0a\x00\x00\x00\x0a\x00\x04nope' },
  'ms-sql-s': {
    request: 'ms-sql-s/prelogin',
    text: '\x04\x01\x00\x14\x00\x00\x00\x00\x00\x00\x06\x00\x06\xff\x0f\x00\x07\xd0\x00\x00',
  },
  'oracle-tns': { request: 'oracle-tns/ping', text: '\x00!\x00\x00\x04\x00\x00\x00"\x00\x00\x15(DESCRIPTION=(ERR=0))' },
  bolt: { request: 'bolt/handshake', text: '\x00\x00\x08\x05' },
  docker: {
    request: 'http/get',
    text: 'HTTP/1.0 404 Not Found\r\nServer: Docker/24.0.7 (linux)\r\nContent-Length: 0\r\n\r\n',
  },
  elasticsearch: {
    request: 'elasticsearch/get',
    text: 'HTTP/1.1 401 Unauthorized\r\nX-elastic-product: Elasticsearch\r\ncontent-length: 0\r\n\r\n',
  },
  'etcd-client': {
    request: 'etcd-client/version',
    text: 'HTTP/1.1 200 OK\r\nContent-Length: 45\r\n\r\n{"etcdserver":"3.4.23","etcdcluster":"3.4.0"}',
  },
  'http-proxy': {
    request: 'http/get',
    text: 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n',
  },
  ipp: { request: 'http/get', text: 'HTTP/1.0 200 OK\r\nServer: CUPS/2.4 IPP/2.1\r\nContent-Length: 0\r\n\r\n' },
  kubernetes: {
    request: 'http/get',
    text: 'HTTP/1.0 401 Unauthorized\r\nContent-Length: 127\r\n\r\n{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}',
  },
  rtsp: { request: 'rtsp/options', text: 'RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n' },
  sip: { request: 'sip/options', text: 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n' },
  mpd: { request: 'greeting', text: 'OK MPD 0.23.5\n' },
  dict: {
    request: 'greeting',
    text: '220 dict.example.org dictd 1.13.0/rf on Linux 6.1.0 <auth.mime> <1.524.1795283465@dict.example.org>\r\n',
  },
  munin: { request: 'greeting', text: '# munin node at node.example.org\n' },
  nbd: { request: 'greeting', text: 'NBDMAGICIHAVEOPT\x00\x03' },
  'varnish-cli': {
    request: 'greeting',
    text: '107 59      \ngbxdndqtfykcksinfhlewffaafgqixdp\n\nAuthentication required.\n\n',
  },
  gpsd: {
    request: 'greeting',
    text: '{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}\r\n',
  },
  poppassd: { request: 'greeting', text: '200 poppassd v1.8.5 hello, who are you?\r\n' },
  tarantool: {
    request: 'greeting',
    text: 'Tarantool 2.6.0 (Binary) 10af8339-88a0-4221-a977-57cb67c0e46b  \n3VDIXU57Glp1ig42krZFqFI+TxtBkgxlgBIQcUNkX9c=                   \n',
  },
  zmtp: { request: 'greeting', text: '\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f' },
  conserver: { request: 'greeting', text: 'ok\r\n', unsure: true },
  hylafax: { request: 'greeting', text: '220 fax.example.org server (HylaFAX (tm) Version 6.0.7) ready.\r\n' },
  svdrp: { request: 'greeting', text: '220 vdr SVDRP VideoDiskRecorder 2.6.0; Sat Nov 21 17:50:18 2026; UTF-8\r\n' },
  ganglia: {
    request: 'greeting',
    text: '<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?>\n<!DOCTYPE GANGLIA_XML [\n]>\n<GANGLIA_XML VERSION="3.7.2" SOURCE="gmond">\n</GANGLIA_XML>\n',
  },
  'freeswitch-event': { request: 'greeting', text: 'Content-Type: auth/request\n\n' },
  qmp: {
    request: 'greeting',
    text: '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 2, "major": 7}, "package": "Debian 1:7.2+dfsg-7"}, "capabilities": ["oob"]}}\r\n',
  },
  spamd: { request: 'spamd/ping', text: 'SPAMD/1.5 0 PONG\r\n' },
  clamd: { request: 'clamd/ping', text: 'PONG\x00' },
  nut: { request: 'http/get', text: 'ERR UNKNOWN-COMMAND\n' },
  gearman: { request: 'gearman/version', text: 'OK 1.1.20+ds\n' },
  cvspserver: { request: 'http/get', text: 'cvs [pserver aborted]: bad auth protocol start: GET / HTTP/1.0\r\n' },
  epmd: { request: 'epmd/names', text: '\x00\x00\x11\x11name rabbit at port 25672\n', unframed: true },
  'tor-control': {
    request: 'tor-control/protocolinfo',
    text: '250-PROTOCOLINFO 1\r\n250-AUTH METHODS=COOKIE\r\n250-VERSION Tor="0.4.9.11"\r\n250 OK\r\n',
  },
  'zabbix-agent': { request: 'zabbix-agent/version', text: 'ZBXD\x01\x06\x00\x00\x00\x00\x00\x00\x006.0.14' },
  printer: { request: 'printer/queue', text: 'no entries\n', unframed: true },
  gopher: { request: 'gopher/menu', text: 'iWelcome\t\tnull.host\t1\r\n.\r\n' },
  relp: {
    request: 'relp/open',
    text: '1 rsp 93 200 OK\nrelp_version=0\nrelp_software=librelp,1.11.0,http://librelp.adiscon.com\ncommands=syslog\n',
  },
  stomp: { request: 'stomp/connect', text: 'CONNECTED\nserver:RabbitMQ/3.10.8\nheart-beat:0,0\nversion:1.2\n\n\x00' },
  kerberos: {
    request: 'http/get',
    text: '\x00\x00\x00`~^0\\\xa0\x03\x02\x01\x05\xa1\x03\x02\x01\x1e\xa4\x11\x18\x0f20261121175029Z\xa5\x05\x02\x03\n\xbc:\xa6\x03\x02\x01=\xa9\x0e\x1b\x0cEXAMPLE.TEST\xaa!0\x1f\xa0\x03\x02\x01\x02\xa1\x180\x16\x1b\x06krbtgt\x1b\x0cEXAMPLE.TEST',
  },
  lcdproc: {
    request: 'lcdproc/hello',
    text: 'connect LCDproc 0.5.9 protocol 0.3 lcd wid 20 hgt 4 cellwid 5 cellhgt 8\n',
  },
  openvpn: { request: 'openvpn/reset', text: '\x00\x1a@)\xc1y6~\xf4w\xf5\x01\x00\x00\x00\x00portolan\x00\x00\x00\x00' },
  mumble: {
    request: 'greeting',
    text: '\x00\x00\x00\x00\x002\x08\x84\x86\x04\x12\x071.3.4-4\x1a\x03X11"\x1eDebian GNU/Linux 12 (bookworm)',
  },
  quassel: { request: 'quassel/offer', text: '\x00\x00\x00\x02' },
  'sane-port': { request: 'sane-port/init', text: '\x00\x00\x00\x00\x01\x01\x00\x03' },
  openwire: {
    request: 'greeting',
    text: '\x00\x00\x00\x15\x01ActiveMQ\x00\x00\x00\x0c\x01\x00\x00\x00\x00\x00\x00\x00',
  },
  'xmpp-client': {
    request: 'http/get',
    text: "<?xml version='1.0'?><stream:stream id='' xmlns='jabber:client' xml:lang='en' xmlns:stream='http://etherx.jabber.org/streams'><stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
  },
  'xmpp-server': {
    request: 'http/get',
    text: "<?xml version='1.0'?><stream:stream id='' xmlns='jabber:server' xml:lang='en' xmlns:stream='http://etherx.jabber.org/streams'><stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
  },
  ajp13: { request: 'ajp13/ping', text: 'AB\x00\x01\x09' },
  epmap: {
    request: 'epmap/bind',
    text: '\x05\x00\x0c\x03\x10\x00\x00\x00<\x00\x00\x00trop\xb8\x10\xb8\x10\x01\x02\x00\x00\x04\x00135\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x04]\x88\x8a\xeb\x1c\xc9\x11\x9f\xe8\x08\x00+\x10H`\x02\x00\x00\x00',
  },
};
