import { parseIpv4 } from '../spec/addresses.js';
import { parseAddress } from '../spec/index.js';
import { LAST_PORT, PROBE_STATES, type ProbeState } from '../types.js';
import type { JournalEntry, JournalRemark, JournalResult, JournalVerdict } from './types.js';

type Members = Readonly<Record<string, unknown>>;

/** A moment as this program writes it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const RANGE = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/;

/** What a line that is neither a header nor a mark records; undefined where it does not say what it should. */
export function entriesOf(members: Members): JournalEntry[] | undefined {
  switch (members['type']) {
    case 'verdicts':
      return verdictsOf(members);
    case 'result':
      return resultOf(members);
    case 'remarks':
      return remarksOf(members);
    default:
      return undefined;
  }
}

function resultOf(members: Members): JournalVerdict[] | undefined {
  const { target, address, port, state, reason, attempts, rttMs } = members;
  const at = momentOf(members['at']);
  const isWhole =
    isText(target) && isAddress(address) && isPort(port) && isText(reason) && isCount(attempts) && isTime(rttMs);
  if (at === undefined || !isWhole || !isState(state) || !hasShape(members)) return undefined;
  const result = members as unknown as JournalResult;
  return [{ target, address, port, state, reason, attempts, rttMs, at, result }];
}

/** Whether the parts of a record that are shown to people are of the kinds that they are shown as. */
function hasShape({ service, banner, tls }: Members): boolean {
  return [service, tls].every(isObjectOrNothing) && (banner === undefined || banner === null || isText(banner));
}

function verdictsOf(members: Members): JournalVerdict[] | undefined {
  const { target, state, reason, attempts, pairs } = members;
  const at = momentOf(members['at']);
  if (at === undefined || !(target === undefined || isText(target)) || !Array.isArray(pairs)) return undefined;
  if (!isState(state) || !isText(reason) || !isCount(attempts)) return undefined;
  const verdicts: JournalVerdict[] = [];
  for (const row of pairs as unknown[]) {
    const columns = columnsOf(row);
    if (columns === undefined) return undefined;
    const { address, ports, rttMs, laterMs } = columns;
    for (const [index, port] of ports.entries()) {
      const rtt = Array.isArray(rttMs) ? rttMs[index] : rttMs;
      const later = Array.isArray(laterMs) ? laterMs[index] : laterMs;
      if (!isTime(rtt) || !isCount(later)) return undefined;
      verdicts.push({ target: target ?? address, address, port, state, reason, attempts, rttMs: rtt, at: at + later });
    }
  }
  return verdicts;
}

function columnsOf(row: unknown) {
  if (!Array.isArray(row)) return undefined;
  const [address, text, rttMs, laterMs = 0] = row as unknown[];
  const ports = isText(text) ? portsOf(text) : undefined;
  if (!isAddress(address) || ports === undefined) return undefined;
  const fits = [rttMs, laterMs].every((column) => !Array.isArray(column) || column.length === ports.length);
  return fits ? { address, ports, rttMs, laterMs } : undefined;
}

function portsOf(text: string): number[] | undefined {
  const ports: number[] = [];
  for (const range of text.split(',')) {
    const match = RANGE.exec(range);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || first > last || last > LAST_PORT || ports.length > LAST_PORT) return undefined;
    for (let port = first; port <= last; port++) ports.push(port);
  }
  return ports;
}

function remarksOf(members: Members): JournalRemark[] | undefined {
  const { target, remark, addresses } = members;
  const at = momentOf(members['at']);
  if (at === undefined || !(target === undefined || isText(target)) || !isText(remark)) return undefined;
  if (!Array.isArray(addresses) || !addresses.every(isAddress)) return undefined;
  return addresses.map((address) => ({ target: target ?? address, address, remark, at }));
}

export function momentOf(value: unknown): number | undefined {
  const at = isText(value) && MOMENT.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isAddress(value: unknown): value is string {
  // The quicker way first: there are millions of them.
  return isText(value) && (parseIpv4(value) !== null || parseAddress(value) !== null);
}

function isPort(value: unknown): value is number {
  return isCount(value) && value >= 1 && value <= LAST_PORT;
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isTime(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && value >= 0);
}

function isState(value: unknown): value is ProbeState {
  return PROBE_STATES.includes(value as ProbeState);
}

function isObjectOrNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && !Array.isArray(value));
}
