import { formatAddress, parseAddress } from '../spec/index.js';
import type { LocalProcess, LocalSocket } from './types.js';

/** What is used of a connection as the library for the system's tables describes it. */
export interface SystemConnection {
  /** `tcp`, `tcp4`, `tcp6`, `tcp46`, the same of udp. */
  readonly protocol: string;
  /** In brackets or not; `*` for every address. */
  readonly localAddress: string;
  readonly localPort: string;
  readonly peerPort: string;
  /** `LISTEN` where the library knows the system's word for it. */
  readonly state: string;
  readonly pid: number | null;
  /** A name, or the path of a program; may be empty. */
  readonly process: string;
}

/**
 * The listening and bound sockets among the connections of a system. Connections of another form are passed over. Pure.
 *
 * @param names - Names of processes by number, where the connections have none.
 */
export function socketsOfConnections(
  connections: readonly SystemConnection[],
  names: ReadonlyMap<number, string>,
): LocalSocket[] {
  return connections.flatMap((connection) => socketOf(connection, names) ?? []);
}

function socketOf(connection: SystemConnection, names: ReadonlyMap<number, string>): LocalSocket | undefined {
  const [, transport, version] = /^(tcp|udp)(4|6|46)?$/.exec(connection.protocol.toLowerCase()) ?? [];
  const port = Number(connection.localPort);
  if ((transport !== 'tcp' && transport !== 'udp') || !isPort(connection.localPort)) return undefined;
  if (transport === 'tcp' ? !listens(connection) : connection.peerPort !== '*') return undefined;
  const text = connection.localAddress.replace(/^\[(.*)\]$/, '$1');
  const address = parseAddress(text === '*' ? (version?.includes('6') ? '::' : '0.0.0.0') : text);
  if (address === null) return undefined;
  return {
    transport,
    family: address.family,
    address: formatAddress(address.family, address.value, address.zone),
    port,
    process: processOf(connection, names),
    otherProcesses: [],
  };
}

/** A listening socket of Windows has port 0 for its peer, whatever word the system's language has for the state. */
function listens({ state, peerPort }: SystemConnection): boolean {
  return state === 'LISTEN' || peerPort === '0';
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535;
}

function processOf({ pid, process: path }: SystemConnection, names: ReadonlyMap<number, string>): LocalProcess | null {
  if (pid === null || !Number.isInteger(pid) || pid < 0) return null;
  const program = path.replace(/^.*[/\\]/s, '');
  return { pid, name: program === '' ? (names.get(pid) ?? null) : program };
}
