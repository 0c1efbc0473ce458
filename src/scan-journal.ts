import { FEW_HOSTS, FEW_PORTS } from './defaults.js';
import { isRemark, type Journal, type JournalEntry, openJournal, type SettledPorts } from './journal/index.js';
import type { Knowledge } from './knowledge.js';
import type { Resolver } from './net/resolve.js';
import type { ScanOptions, ScanSettings } from './options.js';
import type { Inspection } from './probe/inspect.js';
import type { Reach, ReachRules } from './reach-rules.js';
import type { MetaRecord, NoticeRecord, ResultRecord } from './records.js';
import { listed } from './results.js';
import type { EngineEvent } from './scan/types.js';
import { formatPorts, hashOfAddress, inShard, type PlanBlock } from './spec/index.js';
import type { HostRemark } from './types.js';
import { version } from './version.js';

/** What a journal's scan was asked for. */
export interface JournalledScan {
  readonly settings: ScanSettings;
  readonly reach: Reach | ReachRules;
  readonly meta: MetaRecord;
  /** By what open ports are named. */
  readonly knowledge: Knowledge;
}

/**
 * Opens the journal, if there is one, and has the scan go on as it was begun.
 *
 * @throws PortolanError with code `ERR_JOURNAL` or `ERR_OUTPUT`
 */
export async function journalled(options: ScanOptions, scan: JournalledScan) {
  const { settings, reach } = scan;
  const journal = await ScanJournal.open(options, scan);
  if (journal === undefined) return { settings, reach, journal };
  const resolve = journal.resolver(reach.resolve);
  return { settings: journal.continued(options), reach: { ...reach, resolve }, journal };
}

/** The journal of a running scan: what an earlier one has recorded, and what this one does. */
export class ScanJournal {
  readonly #journal: Journal<ResultRecord>;
  readonly #settings: ScanSettings;
  readonly #knowledge: Knowledge;
  readonly #show: ScanSettings['show'];
  /** Addresses of a stream that were recorded, once the stream names them; null where the targets are known beforehand. */
  readonly #met: Set<string> | null;
  readonly #remarks = new Map<string, Set<HostRemark>>();
  /** Results other than open, where there are few hosts. */
  readonly #few = new Map<string, ResultRecord[]>();

  private constructor(journal: Journal<ResultRecord>, { settings, reach, knowledge }: JournalledScan) {
    this.#journal = journal;
    this.#knowledge = knowledge;
    this.#settings = settings;
    this.#show = settings.show;
    this.#met = 'targets' in reach ? null : new Set();
  }

  /**
   * Opens the journal that a scan is to write, and reads those that it goes on from; undefined where it has none.
   *
   * @throws PortolanError with code `ERR_JOURNAL` or `ERR_OUTPUT`
   */
  static async open({ journal, resume = [], ...options }: ScanOptions, scan: JournalledScan) {
    const files = [resume].flat();
    if (journal === undefined && files.length === 0) return undefined;
    const { reach, settings, meta } = scan;
    const opened = await openJournal<ResultRecord>({
      journal,
      resume: files,
      header: {
        plan: {
          targets: 'targets' in reach ? reach.targets.map(({ target }) => target.text) : null,
          ports: formatPorts(reach.otherwise),
          portsGiven: reach.asked !== undefined,
          exclude: [options.exclude ?? []].flat(),
          excludePorts: reach.excludePorts === undefined ? '' : formatPorts(reach.excludePorts),
          family: options.family ?? null,
        },
        shard: settings.shard ?? null,
        tool: version,
        arguments: { ...meta.arguments, targets: undefined, seed: meta.seed },
        startedAt: meta.startedAt,
      },
    });
    return new ScanJournal(opened, scan);
  }

  /** What is known of an address; undefined where nothing was recorded at all. */
  get settledOf(): ((address: string) => SettledPorts) | undefined {
    const { recorded } = this.#journal;
    const met = this.#met;
    if (!recorded.isResumed) return undefined;
    if (met === null) return (address) => recorded.of(address);
    return (address) => {
      const settled = recorded.of(address);
      const stateOf: SettledPorts['stateOf'] = (port) => {
        const state = settled.stateOf(port);
        if (state !== undefined) met.add(address);
        return state;
      };
      return { isAbsent: settled.isAbsent, stateOf };
    };
  }

