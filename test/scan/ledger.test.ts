import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { FewList } from '../../src/scan/few-list.js';
import { type HostTally, Ledger } from '../../src/scan/ledger.js';
import type { Agenda, Verdict } from '../../src/scan/types.js';
import { blocks, createPlan, type PlanBlock, portSetOf, probesOf } from '../../src/spec/index.js';
import { PROBE_STATES, type ProbeState } from '../../src/types.js';

const plan = createPlan([
  { target: '192.0.2.0/30', family: 4, first: 0xc0000200n, last: 0xc0000203n, zone: null, ports: portSetOf([[1, 10]]) },
]);
const [block] = [...blocks(plan)] as [PlanBlock];

/** A ledger of the plan, with its block under way. */
function opened(wants?: Agenda['wants']): Ledger {
  const ledger = new Ledger();
  ledger.planned = plan.size;
  ledger.open(block, wants);
  return ledger;
}

function verdictsFor(states: readonly ProbeState[]): Verdict<PlanBlock>[] {
  return [...probesOf(block)].map(({ host, port, cell }, index) => ({
    block,
    hostIndex: host,
    host: block.hosts[host] as Verdict['host'],
    port,
    cell,
    state: states[index % states.length] as ProbeState,
    reason: 'x',
    attempts: 1,
    rttMs: null,
    at: new Date(0),
    inspection: undefined,
  }));
}

test('a host is told once its block has all its verdicts, with its ports by state as ranges', () => {
  const ledger = opened();
  const tallies = verdictsFor(['closed']).flatMap((verdict) => ledger.record(verdict) ?? []);
  assert.deepEqual(
    tallies.map(({ host, states }) => [host.address, states]),
    [
      ['192.0.2.0', { closed: '1-10' }],
      ['192.0.2.1', { closed: '1-10' }],
      ['192.0.2.2', { closed: '1-10' }],
      ['192.0.2.3', { closed: '1-10' }],
    ],
  );
  assert.deepEqual([...ledger.close()], []);
});

test('what has no verdict when the account is closed is unknown, in the counts and in the hosts', () => {
  const ledger = opened();
  const early = verdictsFor(['open']).filter(({ port }) => port <= 2);
  assert.deepEqual(
    early.flatMap((verdict) => ledger.record(verdict) ?? []),
    [],
  );
  const tallies = [...ledger.close()];
  assert.deepEqual(
    tallies.map(({ states }) => states),
    Array(4).fill({ open: '1-2', unknown: '3-10' }),
  );
  assert.deepEqual(ledger.counts, { open: 8, closed: 0, filtered: 0, unreachable: 0, unknown: 32 });
});

test('a plan that was never begun is unknown as a whole', () => {
  const ledger = new Ledger();
  ledger.planned = 1_000_000;
  assert.deepEqual([...ledger.close()], []);
  assert.deepEqual([ledger.counts.unknown, ledger.settled], [1_000_000, 1_000_000]);
});

test('the states of a host always hold each of its ports exactly once, and the counts add up', () => {
  const states = fc.array(fc.constantFrom(...PROBE_STATES), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(states, fc.nat(40), (sequence, heard) => {
      const ledger = opened();
      const tallies = verdictsFor(sequence)
        .slice(0, heard)
        .flatMap((verdict) => ledger.record(verdict) ?? []);
      tallies.push(...ledger.close());
      assert.equal(tallies.length, 4);
      for (const tally of tallies) assert.deepEqual(portsOf(tally), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      assert.equal(
        PROBE_STATES.reduce((sum, state) => sum + ledger.counts[state], 0),
        40,
      );
    }),
  );
});

function portsOf({ states }: HostTally): number[] {
  const ranges = Object.values(states).flatMap((text) => text.split(','));
  const ports = ranges.flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return ports.sort((first, second) => first - second);
}

test('few results of a state are held, and all are forgotten once there are many', () => {
  const list = new FewList<Verdict<PlanBlock>>(4);
  const verdicts = verdictsFor(['closed', 'filtered']);
  const ofFirstHost = Array.from({ length: 26 }, () => ({ ...verdicts[0], state: 'closed' }) as Verdict<PlanBlock>);
  for (const verdict of ofFirstHost) list.add(verdict);
  list.add({ ...verdicts[0], state: 'filtered' } as Verdict<PlanBlock>);
  assert.deepEqual(
    list.take((verdicts[0] as Verdict).host).map(({ state }) => state),
    ['filtered'],
  );
  assert.deepEqual(list.take((verdicts[0] as Verdict).host), []);
});

test('in a scan of many hosts nothing but open ports is held', () => {
  const list = new FewList<Verdict<PlanBlock>>(26);
  const [verdict] = verdictsFor(['closed']) as [Verdict<PlanBlock>];
  list.add(verdict);
  assert.deepEqual(list.take(verdict.host), []);
});

test('what was not asked since nobody is there is skipped, neither unknown nor a state', () => {
  const ledger = opened();
  const [first] = verdictsFor(['filtered']) as [Verdict<PlanBlock>];
  assert.equal(ledger.record(first), undefined);
  assert.deepEqual(ledger.skip(block, 0)?.states, { filtered: '1' });
  assert.deepEqual([ledger.skipped, ledger.settled, ledger.missing], [9, 1, 30]);
  const hosts = [...ledger.close()].map(({ host }) => host.address);
  assert.deepEqual(hosts, ['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  assert.deepEqual([ledger.counts.filtered, ledger.counts.unknown, ledger.skipped], [1, 30, 9]);
});

test('what belongs to another part of the scan is neither planned nor told', () => {
  const ledger = opened((host, place) => host < 2 && place % 2 === 0);
  assert.equal(ledger.planned, 10);
  const own = verdictsFor(['closed']).filter(({ hostIndex, port }) => hostIndex < 2 && port % 2 === 1);
  const tallies = own.flatMap((verdict) => ledger.record(verdict) ?? []);
  assert.deepEqual(
    tallies.map(({ states }) => states),
    Array(2).fill({ closed: '1,3,5,7,9' }),
  );
  assert.deepEqual([[...ledger.close()], ledger.missing, ledger.counts.unknown], [[], 0, 0]);
});

test('a block that nobody came to counts as unknown, as far as it was wanted', () => {
  const ledger = new Ledger();
  ledger.planned = plan.size;
  ledger.forgo(block, (_host, place) => place === 0);
  assert.equal(ledger.planned, 4);
  assert.deepEqual([...ledger.close('budget')], []);
  assert.deepEqual([ledger.counts.unknown, ledger.unknownReasons], [4, { budget: 4 }]);
});
