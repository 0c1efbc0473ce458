import assert from 'node:assert/strict';
import { type EngineOptions, runEngine, type Verdict } from '../../src/scan/engine.js';
import { blocks, createPlan, type PlanBlock, parseAddress, portSetOf, probesOf } from '../../src/spec/index.js';
import type { ProbeState } from '../../src/types.js';
import { collect } from '../helpers/collect.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { FakeDialer, type Script } from '../helpers/fake-dialer.js';

export interface Ran {
  readonly verdicts: Verdict<PlanBlock, string>[];
  readonly dialer: FakeDialer;
  readonly clock: FakeClock;
}

/** Runs the engine over a small plan with a scripted network and a clock that jumps. */
export async function run(
  script: Script,
  ports: readonly [number, number],
  options: Partial<EngineOptions<PlanBlock, string>> = {},
  addresses: readonly string[] = ['192.0.2.1'],
): Promise<Ran> {
  const clock = new FakeClock();
  const dialer = new FakeDialer(script);
  const engine = runEngine<PlanBlock, string>({
    blocks: blocks(createPlan(addresses.map((address) => entryOf(address, ports)))),
    probesOf,
    dial: dialer.dial,
    clock,
    concurrency: 10,
    timeoutMs: 1000,
    retries: 1,
    ...options,
  });
  return { verdicts: (await clock.drive(collect(engine))).flat(), dialer, clock };
}

function entryOf(address: string, ports: readonly [number, number]) {
  const { family, value, zone } = parseAddress(address) ?? assert.fail(`${address} is no address`);
  return { target: address, family, first: value, last: value, zone, ports: portSetOf([ports]) };
}

/** Ports by state, in order. */
export function portsByState(verdicts: readonly Verdict[]): Partial<Record<ProbeState, number[]>> {
  const result: Partial<Record<ProbeState, number[]>> = {};
  for (const { port, state } of [...verdicts].sort((first, second) => first.port - second.port)) {
    result[state] = [...(result[state] ?? []), port];
  }
  return result;
}
