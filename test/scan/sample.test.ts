import assert from 'node:assert/strict';
import test from 'node:test';
import { SAMPLE_GAP_MS, SAMPLED_SILENCES } from '../../src/defaults.js';
import { openAt, simulate } from '../helpers/simulated-scan.js';

const OPEN = [22, 80, 443, 3306, 8080];
const silent = { rttMs: 30, jitterMs: 2, port: openAt(OPEN, 'silent') };

test('a random sample of the silent ports is asked once more, and what it brought is told', async () => {
  const { summary } = await simulate({ ports: '1-10000', network: { host: silent } });
  const expected = summary.filtered / SAMPLED_SILENCES;
  const { sampled, sampledAnswers, estimate } = summary.missed;
  assert.ok(Math.abs(sampled - expected) < 5 * Math.sqrt(expected), `${sampled} instead of ${expected}`);
  assert.equal(sampledAnswers, 0);
  assert.ok(estimate < 0.01, `${estimate}`);
});

test('sampled ports are left alone for a while before', async () => {
  const { network, summary } = await simulate({ ports: '1-5000', network: { host: silent } });
  const times = new Map<number, number[]>();
  for (const { port, at } of network.asked) times.set(port, [...(times.get(port) ?? []), at]);
  const known = new Set(OPEN);
  const lastGaps = [...times]
    .filter(([port]) => !known.has(port))
    .map(([, asked]) => (asked.at(-1) as number) - (asked.at(-2) as number));
  assert.ok(summary.missed.sampled > 20);
  assert.equal(lastGaps.filter((ms) => ms >= SAMPLE_GAP_MS).length, summary.missed.sampled);
});

test('ports that answer the sample only make the estimate grow', async () => {
  // A bad quarter of a minute: what is asked in its beginning gets lost, beside the ports that show that the host is there.
  const host = {
    rttMs: 30,
    port: openAt([...OPEN, ...Array.from({ length: 2000 }, (_, index) => 3000 + index)], 'silent'),
  };
  const known = new Set(OPEN);
  const outage = (now: number, { port }: { port: number }) => (now < 2500 && !known.has(port) ? 'lost' : undefined);
  const { summary } = await simulate({ ports: '1-10000', network: { host, outage } });
  const { sampledAnswers, estimate } = summary.missed;
  assert.ok(sampledAnswers > 0);
  const missed = 2005 - summary.open;
  assert.ok(estimate > missed / 4 && estimate < missed * 4, `${estimate} were told, ${missed} were missed`);
});

test('an estimate is 0 where nothing was silent', async () => {
  const { summary } = await simulate({
    ports: '1-500',
    network: { host: { rttMs: 30, loss: 0.05, port: openAt(OPEN) } },
  });
  assert.deepEqual([summary.filtered, summary.missed.estimate], [0, 0]);
});

test('where the retries are given, nothing is asked beyond them', async () => {
  const { summary } = await simulate({ ports: '1-3000', retries: 1, network: { host: silent } });
  assert.equal(summary.missed.sampled, 0);
});
