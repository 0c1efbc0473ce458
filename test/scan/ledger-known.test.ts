import assert from 'node:assert/strict';
import test from 'node:test';
import { type Known, Ledger } from '../../src/scan/ledger.js';
import type { Verdict } from '../../src/scan/types.js';
import { blocks, createPlan, type PlanBlock, portSetOf } from '../../src/spec/index.js';

const plan = createPlan([
  { target: '192.0.2.0/30', family: 4, first: 0xc0000200n, last: 0xc0000203n, zone: null, ports: portSetOf([[1, 4]]) },
]);
const [block] = [...blocks(plan)] as [PlanBlock];
/** What an earlier scan has found out of the four hosts and their four ports. */
const FOUND: readonly (readonly (Known | undefined)[])[] = [
  ['open', 'closed', 'closed', 'filtered'],
  ['open', undefined, 'closed', undefined],
  ['filtered', 'skipped', 'skipped', 'skipped'],
  [undefined, undefined, undefined, undefined],
];
const known = (host: number, place: number) => FOUND[host]?.[place];
const wants = (host: number, place: number) => known(host, place) === undefined;

function begun(): Ledger {
  const ledger = new Ledger();
  ledger.planned = plan.size;
  return ledger;
}

function verdict(hostIndex: number, place: number): Verdict<PlanBlock> {
  const [host, cell] = [block.hosts[hostIndex] as Verdict['host'], hostIndex * 4 + place];
  const rest = { reason: 'x', attempts: 1, rttMs: null, at: new Date(0), inspection: undefined };
  return { block, hostIndex, host, port: place + 1, cell, state: 'closed', ...rest };
}

test('hosts of which everything is known are told at once, and count', () => {
  const ledger = begun();
  const told = ledger.open(block, wants, known).map(({ host: { address }, ...rest }) => ({ address, ...rest }));
  assert.deepEqual(told, [
    { address: '192.0.2.0', states: { open: '1', closed: '2-3', filtered: '4' }, isKnown: true },
    { address: '192.0.2.2', states: { filtered: '1' }, isKnown: true, wasAbsent: true },
  ]);
  assert.deepEqual([ledger.resumed, ledger.skipped, ledger.resumedAbsent, ledger.missing], [7, 3, 1, 6]);
  assert.equal(ledger.isOpen(block), true);
});

test('a host has the states of both scans', () => {
  const ledger = begun();
  ledger.open(block, wants, known);
  assert.equal(ledger.record(verdict(1, 1)), undefined);
  assert.deepEqual(ledger.record(verdict(1, 3))?.states, { open: '1', closed: '2-4' });
  assert.deepEqual(
    [...ledger.close()].map(({ states }) => states),
    [{ unknown: '1-4' }],
  );
  assert.deepEqual(ledger.counts, { open: 2, closed: 5, filtered: 2, unreachable: 0, unknown: 4 });
  assert.equal(ledger.settled + ledger.skipped, plan.size);
});

test('a block that nobody comes to tells what is known of it, and the rest is unknown', () => {
  const ledger = begun();
  const states = ledger.forgo(block, wants, known).map((tally) => tally.states);
  assert.deepEqual(states, [
    { open: '1', closed: '2-3', filtered: '4' },
    { open: '1', closed: '3', unknown: '2,4' },
    { filtered: '1' },
    { unknown: '1-4' },
  ]);
  assert.deepEqual([...ledger.close()], []);
  assert.deepEqual([ledger.counts.unknown, ledger.settled, ledger.skipped], [6, 13, 3]);
});

test('a block of which nothing is wanted and nothing known is nobody\u2019s', () => {
  const ledger = begun();
  assert.deepEqual(
    ledger.open(block, () => false),
    [],
  );
  assert.deepEqual([ledger.isOpen(block), ledger.planned, ledger.missing], [false, 0, 0]);
});
