import { LATEST_OPEN } from './defaults.js';
import type { Knowledge } from './knowledge.js';
import type { ScanSettings } from './options.js';
import type { ScanProgress } from './pipeline.js';
import type { Inspection } from './probe/inspect.js';
import type { HostRecord, NoticeRecord, ResultRecord } from './records.js';
import { listed } from './results.js';
import { FewList } from './scan/few-list.js';
import type { HostTally, Ledger } from './scan/ledger.js';
import type { EngineEvent, HostNotice, Verdict } from './scan/types.js';
import type { ScanJournal } from './scan-journal.js';
import type { ScanSource } from './scan-source.js';
import type { PlanBlock } from './spec/index.js';
import type { Host, HostRemark } from './types.js';

type ScanVerdict = Verdict<PlanBlock, Inspection>;

/** A result that is listed where its host has few of its state. */
interface FewItem {
  readonly host: Host;
  readonly state: ResultRecord['state'];
  /** Where it was recorded by an earlier scan. */
  readonly record?: ResultRecord;
}

export interface ScanAccountOptions {
  readonly show: ScanSettings['show'];
  readonly journal: ScanJournal | undefined;
  /** By what open ports are named. */
  readonly knowledge: Knowledge;
}

/** Turns what the engine finds into records, and keeps the account of it. */
export class ScanAccount {
  readonly #ledger: Ledger;
  readonly #source: ScanSource;
  readonly #progress: ScanProgress;
  readonly #show: ScanSettings['show'];
  readonly #remarks = new Map<Host, HostRemark[]>();
  readonly #journal: ScanJournal | undefined;
  readonly #knowledge: Knowledge;
  #few: FewList<FewItem> | undefined;

  constructor(
    ledger: Ledger,
    source: ScanSource,
    progress: ScanProgress,
    { show, journal, knowledge }: ScanAccountOptions,
  ) {
    this.#ledger = ledger;
    this.#source = source;
    this.#progress = progress;
    this.#show = show;
    this.#journal = journal;
    this.#knowledge = knowledge;
  }

  /** Pairs that need not be asked any more. */
  get settled(): number {
    return this.#ledger.settled + this.#ledger.skipped;
  }

  /** Enters an event, and tells what follows from it for the reader. */
  *enter(event: EngineEvent<PlanBlock, Inspection>): Generator<ResultRecord | NoticeRecord | HostRecord> {
    if ('remark' in event) yield* this.#enterNotice(event);
    else yield* this.#enterVerdict(event);
  }

  /** Enters what an earlier scan has recorded. */
  resume(record: ResultRecord | NoticeRecord): void {
    if (record.type === 'result' && record.state === 'open') this.#noteOpen(record);
  }

  /** Tells all of a host, and forgets it. */
  *finished({ host, states, wasAbsent }: HostTally): Generator<ResultRecord | HostRecord> {
    for (const record of this.#journal?.takeFew(host.address) ?? []) {
      this.#fewOf().add({ host, state: record.state, record });
    }
    for (const item of this.#few?.take(host) ?? []) yield item.record ?? listed(item as ScanVerdict, this.#knowledge);
    const { target, address } = host;
    const remarks = new Set<HostRemark>([
      ...(this.#journal?.remarksOf(address) ?? []),
      ...(wasAbsent ? (['absent'] as const) : []),
      ...(this.#remarks.get(host) ?? []),
    ]);
    this.#remarks.delete(host);
    const noticed = remarks.size === 0 ? {} : { remarks: [...remarks] };
    yield { type: 'host', target, ...this.#source.sharers.othersOf(host), address, states, ...noticed };
  }

  *#enterVerdict(verdict: ScanVerdict): Generator<ResultRecord | HostRecord> {
    const tally = this.#ledger.record(verdict);
    if (verdict.state === 'open') this.#noteOpen({ address: verdict.host.address, port: verdict.port });
    if (verdict.state === 'open' || this.#show === 'all') yield listed(verdict, this.#knowledge);
    else if (this.#show === 'few') this.#fewOf().add(verdict);
    if (tally !== undefined) yield* this.finished(tally);
  }

  *#enterNotice({ block, hostIndex, host, remark, at }: HostNotice<PlanBlock>) {
    const { target, address } = host;
    this.#remarks.set(host, [...new Set([...(this.#remarks.get(host) ?? []), remark])]);
    if (remark !== 'absent') {
      yield { type: 'notice', target, address, remark, at: at.toISOString() } as const;
      return;
    }
    const tally = this.#ledger.skip(block, hostIndex);
    if (tally !== undefined) yield* this.finished(tally);
  }

  #fewOf(): FewList<FewItem> {
    this.#few ??= new FewList(this.#source.hosts);
    return this.#few;
  }

  #noteOpen({ address, port }: { readonly address: string; readonly port: number }): void {
    this.#progress.open += 1;
    this.#progress.latestOpen.push({ address, port });
    if (this.#progress.latestOpen.length > LATEST_OPEN) this.#progress.latestOpen.shift();
  }
}
