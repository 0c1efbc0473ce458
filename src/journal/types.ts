import type { Shard } from '../spec/index.js';
import type { Family, ProbeState } from '../types.js';

/** An open port's whole record, which nothing but itself can bring back: its service, its greeting, its TLS. */
export interface JournalResult {
  readonly type: 'result';
  readonly target: string;
  readonly address: string;
  readonly port: number;
  readonly state: ProbeState;
  readonly reason: string;
  readonly attempts: number;
  readonly rttMs: number | null;
  /** ISO 8601. */
  readonly at: string;
}

/** What one pair of address and port came to. */
export interface JournalVerdict<Result extends JournalResult = JournalResult> {
  readonly target: string;
  /** In canonical text form. */
  readonly address: string;
  readonly port: number;
  readonly state: ProbeState;
  readonly reason: string;
  readonly attempts: number;
  /** Milliseconds, kept to a tenth as in the results; null where there was no answer. */
  readonly rttMs: number | null;
  /** When it was decided, in milliseconds since 1970. */
  readonly at: number;
  /** Where the verdict alone does not make the record. Its members are those of the verdict. */
  readonly result?: Result | undefined;
}

/** What was noticed of a host beside its ports. */
export interface JournalRemark {
  readonly target: string;
  readonly address: string;
  /** Such as {@link ABSENT}. */
  readonly remark: string;
  /** When it was noticed, in milliseconds since 1970. */
  readonly at: number;
}

export type JournalEntry<Result extends JournalResult = JournalResult> = JournalVerdict<Result> | JournalRemark;

/** The remark that ends a host: nobody is there, and its ports are not asked. */
export const ABSENT = 'absent';

/** What was asked for, as far as it decides which pairs are asked. */
export interface JournalPlan {
  /** As written; null where they are read as they come, so that nobody knows them beforehand. */
  readonly targets: readonly string[] | null;
  /** Ports in canonical form, such as `25,80-90`: those asked for, or the default. */
  readonly ports: string;
  /** Whether they were asked for, and so are asked of targets that bring a port of their own, too. */
  readonly portsGiven: boolean;
  /** Targets left out, as written. */
  readonly exclude: readonly string[];
  /** Ports left out, in canonical form; empty for none. */
  readonly excludePorts: string;
  /** Null for both. */
  readonly family: Family | null;
}

/** Of which scan a journal is. */
export interface JournalHeader {
  readonly plan: JournalPlan;
  /** The part of it that is asked; null for all. */
  readonly shard: Shard | null;
  /** The program's version. */
  readonly tool: string;
  /** What else the scan was told, for whoever reads the journal. Any JSON. */
  readonly arguments: unknown;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Addresses that names stood for, so that a scan that goes on asks the same ones. */
export type JournalNames = Readonly<Record<string, readonly string[]>>;

export function isRemark(entry: JournalEntry): entry is JournalRemark {
  return 'remark' in entry;
}
