import { formatAddress } from '../spec/index.js';
import type { Family } from '../types.js';
import type { LocalTransport } from './types.js';

/** One of the kernel's tables of sockets, below /proc/net. */
export interface ProcTable {
  readonly name: string;
  readonly transport: LocalTransport;
  readonly family: Family;
}

export const PROC_TABLES: readonly ProcTable[] = [
  { name: 'tcp', transport: 'tcp', family: 4 },
  { name: 'tcp6', transport: 'tcp', family: 6 },
  { name: 'udp', transport: 'udp', family: 4 },
  { name: 'udp6', transport: 'udp', family: 6 },
];

/** A socket as its table gives it. */
export interface ProcSocket {
  readonly transport: LocalTransport;
  readonly family: Family;
  readonly address: string;
  readonly port: number;
  /** Number by which a process's descriptors name the socket. */
  readonly inode: string;
}

/**
 * States of the kernel's `tcp_states.h`: 0A is LISTEN. A UDP socket is 07 until it is connected to one peer, from which
 * alone it then takes datagrams.
 */
const WANTED_STATE: Readonly<Record<LocalTransport, string>> = { tcp: '0A', udp: '07' };
/** `sl local remote st queues timer retransmits uid timeout inode`, proc_pid_net(5). */
const ROW =
  /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2})(?:\s+\S+){5}\s+(\d+)/gm;

/**
 * The listening or bound sockets of a table. Lines of another form are passed over. Pure.
 *
 * @param order - The machine's byte order: the kernel prints addresses as words of 32 bits in it.
 */
export function parseProcTable(text: string, { transport, family }: ProcTable, order: 'LE' | 'BE'): ProcSocket[] {
  const sockets: ProcSocket[] = [];
  for (const [, words = '', port = '', state, inode = ''] of text.matchAll(ROW)) {
    if (state !== WANTED_STATE[transport] || words.length !== (family === 4 ? 8 : 32)) continue;
    const address = formatAddress(family, addressOf(words, order), null);
    sockets.push({ transport, family, address, port: Number.parseInt(port, 16), inode });
  }
  return sockets;
}

function addressOf(words: string, order: 'LE' | 'BE'): bigint {
  const inOrder = order === 'BE' ? words : words.replace(/(..)(..)(..)(..)/g, '$4$3$2$1');
  return BigInt(`0x${inOrder}`);
}

/** The inode of a descriptor that is a socket: `socket:[12345]`; undefined for any other. */
export function inodeOfLink(link: string): string | undefined {
  return /^socket:\[(\d+)\]$/.exec(link)?.[1];
}

/** Characters of a process's name that the kernel keeps; it cuts longer ones (`TASK_COMM_LEN` without its zero). */
const COMM_LENGTH = 15;
/** Characters of the longest name of a file, `NAME_MAX`: a longer first argument is no program's name. */
const NAME_LENGTH = 255;

/**
 * The name of a process: what the kernel keeps, in full where that was cut and the command line tells the rest.
 *
 * @param comm - Content of /proc/PID/comm.
 * @param commandLine - Content of /proc/PID/cmdline: arguments, each ended by a zero byte.
 */
export function processName(comm: string, commandLine: string): string {
  const name = comm.replace(/\n$/, '');
  if (Buffer.byteLength(name) < COMM_LENGTH) return name;
  const program = (commandLine.split('\0', 1)[0] ?? '').replace(/^.*\//s, '');
  return program.startsWith(name) && program.length <= NAME_LENGTH ? program : name;
}
