import { BLOCK_CELLS, BLOCK_HOSTS } from '../defaults.js';
import { PortolanError } from '../errors.js';
import type { Host } from '../types.js';
import { formatAddress, formatIpv4 } from './addresses.js';
import type { Plan, PlanSegment } from './plan.js';
import type { PortSet } from './types.js';

/** The largest blocks that a scan wants to hold. */
export interface BlockLimits {
  /** Most cells (host, port) in one block. Default `BLOCK_CELLS`; a single host with more ports is one block still. */
  readonly cells?: number | undefined;
  /** Most hosts in one block. Default `BLOCK_HOSTS`. */
  readonly hosts?: number | undefined;
}

/** Consecutive hosts of a plan that are asked the same ports; the only part of a plan that is ever in memory. */
export interface PlanBlock {
  /** Position in the plan, from 0. */
  readonly index: number;
  readonly hosts: readonly Host[];
  readonly ports: PortSet;
  /** `hosts.length * ports.count`. */
  readonly cells: number;
}

/** One (host, port) of a block. */
export interface PlanProbe {
  /** Index into the block's hosts. */
  readonly host: number;
  readonly port: number;
  /** `host * ports.count` + position of the port in the set: unique in the block, from 0 to `cells - 1`. */
  readonly cell: number;
}

/**
 * The blocks of a plan, made one at a time. The same plan and limits give the same blocks.
 *
 * @throws PortolanError `ERR_OPTION` for a limit that is no positive integer.
 */
export function* blocks(plan: Plan, limits: BlockLimits = {}): Generator<PlanBlock, void, void> {
  const { cells = BLOCK_CELLS, hosts: mostHosts = BLOCK_HOSTS } = limits;
  checkLimit('cells', cells);
  checkLimit('hosts', mostHosts);
  let index = 0;
  let hosts: Host[] = [];
  let ports: PortSet | undefined;
  for (const segment of plan.segments) {
    if (ports !== undefined && ports !== segment.ports && hosts.length > 0) {
      yield blockOf(index++, hosts, ports);
      hosts = [];
    }
    ports = segment.ports;
    const room = Math.min(mostHosts, Math.max(1, Math.floor(cells / ports.count)));
    for (let done = 0; done < segment.count; ) {
      const count = Math.min(room - hosts.length, segment.count - done);
      appendHosts(hosts, segment, done, count);
      done += count;
      if (hosts.length === room) {
        yield blockOf(index++, hosts, ports);
        hosts = [];
      }
    }
  }
  if (ports !== undefined && hosts.length > 0) {
    yield blockOf(index, hosts, ports);
  }
}

/** The probes of a block, port by port: consecutive probes go to different hosts. */
export function* probesOf({ hosts, ports }: PlanBlock): Generator<PlanProbe, void, void> {
  const { ranges, count } = ports;
  let position = 0;
  for (const [first, last] of ranges) {
    for (let port = first; port <= last; port++) {
      for (let host = 0; host < hosts.length; host++) {
        yield { host, port, cell: host * count + position };
      }
      position++;
    }
  }
}

function blockOf(index: number, hosts: readonly Host[], ports: PortSet): PlanBlock {
  return { index, hosts, ports, cells: hosts.length * ports.count };
}

function appendHosts(hosts: Host[], segment: PlanSegment, skip: number, count: number): void {
  const { target, family, zone, first } = segment;
  if (family === 4) {
    const start = Number(first) + skip;
    for (let value = start; value < start + count; value++) {
      hosts.push({ target, address: formatIpv4(value), family });
    }
    return;
  }
  const start = first + BigInt(skip);
  for (let value = start; value < start + BigInt(count); value++) {
    hosts.push({ target, address: formatAddress(family, value, zone), family });
  }
}

function checkLimit(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new PortolanError('ERR_OPTION', {
      value: `${value}`,
      problem: '{name} is a positive integer',
      values: { name },
    });
  }
}
