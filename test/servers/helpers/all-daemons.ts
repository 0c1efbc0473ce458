import pLimit from 'p-limit';
import { type DaemonName, whyNot } from './availability.js';
import { DAEMONS, type Daemon, type Identity, TUNNELS } from './daemon-table.js';
import type { RunningServer } from './running-server.js';
import { startStunnel } from './stunnel.js';

// Starting costs processor time, and the machines that run this have two cores.
const AT_ONCE = 4;

export interface DaemonPort {
  /** The daemon, and its own name of the port where it has several. */
  name: string;
  port: number;
  /** The service name, as IANA registers it; what is inside where TLS is around it. */
  service: string;
  /** The usual name of the product; null where nothing on the wire tells it. */
  product: string | null;
  /** What strangers are told, without the distribution's suffix; null where they are not. */
  version: string | null;
  /** Whether TLS comes first. */
  tls?: true;
  /** What the daemon has logged so far, where it logs to its output. */
  log(): string;
}

/** One of each daemon that can run here, on free ports of 127.0.0.1, until the end of the test. */
export async function startEveryDaemon(context: { after(stop: () => Promise<unknown>): void }): Promise<DaemonPort[]> {
  const started = new Map<DaemonName, RunningServer>();
  const tunnels: RunningServer[] = [];
  context.after(() => Promise.all([...started.values(), ...tunnels].map((server) => server.stop())));
  const limit = pLimit(AT_ONCE);
  const entries = Object.entries(DAEMONS) as [DaemonName, Daemon][];
  const ports = await allOrFirstError(
    entries
      .filter(([name]) => whyNot(name) === undefined)
      .map(([name, daemon]) =>
        limit(async () => {
          const server = await daemon.start();
          started.set(name, server);
          return daemonPorts(name, daemon, server);
        }),
      ),
  );
  const behindTunnels = await allOrFirstError(
    TUNNELS.map(async ([name, portName]) => {
      const inner = started.get(name);
      const identity = (DAEMONS as Partial<Record<DaemonName, Daemon>>)[name]?.identities[portName];
      if (!inner || !identity || whyNot('stunnel') !== undefined) return [];
      const tunnel = await startStunnel({ to: portOf(inner, portName) });
      tunnels.push(tunnel);
      const described = describe(`stunnel ${name}`, tunnel.port, identity, inner);
      return [{ ...described, tls: true as const }];
    }),
  );
  return [...ports, ...behindTunnels].flat();
}

/** Waits for all, so that none is still starting when the others are stopped. */
async function allOrFirstError<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function daemonPorts(name: string, { identities }: Daemon, server: RunningServer): DaemonPort[] {
  const entries = Object.entries(identities);
  return entries.map(([portName, identity]) => {
    const fullName = entries.length === 1 ? name : `${name} ${portName}`;
    return describe(fullName, portOf(server, portName), identity, server);
  });
}

function portOf(server: RunningServer, portName: string): number {
  const port = server.ports[portName];
  if (port === undefined) throw new Error(`${server.name} has no port called ${portName}`);
  return port;
}

function describe(name: string, port: number, identity: Identity, { version, log }: RunningServer): DaemonPort {
  const { service, product, tellsVersion, versionTold, tls } = identity;
  return {
    ...{ name, port, service, product, log },
    version: tellsVersion ? (versionTold ?? version ?? null) : null,
    ...(tls ? { tls } : {}),
  };
}
