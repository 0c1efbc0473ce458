import type { FailureRecord, MetaRecord } from './records.js';

/** What a scan would do, found out without sending anything to its targets. */
export interface ScanPlan {
  readonly tool: 'portolan';
  readonly version: string;
  /** As in the record `meta` of the scan itself. */
  readonly arguments: MetaRecord['arguments'];
  /** Decides the random order; the scan asks in this order when it is given the same. */
  readonly seed: number;
  /** Addresses to ask. */
  readonly hosts: number;
  /** Pairs of address and port to ask. */
  readonly pairs: number;
  /** True where a shard of very many addresses was not counted but reckoned. */
  readonly isReckoned: boolean;
  /** Pairs of all shards together; `pairs` where there are none. */
  readonly pairsOfAllShards: number;
  /** All ports that are asked of anybody, as ranges. */
  readonly ports: string;
  /** The first of them in the order in which the first host is asked. */
  readonly firstPorts: readonly number[];
  /** What exclusions have left out. */
  readonly excluded: { readonly hosts: number; readonly pairs: number };
  /** Addresses that must show that they are there before all their ports are asked, and by which ports; null: none. */
  readonly discovery: { readonly hosts: number; readonly ports: readonly number[] } | null;
  /** Names that were not looked up, each of them counted as one address. */
  readonly unresolvedNames: readonly string[];
  /** Targets that the scan could not ask. */
  readonly failures: readonly FailureRecord[];
  readonly limit: PlanLimit;
  readonly expected: PlanDuration;
}

/** What keeps the scan from being faster, the network left aside. */
export interface PlanLimit {
  /**
   * The limit that is reached first, at a round trip of 100 ms.
   *
   * - `pairs`: none, since all pairs fit in flight at once
   * - `rate`: connects a second
   * - `max-per-host`: connects in flight to one host
   * - `concurrency`: connects in flight
   * - `descriptors`: connects that this process may have open
   * - `process`: connects a second that one process can make
   */
  readonly binding: 'pairs' | 'rate' | 'max-per-host' | 'concurrency' | 'descriptors' | 'process';
  /** Connects in flight at most. */
  readonly inFlight: number;
  /** Connects a second at most, at a round trip of 100 ms. */
  readonly perSecond: number;
  /** Connects that this process may have open at present; null where the system sets no limit. */
  readonly descriptors: number | null;
}

/** How long the scan would take, if the network takes what the limits allow. */
export interface PlanDuration {
  /** The shortest and the longest of the cases. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly cases: readonly DurationCase[];
}

/** How long it would take if all hosts were alike. */
export interface DurationCase {
  /**
   * - `refusing`: every port answers
   * - `silent`: hosts are there, but nearly all ports are silent
   * - `absent`: nobody ever answers
   */
  readonly assumes: 'refusing' | 'silent' | 'absent';
  /** Milliseconds of a round trip; null where nobody answers. */
  readonly rttMs: number | null;
  readonly durationMs: number;
}
