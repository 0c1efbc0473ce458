import { JOURNAL_LINE_PAIRS } from '../defaults.js';
import { sealed } from './seal.js';
import { isRemark, type JournalEntry, type JournalRemark, type JournalVerdict } from './types.js';

/** Ports of one address in one line: `[address, ports, rttMs, laterMs]`, the last left out where it is 0. */
export type PortsRow = readonly [
  address: string,
  /** Ascending, as ranges. */
  ports: string,
  /** Of every port, or of each in turn. */
  rttMs: number | null | readonly (number | null)[],
  /** Milliseconds behind the line's `at`, of every port or of each in turn. */
  laterMs?: number | readonly number[],
];

/**
 * The lines of what became known at one moment. Verdicts of the same state, reason, target and number of attempts share
 * a line, with the ports of an address as ranges: some 30 bytes a pair instead of the 200 of a whole record, and fewer
 * where many ports of one host are decided together. An open port has a line of its own, with its whole record.
 */
export function linesOf(entries: readonly JournalEntry[]): string {
  const verdicts = new Map<string, JournalVerdict[]>();
  const remarks = new Map<string, JournalRemark[]>();
  let text = '';
  for (const entry of entries) {
    if (isRemark(entry)) push(remarks, `${entry.at}\n${entry.remark}\n${targetOf(entry) ?? ''}`, entry);
    else if (entry.result !== undefined) text += resultLine(entry);
    else push(verdicts, `${entry.state}\n${entry.reason}\n${entry.attempts}\n${targetOf(entry) ?? ''}`, entry);
  }
  for (const group of verdicts.values()) {
    for (const part of partsOf(group)) text += verdictLine(part);
  }
  for (const group of remarks.values()) {
    for (const part of partsOf(group)) text += remarkLine(part);
  }
  return text;
}

/** Left out where the address was written itself. */
function targetOf({ target, address }: JournalEntry): string | undefined {
  return target === address ? undefined : target;
}

function push<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/** Lines stay short enough to be read one at a time. */
function* partsOf<Item>(group: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < group.length; start += JOURNAL_LINE_PAIRS) {
    yield group.slice(start, start + JOURNAL_LINE_PAIRS);
  }
}

function resultLine({ result, at }: JournalVerdict): string {
  return sealed({ ...result, at: new Date(at).toISOString() });
}

function verdictLine(group: readonly JournalVerdict[]): string {
  const { state, reason, attempts } = group[0] as JournalVerdict;
  const at = earliest(group);
  const byAddress = new Map<string, JournalVerdict[]>();
  for (const verdict of group) push(byAddress, verdict.address, verdict);
  return sealed({
    type: 'verdicts',
    at: new Date(at).toISOString(),
    target: targetOf(group[0] as JournalVerdict),
    state,
    reason,
    attempts,
    pairs: [...byAddress.values()].map((verdicts) => rowOf(verdicts, at)),
  });
}

function rowOf(verdicts: JournalVerdict[], at: number): PortsRow {
  const sorted = verdicts.length === 1 ? verdicts : verdicts.sort((a, b) => a.port - b.port);
  const { address } = sorted[0] as JournalVerdict;
  const rttMs = column(sorted.map((each) => (each.rttMs === null ? null : Math.round(each.rttMs * 10) / 10)));
  const laterMs = column(sorted.map((each) => each.at - at));
  const row = [address, rangesOf(sorted), rttMs] as const;
  return laterMs === 0 ? row : [...row, laterMs];
}

/** One value where all are the same. */
function column<Value>(values: Value[]): Value | Value[] {
  const [first] = values;
  return values.every((value) => value === first) ? (first as Value) : values;
}

/** A port that is there twice stays there twice, so that the columns fit. */
function rangesOf(sorted: readonly JournalVerdict[]): string {
  let text = '';
  for (let start = 0; start < sorted.length; ) {
    const first = (sorted[start] as JournalVerdict).port;
    let end = start + 1;
    while (sorted[end]?.port === first + end - start) end += 1;
    text += `${start === 0 ? '' : ','}${end - start === 1 ? first : `${first}-${first + end - start - 1}`}`;
    start = end;
  }
  return text;
}

function remarkLine(group: readonly JournalRemark[]): string {
  const { remark, at } = group[0] as JournalRemark;
  return sealed({
    type: 'remarks',
    at: new Date(at).toISOString(),
    target: targetOf(group[0] as JournalRemark),
    remark,
    addresses: group.map(({ address }) => address),
  });
}

function earliest(group: readonly JournalVerdict[]): number {
  return group.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
}
