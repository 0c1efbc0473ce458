import { platform } from 'node:os';
import { type SystemConnection, socketsOfConnections } from './connections.js';
import { socketsFromProc } from './proc.js';
import { LOCAL_TRANSPORTS, type LocalProcess, type LocalSocket, type LocalSockets } from './types.js';

/** What is asked of the library for the system's tables. */
export interface SystemLibrary {
  networkConnections(): Promise<readonly SystemConnection[]>;
  processes(): Promise<{ readonly list: readonly { readonly pid: number; readonly name: string }[] }>;
}

/** Where to look; each has the system's own as its default. */
export interface SystemOptions {
  /** As `os.platform()` names it. */
  readonly platform?: string;
  /** Where the proc file system of Linux is mounted. */
  readonly procRoot?: string;
  readonly library?: () => Promise<SystemLibrary>;
}

/** Where the library gives every listening and bound socket. It leaves out all of UDP on Linux. */
const LIBRARY_TELLS: Readonly<Record<string, LocalSockets['untold']>> = { darwin: [], win32: [], linux: ['udp'] };

/**
 * The sockets of this machine that take connections or datagrams. On Linux by the kernel's own tables, which need no
 * program and hold UDP; elsewhere, or where they are not mounted, by the library, which asks the system's `netstat` or `ss`.
 * Never throws: what the system does not tell is in `untold`.
 */
export async function systemSockets(options: SystemOptions = {}): Promise<LocalSockets> {
  const { platform: system = platform(), procRoot = '/proc', library = loadLibrary } = options;
  if (system === 'linux' || system === 'android') {
    const { tcp, udp } = socketsFromProc(procRoot);
    if (tcp !== null || udp !== null || system === 'android') {
      return {
        sockets: distinct([...(tcp ?? []), ...(udp ?? [])]),
        untold: LOCAL_TRANSPORTS.filter((transport) => (transport === 'tcp' ? tcp : udp) === null),
      };
    }
  }
  const untold = LIBRARY_TELLS[system];
  // The library never answers where it does not know the system.
  if (untold === undefined) return NOTHING_TOLD;
  try {
    return await socketsFromLibrary(await library(), untold);
  } catch {
    return NOTHING_TOLD;
  }
}

const NOTHING_TOLD: LocalSockets = { sockets: [], untold: LOCAL_TRANSPORTS };

async function socketsFromLibrary(library: SystemLibrary, untold: LocalSockets['untold']): Promise<LocalSockets> {
  const connections = await library.networkConnections();
  // It has no other way to say that it could not find out: a machine without any connection or socket is not met.
  if (connections.length === 0) return NOTHING_TOLD;
  const sockets = socketsOfConnections(connections, new Map());
  const nameless = sockets.some(({ process }) => process?.name === null);
  return { sockets: distinct(nameless ? socketsOfConnections(connections, await names(library)) : sockets), untold };
}

/** Windows tells names in a table of their own. */
async function names(library: SystemLibrary): Promise<Map<number, string>> {
  try {
    const { list } = await library.processes();
    return new Map(list.map(({ pid, name }) => [pid, name]));
  } catch {
    return new Map();
  }
}

/** Loaded late: it is large, and on Linux nobody needs it. */
async function loadLibrary(): Promise<SystemLibrary> {
  return (await import('systeminformation')).default;
}

/** Sorted, each once: a server may share a port among several sockets that differ in nothing to be seen. */
function distinct(sockets: readonly LocalSocket[]): LocalSocket[] {
  const byContent = new Map(sockets.map((socket) => [contentOf(socket), socket]));
  return [...byContent.values()].sort(
    (a, b) =>
      a.port - b.port ||
      LOCAL_TRANSPORTS.indexOf(a.transport) - LOCAL_TRANSPORTS.indexOf(b.transport) ||
      a.family - b.family ||
      compare(a.address, b.address) ||
      (a.process?.pid ?? 0) - (b.process?.pid ?? 0),
  );
}

function contentOf({ transport, family, address, port, process, otherProcesses }: LocalSocket): string {
  const pids = [process, ...otherProcesses].map((each: LocalProcess | null) => each?.pid ?? null);
  return JSON.stringify([transport, family, address, port, pids]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
