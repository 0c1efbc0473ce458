import type { Host, HostRemark, ProbeState } from '../types.js';

export type { HostRemark };

/** The part of a plan that the engine works through at a time: hosts that share their ports. */
export interface ProbeBlock {
  readonly hosts: readonly Host[];
}

/** What is to be asked of the hosts of a block, and in which order. */
export interface Agenda {
  /** Ports in the order in which each host is asked them. */
  readonly ports: Uint16Array;
  /** For each of them, its place in the port set. */
  readonly places: Uint16Array;
  /** How many ports of the set: the cell of a pair is `host * count + place`. */
  readonly count: number;
  /** Ports at the beginning that are no random sample of all. */
  readonly leading: number;
  /** Hosts, as their places in the block, in the order in which they take turns. */
  readonly hosts: Iterable<number>;
  /** Ports by which a host shows that it is there before it is asked the others. */
  readonly discovery: readonly number[];
  /** Whether a host must show that it is there; the others are asked everything. */
  readonly isSought: (host: number) => boolean;
  /** Whether a pair is to be asked; undefined asks all. */
  readonly wants: ((host: number, place: number) => boolean) | undefined;
}

/** What one probe came to in the end. */
export interface Verdict<Block extends ProbeBlock = ProbeBlock, Inspection = unknown> {
  readonly block: Block;
  /** Place of the host in the block. */
  readonly hostIndex: number;
  readonly host: Host;
  readonly port: number;
  /** Place of the pair in the block. */
  readonly cell: number;
  readonly state: ProbeState;
  /** A short fixed word, such as `accepted`, `refused`, `no-answer`. */
  readonly reason: string;
  /** Connects that were tried, our own failures included. */
  readonly attempts: number;
  /** Milliseconds from the last connect to its answer, null where there was none. */
  readonly rttMs: number | null;
  /** When it was decided. */
  readonly at: Date;
  /** What the inspection of an open port returned. */
  readonly inspection: Inspection | undefined;
}

/** A remark on a host, in its place among the verdicts. `absent` ends the host: its other ports are not asked. */
export interface HostNotice<Block extends ProbeBlock = ProbeBlock> {
  readonly block: Block;
  readonly hostIndex: number;
  readonly host: Host;
  readonly remark: HostRemark;
  readonly at: Date;
}

export type EngineEvent<Block extends ProbeBlock, Inspection> = Verdict<Block, Inspection> | HostNotice<Block>;

/** Gives blocks one at a time; undefined while the next is not known yet, then it calls `onMore` once it is. */
export interface BlockSource<Block extends ProbeBlock> {
  next(): IteratorResult<Block, unknown> | undefined;
  onMore?: (() => void) | undefined;
}

/** The limits that a scan keeps to; those left out follow from what is measured. */
export interface ScanLimits {
  /** Connects in flight at most. */
  readonly concurrency: number;
  /** Connects in flight at first. */
  readonly firstWindow: number;
  /** Connects in flight to one host at most. */
  readonly maxPerHost?: number | undefined;
  /** Connects a second at most. */
  readonly rate?: number | undefined;
  /** Milliseconds that every probe waits. Default: by the round trips. */
  readonly timeoutMs?: number | undefined;
  /** Times that silence is asked again. Default: by the loss. */
  readonly retries?: number | undefined;
  /** Waits for every refusal of a host that limits them. */
  readonly patient: boolean;
  /** Asks everything that answered, and all silence, a second time. */
  readonly verify: boolean;
}
