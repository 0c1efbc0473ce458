// Whether what a tool says of a server is right. Tools spell services and products in their own ways.

/** Names that mean the same service. */
const SAME_SERVICE = [
  ['memcache', 'memcached'],
  ['rfb', 'vnc'],
  ['submission', 'submissions', 'smtp', 'smtps', 'ssmtp'],
  ['ident', 'auth'],
  ['sieve', 'managesieve'],
  ['domain', 'dns'],
  ['socks', 'socks5'],
  ['postgresql', 'postgres'],
  ['ms-wbt-server', 'rdp'],
  ['microsoft-ds', 'netbios-ssn', 'smb'],
  ['nntp', 'nntps', 'snews'],
  ['etcd-client', 'etcd', 'http'],
  ['prometheus', 'http'],
  ['irc', 'ircs-u', 'ircs'],
  ['X11', 'x11'],
];
const SECURE_NAMES = { https: 'http', imaps: 'imap', pop3s: 'pop3', ftps: 'ftp', ldaps: 'ldap', nntps: 'nntp' };

/** Service, product and version, each true, false, or null where there was nothing to be said. */
export function judge(truth, said) {
  return {
    service: isSameService(truth.service, said.service),
    product: truth.product === null ? null : isSameProduct(truth.product, said.product),
    version: truth.version === null ? null : isSameVersion(truth.version, said.version),
  };
}

function isSameService(truth, said) {
  if (!said) return false;
  const [wanted, given] = [plain(truth), plain(said)];
  return wanted === given || SAME_SERVICE.some((names) => names.includes(wanted) && names.includes(given));
}

/** Without a mark of doubt and without what says that it is inside TLS. */
function plain(name) {
  const bare = name.replace(/\?$/, '').replace(/^ssl\//, '');
  return SECURE_NAMES[bare] ?? bare;
}

/** Every word of the true name is in what was said, as `Postfix` in `Postfix smtpd`. */
function isSameProduct(truth, said) {
  const given = (said ?? '').toLowerCase();
  return truth
    .toLowerCase()
    .split(/\s+/)
    .every((word) => given.includes(word));
}

/** As exact as the truth or more exact, as `9.2p1 Debian 2` for `9.2p1`. */
function isSameVersion(truth, said) {
  return (said ?? '').includes(truth);
}
