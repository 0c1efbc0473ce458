import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import fc from 'fast-check';
import {
  type Journal,
  type JournalEntry,
  type JournalHeader,
  type JournalOptions,
  type JournalPlan,
  type JournalResult,
  type JournalVerdict,
  openJournal,
  RecordedScan,
} from '../../src/journal/index.js';
import { PROBE_STATES } from '../../src/types.js';
import { collect } from '../helpers/collect.js';

export const PLAN: JournalPlan = {
  targets: ['192.0.2.0/28', '2001:db8::1', 'mail.example.org'],
  ports: '1-100',
  portsGiven: true,
  exclude: [],
  excludePorts: '',
  family: null,
};

export const NOON = Date.parse('2026-11-21T12:00:00.000Z');

export function headerOf(plan: Partial<JournalPlan> = {}, rest: Partial<JournalHeader> = {}): JournalHeader {
  return {
    plan: { ...PLAN, ...plan },
    shard: null,
    tool: '1.2.3',
    arguments: { ports: '1-100' },
    startedAt: '2026-11-21T11:00:00.000Z',
    ...rest,
  };
}

export function verdict(port: number, rest: Partial<JournalVerdict> = {}): JournalVerdict {
  return {
    target: '192.0.2.0/28',
    address: '192.0.2.1',
    port,
    state: 'closed',
    reason: 'refused',
    attempts: 1,
    rttMs: 0.4,
    at: NOON,
    ...rest,
  };
}

/** An open port with its whole record. */
export function openPort(port: number, rest: Partial<JournalVerdict> = {}): JournalVerdict {
  const { result: _other, ...plain } = verdict(port, { state: 'open', reason: 'accepted', ...rest });
  const at = new Date(plain.at).toISOString();
  const service = { name: 'smtp', evidence: [{ rule: 'smtp/any', text: '220 “mail” 端口\r\n' }] };
  const result = {
    ...plain,
    type: 'result',
    at,
    service,
    banner: '220 “mail”\r\n',
    greetingEnd: 'complete',
    tls: null,
  } as JournalResult;
  return { ...plain, result };
}

export const anyVerdict: fc.Arbitrary<JournalVerdict> = fc
  .record({
    target: fc.constantFrom('192.0.2.0/28', 'mail.example.org', '“a\nb', '192.0.2.1'),
    address: fc.constantFrom('192.0.2.1', '192.0.2.2', '255.255.255.255', '2001:db8::1', 'fe80::1%eth0'),
    port: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 65_535 })),
    state: fc.constantFrom(...PROBE_STATES),
    reason: fc.constantFrom('refused', 'no-answer', 'accepted', 'x\u2028'),
    attempts: fc.integer({ min: 0, max: 3 }),
    rttMs: fc.option(fc.integer({ min: 0, max: 30_000 }).map((tenths) => tenths / 10)),
    at: fc.integer({ min: 0, max: 50 }).map((later) => NOON + later),
    isWhole: fc.boolean(),
  })
  .map(({ isWhole, ...plain }) => (isWhole && plain.state === 'open' ? openPort(plain.port, plain) : plain));

/** What becomes known moment by moment. */
export const anyBatches = fc.array(fc.array(anyVerdict, { maxLength: 12 }), { maxLength: 6 });

export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Opens a journal, writes to it and closes it. */
export async function written(
  path: string,
  batches: readonly (readonly JournalEntry[])[],
  options: Partial<JournalOptions> = {},
): Promise<Journal> {
  const journal = await openJournal({ journal: path, header: headerOf(), ...options });
  for (const batch of batches) journal.append(batch);
  await journal.close();
  return journal;
}

/** What a journal says once it is read again. */
export async function readAgain(paths: string | readonly string[], plan: JournalPlan = PLAN) {
  const recorded = await RecordedScan.read([paths].flat(), plan);
  return { recorded, verdicts: (await collect(recorded.verdicts())).flat() };
}

export function byPair(verdicts: readonly JournalVerdict[]): JournalVerdict[] {
  const key = ({ address, port }: JournalVerdict) => `${address} ${String(port).padStart(5, '0')}`;
  return [...verdicts].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The verdicts that count, by the plainest means: answers before failures of ours, then the later, then the last. */
export function winnersOf(verdicts: readonly JournalVerdict[]): JournalVerdict[] {
  const best = new Map<string, JournalVerdict>();
  for (const each of verdicts.filter(({ state }) => state !== 'unknown')) {
    const key = `${each.address} ${each.port}`;
    if (each.at >= (best.get(key)?.at ?? 0)) best.set(key, each);
  }
  return byPair([...best.values()]);
}
