import type { Family } from '../types.js';

/** Transports whose sockets a system lists. */
export type LocalTransport = 'tcp' | 'udp';

/**
 * Who reaches a socket by its address, firewalls left aside. `loopback`: only this machine. `all`: whoever reaches any
 * address of the machine. `address`: whoever reaches the one address that it is bound to.
 */
export type Exposure = 'loopback' | 'address' | 'all';

export interface LocalProcess {
  readonly pid: number;
  /** The program's name as the system gives it; untrusted text. Null where only the number is known. */
  readonly name: string | null;
}

/** A TCP socket that listens, or a UDP socket that is bound and takes datagrams from anybody. */
export interface LocalSocket {
  readonly transport: LocalTransport;
  readonly family: Family;
  /**
   * Canonical text of the address that it is bound to. `0.0.0.0` and `::` stand for every address of the machine; a socket
   * on `::` takes IPv4 too unless it was told not to, which systems do not tell.
   */
  readonly address: string;
  readonly port: number;
  /** Who holds the socket, of several the lowest number; null where the system does not tell. */
  readonly process: LocalProcess | null;
  /** Who else holds the same socket, such as the workers of a server. */
  readonly otherProcesses: readonly LocalProcess[];
}

/** What the system told. */
export interface LocalSockets {
  /** By port, transport, family and address; each combination with its processes once. */
  readonly sockets: readonly LocalSocket[];
  /** Transports of which the system told nothing, so that no socket does not mean that there is none. */
  readonly untold: readonly LocalTransport[];
}

export const LOCAL_TRANSPORTS: readonly LocalTransport[] = ['tcp', 'udp'];