  /** Goes on in the same order, unless told otherwise. */
  continued({ seed, order }: ScanOptions): ScanSettings {
    const before = (this.#journal.recorded.arguments ?? {}) as { readonly seed?: unknown; readonly order?: unknown };
    const settings = { ...this.#settings };
    if (seed === undefined && Number.isSafeInteger(before.seed)) Object.assign(settings, { seed: before.seed });
    if (order === undefined && (before.order === 'random' || before.order === 'sequential')) {
      Object.assign(settings, { order: before.order });
    }
    return settings;
  }

  /** A resolver that gives the addresses that were recorded, and records those that it had to ask for. */
  resolver(resolve: Resolver): Resolver {
    return async (name, family) => {
      const key = family === undefined ? name : `${name} IPv${family}`;
      const known = this.#journal.recorded.names.get(key);
      if (known !== undefined) return [...known].map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const addresses = await resolve(name, family);
      this.#journal.appendNames({ [key]: addresses.map(({ address }) => address) });
      return addresses;
    };
  }

  /** @throws PortolanError with code `ERR_OUTPUT` where the journal cannot be written */
  record(events: readonly EngineEvent<PlanBlock, Inspection>[]): void {
    this.#journal.append(events.map((event) => entryOf(event, this.#knowledge)));
  }

  /**
   * What was recorded, as far as it is listed. Of a stream nothing: nobody knows yet what it names.
   *
   * @param hosts - How many the scan has, as far as is known.
   */
  async *replay(hosts: number): AsyncGenerator<ResultRecord | NoticeRecord> {
    if (!this.#journal.recorded.isResumed) return;
    const listsOthers = this.#show === 'all' || (this.#show === 'few' && hosts <= FEW_HOSTS);
    for await (const entries of this.#journal.recorded.entries({ mayBeBrief: !listsOthers })) {
      for (const entry of entries) {
        this.#note(entry);
        if (this.#met === null) yield* this.#told(entry);
      }
    }
  }

  /** The same of what a stream has named by its end. */
  async *replayMet(): AsyncGenerator<ResultRecord | NoticeRecord> {
    if (this.#met === null || this.#met.size === 0) return;
    for await (const entries of this.#journal.recorded.entries({ mayBeBrief: this.#show !== 'all' })) {
      for (const entry of entries) if (this.#met.has(entry.address)) yield* this.#told(entry);
    }
  }

  /** What was noticed of a host. */
  remarksOf(address: string): Iterable<HostRemark> {
    return this.#remarks.get(address) ?? [];
  }

  /** Takes the results of a host that are listed where it has few of them. */
  takeFew(address: string): readonly ResultRecord[] {
    const few = this.#few.get(address) ?? [];
    this.#few.delete(address);
    return few;
  }

  /**
   * Brings everything to the disk and lets others write.
   *
   * @throws PortolanError with code `ERR_OUTPUT`
   */
  close(): Promise<void> {
    return this.#journal.close();
  }

  #note(entry: JournalEntry<ResultRecord>): void {
    if (isRemark(entry)) {
      const { address, remark } = entry;
      if (remark === 'absent') return;
      this.#remarks.set(address, (this.#remarks.get(address) ?? new Set()).add(remark as HostRemark));
      return;
    }
    if (entry.state === 'open' || this.#show !== 'few' || !this.#isOurs(entry)) return;
    const few = this.#few.get(entry.address) ?? [];
    // One more than are listed tells that there are too many; so does one more host.
    if (few.filter(({ state }) => state === entry.state).length <= FEW_PORTS) few.push(resultOf(entry));
    if (this.#few.size <= FEW_HOSTS) this.#few.set(entry.address, few);
  }

  *#told(entry: JournalEntry<ResultRecord>): Generator<ResultRecord | NoticeRecord> {
    if (isRemark(entry)) {
      const { target, address, remark, at } = entry;
      if (remark === 'absent') return;
      yield {
        type: 'notice',
        target,
        address,
        remark: remark as NoticeRecord['remark'],
        at: new Date(at).toISOString(),
      };
    } else if ((entry.state === 'open' || this.#show === 'all') && this.#isOurs(entry)) yield resultOf(entry);
  }

  #isOurs({ address, port }: { readonly address: string; readonly port: number }): boolean {
    const { shard } = this.#settings;
    return shard === undefined || inShard(hashOfAddress(address), port, shard);
  }
}

function entryOf(event: EngineEvent<PlanBlock, Inspection>, knowledge: Knowledge): JournalEntry<ResultRecord> {
  const { target, address } = event.host;
  const at = event.at.getTime();
  if ('remark' in event) return { target, address, remark: event.remark, at };
  const { port, state, reason, attempts, rttMs } = event;
  const verdict = { target, address, port, state, reason, attempts, rttMs, at };
  return state === 'open' ? { ...verdict, result: listed(event, knowledge) } : verdict;
}

/** The record of a verdict that was recorded. */
function resultOf(entry: Exclude<JournalEntry<ResultRecord>, { readonly remark: string }>): ResultRecord {
  if (entry.result !== undefined) return entry.result;
  const { target, address, port, state, reason, attempts, rttMs } = entry;
  const at = new Date(entry.at).toISOString();
  const nothing = { service: null, banner: null, greetingEnd: null, tls: null };
  return { type: 'result', target, address, port, transport: 'tcp', state, reason, attempts, rttMs, at, ...nothing };
}
