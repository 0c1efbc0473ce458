// What a test needs from the machine. Where it is missing the test is skipped and says why, but under CI=true,
// where .ci/install-servers has run, it fails: a skipped test must not look like a passed one there.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import type { TestContext } from 'node:test';

interface Requirement {
  /** Every Debian package that holds one of the paths. */
  packages: string;
  paths: readonly string[];
}

const REQUIREMENTS = {
  postfix: { packages: 'postfix', paths: ['/usr/lib/postfix/sbin/master', '/usr/lib/postfix/sbin/smtpd'] },
  dovecot: {
    packages: 'dovecot-pop3d dovecot-imapd',
    paths: ['/usr/sbin/dovecot', '/usr/lib/dovecot/pop3-login', '/usr/lib/dovecot/imap-login'],
  },
  openssh: { packages: 'openssh-server', paths: ['/usr/sbin/sshd', '/usr/bin/ssh-keygen'] },
  vsftpd: { packages: 'vsftpd', paths: ['/usr/sbin/vsftpd'] },
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

function whyNot(name: DaemonName, morePaths: readonly string[]): string | undefined {
  const { packages, paths } = REQUIREMENTS[name];
  const missing = [...paths, ...morePaths].find((path) => !isExecutable(path));
  if (missing !== undefined) return `needs ${name} (apt-get install ${packages}): there is no ${missing}`;
  if (process.getuid?.() !== 0) return `needs root, to start ${name}`;
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

/** Root in a container may still lack the capability. */
function whyNoNamespaces(): string | undefined {
  const name = `portolan-${process.pid}-try`;
  const { status, stderr } = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'delete', name]);
  return status === 0 ? undefined : `needs network namespaces, which this machine does not allow: ${stderr.trim()}`;
}
