// A network of the bench's own: nothing that runs in it can reach anything outside, not even a name server.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSIDE = 'PORTOLAN_BENCH_NAMESPACE';
/** Names come from this file alone, so that every tool asks for the same ones. */
const ENTER = `
  ip link set lo up || exit 2
  mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/resolv.conf" /etc/resolv.conf || exit 2
  shift; exec "$@"
`;

/** True within the namespace. Without, runs this program again within one, ends with its exit code, and does not return. */
export function runsInNamespace(hosts) {
  if (process.env[INSIDE]) {
    requireNoWayOut();
    return true;
  }
  if (process.platform !== 'linux' || process.getuid() !== 0) {
    throw new Error('This needs Linux and root: the tools run in a network namespace, so that nothing can leave it.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'));
  writeFileSync(join(folder, 'hosts'), hosts.map(({ address, name }) => `${address} ${name}\n`).join(''));
  writeFileSync(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  const self = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status, error } = spawnSync(
    'unshare',
    ['--net', '--mount', '--', 'sh', '-c', ENTER, 'enter', folder, ...self],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } },
  );
  rmSync(folder, { recursive: true, force: true });
  if (error) throw new Error(`unshare: ${error.message}`);
  process.exit(status ?? 2);
}

/** The variable alone would be easy to set outside. */
function requireNoWayOut() {
  const interfaces = readFileSync('/proc/self/net/dev', 'utf8').split('\n').slice(2).filter(Boolean);
  const names = interfaces.map((line) => line.split(':')[0].trim());
  if (names.some((name) => name !== 'lo')) throw new Error(`not in a namespace of its own: ${names.join(', ')}`);
}
