/** What a scan tells, record by record: the lines of its NDJSON, and the members of its JSON. Further what listens here. */
import type { Exposure, LocalSocket, LocalTransport, ServiceBasis } from './local/index.js';
import type { ReplyEnd } from './protocols/types.js';
import type { PortEntry } from './reference/types.js';
import type { Family, HostRemark, ProbeState, Service, TlsSummary, Transport } from './types.js';

/** How the scan was asked for. The first record. */
export interface MetaRecord {
  readonly type: 'meta';
  readonly tool: 'portolan';
  readonly version: string;
  /** Targets, ports and limits in force, after defaults and fitting to this machine. */
  readonly arguments: {
    readonly targets: readonly string[];
    /** Ports asked of targets that bring none of their own. */
    readonly ports: string;
    /** Null where the wait follows from the round trips. */
    readonly timeoutMs: number | null;
    /** Null where the retries follow from the loss. */
    readonly retries: number | null;
    readonly concurrency: number;
    readonly maxPerHost: number | null;
    /** Connects a second at most. */
    readonly rate: number | null;
    readonly pace: 'polite' | 'normal' | 'fast';
    readonly patient: boolean;
    readonly verify: boolean;
    readonly discovery: boolean;
    readonly order: 'random' | 'sequential';
    readonly budgetMs: number | null;
    /** Such as `2/5`. */
    readonly shard: string | null;
    readonly exclude: readonly string[];
    readonly excludePorts: string | null;
    readonly identify: IdentifyMode;
    readonly probeTimeoutMs: number;
    readonly family: Family | null;
  };
  /** Decides the random order; the same seed gives the same order again. */
  readonly seed: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Pairs of address and port that will be asked; null where the targets come as a stream. */
  readonly planned: number | null;
}

/**
 * How far it goes to name what answers: not at all, by listening, by what clients say every day, or also by what is rare and
 * may be logged.
 */
export type IdentifyMode = 'off' | 'listen' | 'light' | 'full';

/** One thing that was said at a port where nothing was recognised. */
export interface UnrecognizedReply {
  /** The request that it answers, such as `http/get`; `greeting` where it was said unasked. */
  readonly request: string;
  /** The first 512 bytes, as UTF-8 text. */
  readonly text: string;
  /** The exact bytes, where they are not UTF-8. */
  readonly base64?: string;
  /** True where there were more bytes; left out otherwise. */
  readonly truncated?: true;
}

/** One asked pair of address and port. */
export interface ResultRecord {
  readonly type: 'result';
  readonly target: string;
  readonly address: string;
  readonly port: number;
  readonly transport: Transport;
  readonly state: ProbeState;
  /** A short fixed word, such as `accepted`, `refused`, `no-answer`, `no-descriptor`. */
  readonly reason: string;
  readonly attempts: number;
  /** Milliseconds from the last connect to its answer, null where there was none. */
  readonly rttMs: number | null;
  /** When it was decided, ISO 8601. */
  readonly at: string;
  /** Null where the port is not open, or nothing is known of it. */
  readonly service: Service | null;
  /** What the server said first, as UTF-8 text; null where it said nothing. */
  readonly banner: string | null;
  /** The exact bytes, where they are not UTF-8. */
  readonly bannerBase64?: string;
  /** True where a scan kept only the first 1024 bytes of the greeting; left out otherwise. */
  readonly bannerTruncated?: true;
  /**
   * Why reading the greeting ended: `complete` where it is whole, `timeout` where nothing (more) was said unasked, `closed`
   * where the server hung up, `stopped` where we broke off. Null where nothing was read.
   */
  readonly greetingEnd: ReplyEnd | 'stopped' | null;
  /** What was said, where nothing of it was recognised; left out where something was, or nothing was said. */
  readonly unrecognized?: readonly UnrecognizedReply[];
  /** The same on one line of printable ASCII, at most 2048 bytes, without name and address of the target: to be shared. */
  readonly report?: string;
  readonly tls: TlsSummary | null;
}

