// A small network of its own: one namespace in which programs run, and a second one that is their router.
// Both are made by `ip` and joined by a cable; nothing outside of them is touched.
import { spawnSync } from 'node:child_process';
import { type CommandOptions, type CommandResult, startCommand } from './command.js';
import { afterDeath } from './guard.js';

const HERE = '10.99.0.1';
const ROUTER = '10.99.0.2';

/** One address in each network, named after what happens to a packet for it. */
export const DESTINATIONS = {
  /** The router drops it without a word. */
  silent: '10.99.1.7',
  /** The router answers ICMP administratively prohibited (type 3, code 13). */
  prohibitedByRouter: '10.99.2.7',
  /** No route in the namespace itself. */
  noLocalRoute: '10.99.3.7',
  /** Another host, which refuses with RST, and on which a program run through `router` may listen. */
  alive: '10.99.4.7',
  /** The router answers ICMP host unreachable (type 3, code 1). */
  hostUnreachable: '10.99.5.7',
  /** The router answers ICMP network unreachable (type 3, code 0). */
  networkUnreachable: '10.99.6.7',
  /** The router answers ICMP port unreachable (type 3, code 3), as iptables' REJECT does by default. */
  portUnreachable: '10.99.10.7',
  /** An `unreachable` route in the namespace itself. */
  unreachableHere: '10.99.7.7',
  /** A `prohibit` route in the namespace itself. */
  prohibitedHere: '10.99.8.7',
  /** A `blackhole` route in the namespace itself. */
  blackholeHere: '10.99.9.7',
  /** On the cable, but nobody answers the ARP request. */
  noNeighbour: '10.99.0.77',
} as const;

export interface TestNetwork {
  /** The namespace with the routes above. */
  name: string;
  /** The namespace behind it, which holds `DESTINATIONS.alive`. */
  router: string;
  /** Removes both. May be called again. */
  remove(): void;
}

export interface NetworkOptions {
  /** Let the router send about one ICMP error a second, after a burst of six, as Linux does unless told otherwise. */
  limitErrors?: boolean;
}

/** A namespace lives on, nameless, until the last program in it has ended. */
const REMOVE = `
  for name in "$@"; do
    ip netns pids "$name" | xargs -r kill -s KILL
    ip netns delete "$name"
  done
`;

let made = 0;

/** Needs root. Throws, and leaves nothing behind, when the machine does not allow it. */
export function makeNetwork({ limitErrors = false }: NetworkOptions = {}): TestNetwork {
  const name = `portolan-${process.pid}-${made++}`;
  const router = `portolan-${process.pid}-${made++}`;
  const callOff = afterDeath(REMOVE, name, router);
  const remove = () => {
    spawnSync('/bin/sh', ['-c', REMOVE, 'remove', name, router], { stdio: 'ignore' });
    callOff();
  };
  try {
    for (const namespace of [name, router]) run('ip', 'netns', 'add', namespace);
    layCable(name, router);
    addRoutesHere(name);
    addRulesOfRouter(router);
    if (!limitErrors) run('ip', 'netns', 'exec', router, 'sh', '-c', 'echo 0 > /proc/sys/net/ipv4/icmp_ratemask');
  } catch (error) {
    remove();
    throw error;
  }
  return { name, router, remove };
}

function layCable(name: string, router: string) {
  // Both ends are born inside the namespaces, so the machine's own list of interfaces never shows them.
  run('ip', '-n', name, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', router);
  for (const [namespace, address] of [
    [name, HERE],
    [router, ROUTER],
  ] as const) {
    run('ip', '-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) run('ip', '-n', namespace, 'link', 'set', device, 'up');
  }
}

function addRoutesHere(name: string) {
  const { silent, prohibitedByRouter, alive, hostUnreachable, networkUnreachable, portUnreachable } = DESTINATIONS;
  for (const address of [silent, prohibitedByRouter, alive, hostUnreachable, networkUnreachable, portUnreachable]) {
    run('ip', '-n', name, 'route', 'add', networkOf(address), 'via', ROUTER);
  }
  run('ip', '-n', name, 'route', 'add', 'unreachable', networkOf(DESTINATIONS.unreachableHere));
  run('ip', '-n', name, 'route', 'add', 'prohibit', networkOf(DESTINATIONS.prohibitedHere));
  run('ip', '-n', name, 'route', 'add', 'blackhole', networkOf(DESTINATIONS.blackholeHere));
}

/** A firewall rather than routes: Linux limits the errors that come from a route, and no namespace may lift that. */
function addRulesOfRouter(router: string) {
  const rules = [
    [DESTINATIONS.silent, 'drop'],
    [DESTINATIONS.prohibitedByRouter, 'reject with icmp type admin-prohibited'],
    [DESTINATIONS.hostUnreachable, 'reject with icmp type host-unreachable'],
    [DESTINATIONS.networkUnreachable, 'reject with icmp type net-unreachable'],
    [DESTINATIONS.portUnreachable, 'reject with icmp type port-unreachable'],
  ] as const;
  const chain = 'type filter hook prerouting priority 0; policy accept;';
  run('ip', 'netns', 'exec', router, 'nft', 'add table ip portolan');
  run('ip', 'netns', 'exec', router, 'nft', `add chain ip portolan arriving { ${chain} }`);
  for (const [address, verdict] of rules) {
    const rule = `add rule ip portolan arriving ip daddr ${networkOf(address)} ${verdict}`;
    run('ip', 'netns', 'exec', router, 'nft', rule);
  }
  run('ip', '-n', router, 'route', 'add', 'local', networkOf(DESTINATIONS.alive), 'dev', 'lo');
}

function networkOf(address: string): string {
  return address.replace(/\d+$/, '0/24');
}

function run(command: string, ...args: string[]) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}

/** Runs a command to its end inside the namespace. A status other than 0 is a result, not an exception. */
export function exec(
  namespace: string,
  command: string,
  args: readonly string[] = [],
  options: CommandOptions = {},
): Promise<CommandResult> {
  // `ip netns exec` becomes the command itself, so a signal for the one reaches the other.
  return startCommand('ip', ['netns', 'exec', namespace, command, ...args], options).ended;
}
