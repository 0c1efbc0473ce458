import { JOURNAL_LONGEST_LINE } from '../defaults.js';
import type { Shard } from '../spec/index.js';
import { isCount, isText, momentOf } from './decode.js';
import { type KeptPlan, keptPlan, planKeyOf } from './plan-key.js';
import { sealed } from './seal.js';
import type { JournalHeader, JournalNames } from './types.js';

/** How every journal begins, byte for byte. */
export const MAGIC = '{"type":"journal","version":';
/** Raised when a line comes to mean something else. */
const VERSION = 1;

/** The first line of a journal, or the mark of a scan that goes on. */
export interface HeaderLine {
  readonly planKey: string;
  readonly plan: KeptPlan;
  readonly shard: Shard | null;
  readonly startedAt: string;
  readonly arguments: unknown;
}

/** The first line of a journal. */
export function headerLine(header: JournalHeader): string {
  const { plan, shard, tool, arguments: given, startedAt } = header;
  const begin = { type: 'journal', version: VERSION, tool, startedAt, planKey: planKeyOf(plan), shard };
  const line = sealed({ ...begin, plan: keptPlan(plan), arguments: given });
  // Nothing but the key is needed. A line that no reader takes would cost the whole journal.
  if (line.length <= JOURNAL_LONGEST_LINE / 4) return line;
  return sealed({ ...begin, plan: { ...keptPlan(plan), targets: [], exclude: [] }, arguments: null });
}

/** The mark of a scan that goes on: when, with what. */
export function resumedLine({ tool, arguments: given, shard, startedAt }: JournalHeader, settled: number): string {
  const line = sealed({ type: 'resumed', tool, startedAt, shard, settled, arguments: given });
  return line.length <= JOURNAL_LONGEST_LINE / 4 ? line : sealed({ type: 'resumed', tool, startedAt, shard, settled });
}

/** What names stood for. */
export function namesLine(names: JournalNames): string {
  return sealed({ type: 'names', names });
}

/** Of a line that tells what names stood for; undefined where it does not. */
export function namesOf({ names }: Readonly<Record<string, unknown>>): JournalNames | undefined {
  return isRecord(names) && Object.values(names).every(isTexts) ? (names as JournalNames) : undefined;
}

/** The version of a header that may be one of another program; undefined for what is no header at all. */
export function versionOf(members: Readonly<Record<string, unknown>>): number | undefined {
  const { type, version } = members;
  return type === 'journal' && isCount(version) ? version : undefined;
}

export function isReadable(version: number): boolean {
  return version === VERSION;
}

export function headerOf(members: Readonly<Record<string, unknown>>): HeaderLine | undefined {
  const { planKey, plan, shard, startedAt } = members;
  if (!isText(planKey) || !isPlan(plan) || !isShard(shard)) return undefined;
  if (!isText(startedAt) || momentOf(startedAt) === undefined) return undefined;
  return { planKey, plan, shard, startedAt, arguments: members['arguments'] };
}

function isPlan(value: unknown): value is KeptPlan {
  if (!isRecord(value)) return false;
  const { targets, ports, portsGiven, exclude, excludePorts, family, targetCount, excludeCount } = value;
  const texts = (targets === null || isTexts(targets)) && isText(ports) && isTexts(exclude) && isText(excludePorts);
  const counts = isCount(targetCount) && isCount(excludeCount) && typeof portsGiven === 'boolean';
  return texts && counts && (family === null || family === 4 || family === 6);
}

function isShard(value: unknown): value is Shard | null {
  return value === null || (isRecord(value) && isCount(value['index']) && isCount(value['count']));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
