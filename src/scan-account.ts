import { LATEST_OPEN } from './defaults.js';
import type { ScanSettings } from './options.js';
import type { ScanProgress } from './pipeline.js';
import type { Inspection } from './probe/inspect.js';
import type { HostRecord, NoticeRecord, ResultRecord } from './records.js';
import { resultOf, shortened } from './results.js';
import { FewList } from './scan/few-list.js';
import type { HostTally, Ledger } from './scan/ledger.js';
import type { EngineEvent, HostNotice, Verdict } from './scan/types.js';
import type { ScanSource } from './scan-source.js';
import type { PlanBlock } from './spec/index.js';
import type { Host, HostRemark } from './types.js';

type ScanVerdict = Verdict<PlanBlock, Inspection>;

/** Turns what the engine finds into records, and keeps the account of it. */
export class ScanAccount {
  readonly #ledger: Ledger;
  readonly #source: ScanSource;
  readonly #progress: ScanProgress;
  readonly #show: ScanSettings['show'];
  readonly #remarks = new Map<Host, HostRemark[]>();
  #few: FewList<ScanVerdict> | undefined;

  constructor(ledger: Ledger, source: ScanSource, progress: ScanProgress, show: ScanSettings['show']) {
    this.#ledger = ledger;
    this.#source = source;
    this.#progress = progress;
    this.#show = show;
  }

  /** Enters an event, and tells what follows from it for the reader. */
  *enter(event: EngineEvent<PlanBlock, Inspection>): Generator<ResultRecord | NoticeRecord | HostRecord> {
    if ('remark' in event) yield* this.#enterNotice(event);
    else yield* this.#enterVerdict(event);
  }

  /** Tells all of a host, and forgets it. */
  *finished({ host, states }: HostTally): Generator<ResultRecord | HostRecord> {
    for (const verdict of this.#few?.take(host) ?? []) yield listed(verdict);
    const { target, address } = host;
    const remarks = this.#remarks.get(host);
    this.#remarks.delete(host);
    const noticed = remarks === undefined ? {} : { remarks };
    yield { type: 'host', target, ...this.#source.sharers.othersOf(host), address, states, ...noticed };
  }

  *#enterVerdict(verdict: ScanVerdict): Generator<ResultRecord | HostRecord> {
    const tally = this.#ledger.record(verdict);
    this.#progress.settled += 1;
    if (verdict.state === 'open') this.#noteOpen(verdict);
    if (verdict.state === 'open' || this.#show === 'all') yield listed(verdict);
    else if (this.#show === 'few') {
      this.#few ??= new FewList(this.#source.hosts);
      this.#few.add(verdict);
    }
    if (tally !== undefined) yield* this.finished(tally);
  }

  *#enterNotice({ block, hostIndex, host, remark, at }: HostNotice<PlanBlock>) {
    const { target, address } = host;
    this.#remarks.set(host, [...new Set([...(this.#remarks.get(host) ?? []), remark])]);
    if (remark !== 'absent') {
      yield { type: 'notice', target, address, remark, at: at.toISOString() } as const;
      return;
    }
    const before = this.#ledger.skipped;
    const tally = this.#ledger.skip(block, hostIndex);
    this.#progress.settled += this.#ledger.skipped - before;
    yield* this.finished(tally);
  }

  #noteOpen({ host, port }: ScanVerdict): void {
    this.#progress.open += 1;
    this.#progress.latestOpen.push({ address: host.address, port });
    if (this.#progress.latestOpen.length > LATEST_OPEN) this.#progress.latestOpen.shift();
  }
}

function listed(verdict: ScanVerdict): ResultRecord {
  return shortened(resultOf(verdict), verdict.inspection?.greeting.text ?? '');
}
