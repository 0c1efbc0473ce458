import type { TestContext } from 'node:test';
import { requireDaemon } from './availability.js';
import { startDovecot } from './dovecot.js';
import { startOpenssh } from './openssh.js';
import { startPostfix } from './postfix.js';
import { stoppedAfter } from './stopped-after.js';
import { startVsftpd } from './vsftpd.js';

export type AllServers = Awaited<ReturnType<typeof startAllServers>>;

/** Whether every kind of server can run here; if not, the test is skipped. */
export function requireAllServers(context: TestContext): boolean {
  return (['postfix', 'dovecot', 'openssh', 'vsftpd', 'openssl'] as const).every((name) =>
    requireDaemon(context, name),
  );
}

/** One of each, on free ports of 127.0.0.1, until the end of the test. */
export async function startAllServers(context: TestContext, options: { namespace?: string } = {}) {
  const [postfix, dovecot, openssh, vsftpd] = await Promise.all([
    stoppedAfter(context, startPostfix(options)),
    stoppedAfter(context, startDovecot(options)),
    stoppedAfter(context, startOpenssh(options)),
    stoppedAfter(context, startVsftpd(options)),
  ]);
  return { postfix, dovecot, openssh, vsftpd };
}