/** All states of one host, complete and compact. */
export interface HostRecord {
  readonly type: 'host';
  /** The target that named the address first. */
  readonly target: string;
  /** Further targets that stand for the same address; left out where there are none. It is asked once for all of them. */
  readonly otherTargets?: readonly string[];
  readonly address: string;
  /** Ports by state as ranges, such as `{"open": "25,110", "closed": "1-24,26-109"}`. */
  readonly states: Readonly<Partial<Record<ProbeState, string>>>;
  /** What was noticed of it; left out where that is nothing. */
  readonly remarks?: readonly HostRemark[];
}

/** A remark on a host, when it is noticed. Those that are absent have none, only their {@link HostRecord}. */
export interface NoticeRecord {
  readonly type: 'notice';
  readonly target: string;
  readonly address: string;
  readonly remark: Exclude<HostRemark, 'absent'>;
  /** ISO 8601. */
  readonly at: string;
}

/** A target that could not be asked at all, such as a name that does not resolve. */
export interface FailureRecord {
  readonly type: 'failure';
  readonly target: string;
  readonly code: string;
  readonly message: string;
}

/** The account of the scan; the last record. `asked` is the sum of the five states. */
export interface SummaryRecord extends Readonly<Record<ProbeState, number>> {
  readonly type: 'summary';
  readonly asked: number;
  /** How many pairs are `unknown` for which reason, such as `{"no-route": 12, "stopped": 3}`. */
  readonly unknownReasons: Readonly<Record<string, number>>;
  /** Pairs of the five states whose verdict was taken from the journal of an earlier scan. */
  readonly resumed: number;
  /** Pairs that were not asked, since nobody showed up at their address. They are none of the five states. */
  readonly skipped: number;
  /** Addresses of networks and ranges at which nobody showed up. */
  readonly absentHosts: number;
  /** Connects that were made, those to look for hosts and to learn of the path included. */
  readonly sent: number;
  /** Pairs that were asked again because of silence. */
  readonly retried: number;
  /** Pairs that answered only then. */
  readonly recovered: number;
  /** Share of probes to answering ports that got lost, 0 to 1; null where nobody answered. */
  readonly loss: number | null;
  /**
   * How many open ports may have been missed: from the loss and the retries, and from a random sample of the silent ports
   * that was asked once more.
   */
  readonly missed: { readonly estimate: number; readonly sampled: number; readonly sampledAnswers: number };
  /** Targets that could not be asked at all. */
  readonly failedTargets: number;
  /** Whether everything that was asked for got its answer: no `unknown`, no failed target. */
  readonly complete: boolean;
  /** Whether the scan was stopped before its end. */
  readonly stopped: boolean;
  readonly durationMs: number;
}

export type ScanRecord = MetaRecord | ResultRecord | NoticeRecord | HostRecord | FailureRecord | SummaryRecord;

/** One socket of this machine that takes connections or datagrams, and what the reference makes of it. */
export interface ListeningSocket extends LocalSocket {
  /** Who reaches it by the address that it is bound to, firewalls left aside. */
  readonly exposure: Exposure;
  /** The likeliest service; null where the reference knows none. */
  readonly service: ListeningService | null;
  /** All that the reference says of the port. */
  readonly reference: PortEntry;
}

export interface ListeningService {
  readonly name: string;
  readonly basis: ServiceBasis;
  /** What it is for, in the language asked for; null where nothing was written. */
  readonly description: string | null;
}

/** What listens on this machine. */
export interface ListeningReport {
  /** By port, transport, family and address. */
  readonly sockets: readonly ListeningSocket[];
  /** Of the ports asked for, those lists where nothing listens, as they were given. */
  readonly unmatched: readonly string[];
  /** Transports of which the system told nothing: the report is incomplete. */
  readonly untold: readonly LocalTransport[];
  /** How many of the sockets are held by processes that the system does not name. */
  readonly withoutProcess: number;
}
