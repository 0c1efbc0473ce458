import type { ScanOptions } from '../../src/options.js';
import type { NoticeRecord } from '../../src/records.js';
import { FakeClock } from './fake-clock.js';
import { type Outcome, outcomeOf } from './scan-outcome.js';
import { type HostModel, type NetworkModel, type PortBehaviour, SimulatedNetwork } from './simulated-network.js';

export type { HostModel } from './simulated-network.js';

export interface SimulatedScan extends Outcome {
  readonly network: SimulatedNetwork;
  readonly clock: FakeClock;
  readonly notices: NoticeRecord[];
  /** Ports that were found open, in order. */
  readonly openPorts: number[];
  /** Seconds that the scan took. */
  readonly seconds: number;
}

export interface Simulation extends Partial<ScanOptions> {
  /** One host for every address, or what each address has. */
  readonly network: Omit<NetworkModel, 'host'> & { readonly host: HostModel | NetworkModel['host'] };
  /** Is called with the clock and the network before the scan begins. */
  readonly before?: (clock: FakeClock, network: SimulatedNetwork) => void;
}

/** Scans a simulated network to the end. Without further options: 192.0.2.1, seed 1, nothing is identified. */
export async function simulate({ network: model, before, ...options }: Simulation): Promise<SimulatedScan> {
  const clock = new FakeClock();
  const { host } = model;
  const network = new SimulatedNetwork(clock, { ...model, host: typeof host === 'function' ? host : () => host });
  before?.(clock, network);
  const defaults = { targets: '192.0.2.1', seed: 1, identify: 'off', order: 'random' } as const;
  const outcome = await clock.hurry(outcomeOf({ ...defaults, ...options, dial: network.dial, clock }));
  const openPorts = outcome.results.filter(({ state }) => state === 'open').map(({ port }) => port);
  return {
    ...outcome,
    network,
    clock,
    notices: outcome.records.filter((record) => record.type === 'notice'),
    openPorts: openPorts.sort((first, second) => first - second),
    seconds: clock.now() / 1000,
  };
}

/** Ports that are open; the others do what is said. */
export function openAt(ports: readonly number[], otherwise: PortBehaviour = 'closed'): HostModel['port'] {
  const open = new Set(ports);
  return (port) => (open.has(port) ? 'open' : otherwise);
}

/** Every so manyth port, some of the likely ones among them. */
export function everyPort(step: number, last: number): number[] {
  return Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step);
}
