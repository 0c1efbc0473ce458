import assert from 'node:assert/strict';
import test from 'node:test';
import { openAt, simulate } from '../helpers/simulated-scan.js';

for (const [perSecond, ports] of [
  [200, 4000],
  [500, 10_000],
] as const) {
  for (const open of [[22, 80, 443, 3306, 8080], []]) {
    const which = open.length > 0 ? 'with' : 'without';
    test(`a patient scan gets each of ${ports} refusals at ${perSecond} a second, ${which} open ports`, async () => {
      const host = { rttMs: 20, jitterMs: 2, refusalsPerSecond: perSecond, port: openAt(open) };
      const { summary, seconds } = await simulate({ ports: `1-${ports}`, patient: true, network: { host } });
      const there = open.filter((port) => port <= ports).length;
      assert.deepEqual([summary.open, summary.closed, summary.filtered], [there, ports - there, 0]);
      assert.ok(seconds < 1.3 * (ports / perSecond) + 3, `${seconds} s`);
    });
  }
}

test('patience costs nothing where refusals are not limited', async () => {
  const host = { rttMs: 20, jitterMs: 2, port: openAt([22, 80]) };
  const patient = await simulate({ ports: '1-5000', patient: true, network: { host } });
  const usual = await simulate({ ports: '1-5000', network: { host } });
  assert.ok(patient.seconds <= usual.seconds * 1.1, `${patient.seconds} s instead of ${usual.seconds} s`);
});
