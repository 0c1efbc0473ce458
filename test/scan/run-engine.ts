import assert from 'node:assert/strict';
import { Agendas } from '../../src/agenda.js';
import { normalizeScanOptions, type ScanOptions } from '../../src/options.js';
import { type EngineOptions, runEngine } from '../../src/scan/engine.js';
import type { EngineEvent, HostNotice, Verdict } from '../../src/scan/types.js';
import { blocks, createPlan, type PlanBlock, parseAddress, portSetOf } from '../../src/spec/index.js';
import type { ProbeState } from '../../src/types.js';
import { collect } from '../helpers/collect.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { FakeDialer, type Script } from '../helpers/fake-dialer.js';

export type EngineTry = Partial<EngineOptions<PlanBlock, string>>;

export interface Ran {
  readonly verdicts: Verdict<PlanBlock, string>[];
  readonly notices: HostNotice<PlanBlock>[];
  readonly dialer: FakeDialer;
  readonly clock: FakeClock;
}

/** What {@link runEngine} wants for a small plan, in ascending order, without a search for hosts. */
export function engineOptions(
  addresses: readonly string[],
  ports: readonly [number, number],
  scanOptions: Partial<ScanOptions> = {},
): Pick<EngineOptions<PlanBlock, string>, 'blocks' | 'agendaOf'> {
  const settings = normalizeScanOptions({
    targets: [...addresses],
    seed: 1,
    order: 'sequential',
    discovery: false,
    ...scanOptions,
  });
  const agendas = new Agendas(settings, undefined, undefined);
  return {
    blocks: blocks(createPlan(addresses.map((address) => entryOf(address, ports)))),
    agendaOf: (block) => agendas.agendaOf(block),
  };
}

/** Runs the engine over a small plan with a scripted network and a clock that jumps. */
export async function run(
  script: Script,
  ports: readonly [number, number],
  options: EngineTry = {},
  addresses: readonly string[] = ['192.0.2.1'],
): Promise<Ran> {
  const clock = new FakeClock();
  const dialer = new FakeDialer(script);
  const engine = runEngine<PlanBlock, string>({
    ...engineOptions(addresses, ports),
    isOneHost: addresses.length === 1,
    dial: dialer.dial,
    clock,
    concurrency: 10,
    firstWindow: 10,
    timeoutMs: 1000,
    retries: 1,
    patient: false,
    verify: false,
    ...options,
  });
  const events = (await clock.drive(collect(engine))).flat();
  return { verdicts: events.filter(isVerdict), notices: events.filter(isNotice), dialer, clock };
}

function isVerdict<Inspection>(event: EngineEvent<PlanBlock, Inspection>): event is Verdict<PlanBlock, Inspection> {
  return !('remark' in event);
}

function isNotice<Inspection>(event: EngineEvent<PlanBlock, Inspection>): event is HostNotice<PlanBlock> {
  return 'remark' in event;
}

function entryOf(address: string, ports: readonly [number, number]) {
  const { family, value, zone } = parseAddress(address) ?? assert.fail(`${address} is no address`);
  return { target: address, family, first: value, last: value, zone, ports: portSetOf([ports]) };
}

/** Ports by state, in order. */
export function portsByState(
  verdicts: readonly Pick<Verdict, 'port' | 'state'>[],
): Partial<Record<ProbeState, number[]>> {
  const result: Partial<Record<ProbeState, number[]>> = {};
  for (const { port, state } of [...verdicts].sort((first, second) => first.port - second.port)) {
    result[state] = [...(result[state] ?? []), port];
  }
  return result;
}
