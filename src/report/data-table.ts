import type { DataFile, RegistryCounts, RegistryStatus } from '../reference/index.js';
import type { RegistryChange, RegistryUpdate } from '../registry/types.js';
import { alignColumns, columnLayout, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

type CopiedFile = RegistryStatus['file'];

/** The words of the tables, in one language. */
export interface DataWords {
  /** `Ports`, `IP protocols` */
  readonly registries: Readonly<Record<CopiedFile, string>>;
  /** Where answers come from. */
  readonly inUse: Readonly<Record<RegistryStatus['inUse'], string>>;
  readonly bundle: string;
  readonly copy: string;
  readonly noCopy: string;
  /** There is no folder for copies. */
  readonly noFolder: string;
  /** `IANA's registry of 2026-08-05`; null where the date is not known. */
  readonly registryOf: (date: string | null) => string;
  /** `6,012 names at 6,190 ports` */
  readonly counts: Readonly<Record<CopiedFile, (counts: RegistryCounts) => string>>;
  readonly records: (records: number) => string;
  /** `made 2026-11-21 from ports.csv` */
  readonly made: (day: string, source: string) => string;
  readonly stale: string;
  readonly damaged: Readonly<Record<'unreadable' | 'header' | 'format' | 'content', string>>;
  /** Between parts of a sentence. */
  readonly comma: string;
  readonly colon: string;
  readonly madeOf: string;
  readonly licence: string;
  /** Heading of the files that are not IANA's, and of their columns. */
  readonly byHand: string;
  readonly columns: readonly [file: string, entries: string, date: string, licence: string, sources: string];
  /** Where a file without a list of sources is from. */
  readonly origins: Readonly<Record<DataFile['origin'], string>>;
  readonly number: (value: number) => string;
  /** `+ added`: a sign and a word for each kind of change. */
  readonly changes: Readonly<Record<'added' | 'removed' | 'renamed' | 'status' | 'details', (count: number) => string>>;
  readonly noChanges: string;
  readonly more: (count: number) => string;
  readonly status: Readonly<Record<string, string>>;
  readonly written: (path: string) => string;
  readonly notWritten: string;
}

export interface DataTableOptions {
  readonly words: DataWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
}

/** Changes of one kind that are listed; the rest is counted. */
const LISTED = 10;
const FILE_OF = { ports: 'ports.tsv', protocols: 'protocols.tsv' } as const;
const KINDS = ['added', 'removed', 'renamed', 'status'] as const;

/** Where the reference comes from, as lines for people. */
export function dataTable(
  statuses: readonly RegistryStatus[],
  files: readonly DataFile[],
  options: DataTableOptions,
): string[] {
  const { words, width = DEFAULT_WIDTH, style = PLAIN } = options;
  const blocks = statuses.flatMap((status) => {
    const origin = files.find(({ file }) => file === status.file);
    return [...statusLines(status, origin, options), ''];
  });
  const byHand = files.filter(({ file }) => statuses.every((status) => status.file !== file));
  const cells = byHand.map(({ file, entries, date, licence, origin, sources }) => [
    file,
    words.number(entries),
    date,
    licence,
    sources.length === 0 ? words.origins[origin] : sources.join(words.comma),
  ]);
  const layout = columnLayout([words.columns, ...cells], { width, indent: 2, caps: [32, 8, 10, 16] });
  const rows = cells.flatMap(layout);
  return [...blocks, style.bold(words.byHand), ...layout(words.columns).map(style.dim), ...rows];
}

function statusLines(
  status: RegistryStatus,
  origin: DataFile | undefined,
  { words, width = DEFAULT_WIDTH, style = PLAIN }: DataTableOptions,
): string[] {
  const { file, bundle, inUse } = status;
  const heading = `${style.bold(words.registries[file])}${words.colon}${words.inUse[inUse]}`;
  const rows = [
    [words.bundle, [words.registryOf(bundle.date), words.counts[file](bundle)].join(words.comma)],
    [words.madeOf, origin?.sources.join(words.comma) ?? ''],
    [words.licence, origin?.licence ?? ''],
    ...copyTexts(status, words).map((text, index) => [index === 0 ? words.copy : '', text]),
  ];
  return [heading, ...alignColumns(rows, { width, indent: 2 })];
}

function copyTexts({ file, copy, copyCounts }: RegistryStatus, words: DataWords): string[] {
  if (copy === null) return [words.noFolder];
  if (copy.state === 'absent') return [words.noCopy];
  const path = printable(copy.path);
  if (copy.state === 'damaged') return [words.damaged[copy.problem], path];
  const { date, records, updatedAt, source } = copy.header;
  const counts = copyCounts === null ? [] : [words.counts[file](copyCounts)];
  return [
    ...(copy.state === 'stale' ? [words.stale] : []),
    [words.registryOf(date), ...counts, words.records(records)].join(words.comma),
    words.made(updatedAt.slice(0, 10), printable(source)),
    path,
  ];
}

/** What an update changed, or would change, as lines for people. */
export function updateTable(updates: readonly RegistryUpdate[], options: DataTableOptions): string[] {
  const blocks = updates.map((update) => updateLines(update, options));
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function updateLines(
  update: RegistryUpdate,
  { words, width = DEFAULT_WIDTH, style = PLAIN }: DataTableOptions,
): string[] {
  const { registry, date, records, changes, written, path } = update;
  const told = [words.registryOf(date), words.records(records)].join(words.comma);
  const heading = `${style.bold(words.registries[FILE_OF[registry]])}${words.colon}${told}`;
  const rows = KINDS.flatMap((kind) => changeRows(kind, changes[kind], words));
  const counts = { ...countsOf(changes), details: changes.details };
  const summary = Object.entries(counts).filter(([, count]) => count > 0);
  const texts = summary.map(([kind, count]) => words.changes[kind as keyof typeof counts](count));
  return [
    ...wrap(heading, width),
    ...indented(texts.length === 0 ? words.noChanges : texts.join(words.comma), width),
    ...alignColumns(rows, { width, indent: 2, caps: [1, 16] }),
    ...indented(written ? words.written(printable(path)) : words.notWritten, width),
  ];
}

function countsOf(changes: RegistryUpdate['changes']): Record<(typeof KINDS)[number], number> {
  const { added, removed, renamed, status } = changes;
  return { added: added.length, removed: removed.length, renamed: renamed.length, status: status.length };
}

const SIGNS = { added: '+', removed: '-', renamed: '~', status: '=' } as const;

function changeRows(kind: (typeof KINDS)[number], changes: readonly RegistryChange[], words: DataWords): string[][] {
  const rows = changes.slice(0, LISTED).map((change) => [SIGNS[kind], change.key, changeText(kind, change, words)]);
  return changes.length > LISTED ? [...rows, ['', '', words.more(changes.length - LISTED)]] : rows;
}

function changeText(kind: (typeof KINDS)[number], change: RegistryChange, words: DataWords): string {
  const [before, after] = [change.before, change.after].map((names) => names.map(printable).join(', '));
  if (kind === 'added') return after ?? '';
  if (kind === 'removed') return before ?? '';
  if (kind === 'renamed') return `${before} → ${after}`;
  return [change.statusBefore, change.statusAfter].map((status) => words.status[status] ?? status).join(' → ');
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line) => `  ${line}`);
}
