import type { FailureRecord, HostRecord, MetaRecord, NoticeRecord, ResultRecord, SummaryRecord } from '../records.js';

/** An output format for a scan: records in, text out. A format may hold rows back until their host or the footer. */
export interface ScanFormat {
  header(meta: MetaRecord): string;
  row(record: ResultRecord | NoticeRecord | HostRecord | FailureRecord): string;
  /** In pieces: what a format held back may be more than one text can hold. */
  footer(summary: SummaryRecord): Iterable<string>;
}
