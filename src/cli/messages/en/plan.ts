import type { DurationCase } from '../../../plan-record.js';
import type { PlanWords } from '../../../report/scan-plan-text.js';
import { formatNumber } from '../../../report/scan-table.js';
import { durationEn } from './durations.js';

const plural = (count: number, one: string, many: string) => `${formatNumber(count)} ${count === 1 ? one : many}`;

const CASES: Readonly<Record<DurationCase['assumes'], (rttMs: number) => string>> = {
  refusing: (rttMs) => `where every port answers within ${rttMs} ms`,
  silent: (rttMs) => `where hosts answer within ${rttMs} ms but nearly all ports are silent`,
  absent: () => 'where nobody ever answers',
};

/** What a plan says in English. */
export const planEn = {
  failure: (target: string, message: string) => `${target} would not be scanned: ${message}`,
  words: {
    title: 'Nothing was sent. This would be asked:',
    labels: {
      hosts: 'Addresses',
      ports: 'Ports',
      pairs: 'Pairs',
      excluded: 'Left out',
      shard: 'Shard',
      order: 'Order',
      discovery: 'Discovery',
      limit: 'Limit',
      budget: 'Budget',
      expected: 'Duration',
    },
    hosts: ({ hosts }) => formatNumber(hosts),
    namesNotLookedUp: (names) =>
      `${plural(names, 'name was', 'names were')} not looked up but counted as one address${names === 1 ? '' : ' each'}`,
    ports: (ports, count) => `${formatNumber(count)}: ${ports}`,
    pairs: ({ pairs, isReckoned }) => `${isReckoned ? 'about ' : ''}${formatNumber(pairs)} of address and port`,
    excluded: (hosts, pairs) => `${plural(hosts, 'address', 'addresses')}, ${plural(pairs, 'pair', 'pairs')}`,
    shard: (shard, pairs) => `${shard} of ${plural(pairs, 'pair', 'pairs')}`,
    order: (order, seed) =>
      order === 'sequential' ? 'ascending' : `likely ports first, the others at random; --seed ${seed} repeats it`,
    firstPorts: (ports) => `it begins with ${ports}`,
    discovery: (hosts, ports) =>
      `${plural(hosts, 'address is', 'addresses are')} looked for at ${ports}; where nobody shows up, nothing else is asked`,
    limit({ binding, inFlight, perSecond, descriptors }, { concurrency, maxPerHost }) {
      const rate = `about ${formatNumber(Math.round(perSecond))} connects a second at a round trip of 100 ms`;
      const texts: Readonly<Record<typeof binding, string>> = {
        pairs: 'none: all of it may be in flight at once',
        rate: `the rate: ${formatNumber(Number(perSecond.toPrecision(3)))} connects a second at most`,
        'max-per-host': `connects to one host: ${formatNumber(maxPerHost ?? inFlight)} in flight at most, so ${rate}`,
        concurrency: `connects in flight: ${formatNumber(concurrency)} at most, so ${rate}`,
        descriptors: `this process may have no more than ${formatNumber(descriptors ?? inFlight)} connects open, so ${rate}`,
        process: `this process makes about ${formatNumber(perSecond)} connects a second; the other limits allow more`,
      };
      return texts[binding];
    },
    budget: (ms) => `it ends within ${durationEn(ms)}, and what was not asked by then is unknown`,
    expected: (fromMs, toMs) => `${durationEn(fromMs)} to ${durationEn(toMs)}`,
    durationCase: ({ assumes, rttMs, durationMs }) => `${durationEn(durationMs)} ${CASES[assumes](rttMs ?? 0)}`,
    assumption: (probeTimeoutMs) =>
      `if the network takes what the limits allow${probeTimeoutMs === null ? '' : `; an open port that says nothing takes up to ${durationEn(probeTimeoutMs)} more`}`,
  } satisfies PlanWords,
};

export type PlanTexts = typeof planEn;
