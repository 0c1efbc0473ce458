import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { endianness } from 'node:os';
import {
  inodeOfLink,
  PROC_TABLES,
  type ProcSocket,
  type ProcTable,
  parseProcTable,
  processName,
} from './proc-tables.js';
import type { LocalProcess, LocalSocket, LocalTransport } from './types.js';

/** What the kernel told of one transport; null where it told nothing. */
export type ProcAnswer = Readonly<Record<LocalTransport, readonly LocalSocket[] | null>>;

/**
 * Sockets by the kernel's own tables: what `ss` and `netstat` show, without needing either. Of other users' processes only
 * root learns the names.
 *
 * @param root - Where the proc file system is mounted.
 */
export function socketsFromProc(root: string): ProcAnswer {
  const tables = PROC_TABLES.map((table) => ({ table, rows: readTable(root, table) }));
  const found = tables.flatMap(({ rows }) => rows ?? []);
  const holders = holdersOf(new Set(found.map(({ inode }) => inode)), root);
  const answer = (transport: LocalTransport): LocalSocket[] | null => {
    const own = tables.filter(({ table }) => table.transport === transport);
    // Only IPv6 may be missing: kernels can be told to do without.
    if (own.find(({ table }) => table.family === 4)?.rows === null) return null;
    return own.flatMap(({ rows }) => rows ?? []).map((row) => socketOf(row, holders));
  };
  return { tcp: answer('tcp'), udp: answer('udp') };
}

function readTable(root: string, table: ProcTable): ProcSocket[] | null {
  const text = attempt(() => readFileSync(`${root}/net/${table.name}`, 'latin1'));
  return text === undefined ? null : parseProcTable(text, table, endianness());
}

function socketOf({ inode, ...rest }: ProcSocket, holders: ReadonlyMap<string, readonly LocalProcess[]>): LocalSocket {
  const [process = null, ...otherProcesses] = holders.get(inode) ?? [];
  return { ...rest, process, otherProcesses };
}

/** Processes by the sockets that they hold, the lowest number first. Those that may not be looked into are passed over. */
function holdersOf(wanted: ReadonlySet<string>, root: string): Map<string, LocalProcess[]> {
  const holders = new Map<string, LocalProcess[]>();
  if (wanted.size === 0) return holders;
  const entries = attempt(() => readdirSync(root)) ?? [];
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  for (const pid of pids.sort((a, b) => a - b)) {
    const held = socketsHeldBy(`${root}/${pid}`).filter((inode) => wanted.has(inode));
    if (held.length === 0) continue;
    const process = { pid, name: nameOf(`${root}/${pid}`) };
    // A process may hold a socket by several descriptors.
    for (const inode of new Set(held)) holders.set(inode, [...(holders.get(inode) ?? []), process]);
  }
  return holders;
}

function socketsHeldBy(folder: string): string[] {
  const descriptors = attempt(() => readdirSync(`${folder}/fd`)) ?? [];
  return descriptors.flatMap((descriptor) => {
    const link = attempt(() => readlinkSync(`${folder}/fd/${descriptor}`));
    return (link === undefined ? undefined : inodeOfLink(link)) ?? [];
  });
}

function nameOf(folder: string): string | null {
  const comm = attempt(() => readFileSync(`${folder}/comm`, 'utf8'));
  if (comm === undefined) return null;
  return processName(comm, attempt(() => readFileSync(`${folder}/cmdline`, 'utf8')) ?? '');
}

/** Processes end and descriptors close while they are looked at, and not everybody may look: then there is no answer. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
