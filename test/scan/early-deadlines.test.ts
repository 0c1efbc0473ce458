import assert from 'node:assert/strict';
import test from 'node:test';
import { FIRST_DEADLINE_MS } from '../../src/defaults.js';
import type { Outcome } from '../../src/net/outcome.js';
import { HostPath } from '../../src/scan/host-path.js';
import { Judge } from '../../src/scan/judge.js';
import { Network } from '../../src/scan/network.js';
import type { Probe } from '../../src/scan/probe.js';
import { Tally } from '../../src/scan/tally.js';
import type { PlanBlock } from '../../src/spec/index.js';
import { engineOptions } from './run-engine.js';

const LIMITS = { concurrency: 100, firstWindow: 100, patient: false, verify: false };
const REFUSED: Outcome = { state: 'closed', reason: 'refused', local: null };

test('probes sent before a round trip was known need not wait out their second once one is', () => {
  const network = new Network(LIMITS);
  const { blocks, agendaOf } = engineOptions(['192.0.2.1'], [1, 50]);
  const block = blocks.next()?.value as PlanBlock;
  const path = new HostPath<PlanBlock>(block, 0, agendaOf(block), network.window, network.waiting);
  const hastened: { probe: Probe<PlanBlock>; at: number }[] = [];
  const judge = new Judge<PlanBlock>(network, LIMITS, new Tally(), () => 0.5, {
    decide() {},
    again() {},
    remark() {},
    hasten: (probe, at) => hastened.push({ probe, at }),
  });
  const probes = Array.from({ length: 50 }, () => sent(path, network));
  assert.deepEqual(new Set(probes.map(({ timeoutMs }) => timeoutMs)), new Set([FIRST_DEADLINE_MS]));
  for (const [index, probe] of probes.slice(0, 20).entries()) judge.settled(probe, REFUSED, 80, 80 + index);
  const others = new Set(hastened.map(({ probe }) => probe));
  assert.ok(
    probes.slice(20).every((probe) => others.has(probe)),
    'each that is still on its way',
  );
  for (const { at } of hastened) assert.ok(at > 2 * 80 && at < FIRST_DEADLINE_MS, `${at} ms`);
  hastened.length = 0;
  judge.settled(probes[20] as Probe<PlanBlock>, REFUSED, 80, 110);
  assert.deepEqual(hastened, [], 'once');
});

function sent(path: HostPath<PlanBlock>, network: Network): Probe<PlanBlock> {
  const probe = path.next(0, true) ?? assert.fail('nothing to ask');
  probe.timeoutMs = network.deadlineOf(probe);
  network.noteEarly(probe);
  network.window.sent(1);
  path.noteSent(0, false);
  return probe;
}
