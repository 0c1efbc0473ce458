import type { DurationCase, PlanLimit, ScanPlan } from '../plan-record.js';
import { alignColumns, DEFAULT_WIDTH, PLAIN, printable, type Style } from './text.js';

/** The words of a plan, in one language. */
export interface PlanWords {
  readonly title: string;
  readonly labels: Readonly<Record<PlanRow, string>>;
  readonly hosts: (plan: ScanPlan) => string;
  readonly namesNotLookedUp: (names: number) => string;
  /** The ports themselves, and how many of them. */
  readonly ports: (ports: string, count: number) => string;
  readonly pairs: (plan: ScanPlan) => string;
  readonly excluded: (hosts: number, pairs: number) => string;
  readonly shard: (shard: string, pairs: number) => string;
  readonly order: (order: 'random' | 'sequential', seed: number) => string;
  readonly firstPorts: (ports: string) => string;
  readonly discovery: (hosts: number, ports: string) => string;
  readonly limit: (limit: PlanLimit, options: ScanPlan['arguments']) => string;
  readonly budget: (ms: number) => string;
  readonly expected: (fromMs: number, toMs: number) => string;
  readonly durationCase: (each: DurationCase) => string;
  readonly assumption: (probeTimeoutMs: number | null) => string;
}

type PlanRow =
  | 'hosts'
  | 'ports'
  | 'pairs'
  | 'excluded'
  | 'shard'
  | 'order'
  | 'discovery'
  | 'limit'
  | 'budget'
  | 'expected';

export interface PlanTextOptions {
  readonly words: PlanWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
}

/** Characters of a list of ports that is told whole. */
const LONGEST_PORTS = 200;

/** What a scan would do, as lines for people. */
export function scanPlanText(
  plan: ScanPlan,
  { words, width = DEFAULT_WIDTH, style = PLAIN }: PlanTextOptions,
): string[] {
  const rows = rowsOf(plan, words).flatMap(([row, lines]) =>
    lines.map((line, index) => [index === 0 ? words.labels[row] : '', printable(line)]),
  );
  return [style.bold(words.title), ...alignColumns(rows, { width, indent: 2 })];
}

function rowsOf(plan: ScanPlan, words: PlanWords): [PlanRow, string[]][] {
  const { excluded, discovery, expected, unresolvedNames, seed, firstPorts, limit } = plan;
  const { arguments: options } = plan;
  const { shard, order, budgetMs, identify, probeTimeoutMs } = options;
  const unlooked = unresolvedNames.length > 0 ? [words.namesNotLookedUp(unresolvedNames.length)] : [];
  const first = order === 'random' && firstPorts.length > 1 ? [words.firstPorts(firstPorts.join(' '))] : [];
  const rows: [PlanRow, string[]][] = [
    ['hosts', [words.hosts(plan), ...unlooked]],
    ['ports', [words.ports(shortened(plan.ports), countOf(plan.ports))]],
    ['pairs', [words.pairs(plan)]],
    ['excluded', excluded.pairs > 0 ? [words.excluded(excluded.hosts, excluded.pairs)] : []],
    ['shard', shard === null ? [] : [words.shard(shard, plan.pairsOfAllShards)]],
    ['order', [words.order(order, seed), ...first]],
    ['discovery', discovery === null ? [] : [words.discovery(discovery.hosts, discovery.ports.join(' '))]],
    ['limit', [words.limit(limit, options)]],
    ['budget', budgetMs === null ? [] : [words.budget(budgetMs)]],
    [
      'expected',
      [
        words.expected(expected.fromMs, expected.toMs),
        ...expected.cases.map(words.durationCase),
        words.assumption(identify === 'off' ? null : probeTimeoutMs),
      ],
    ],
  ];
  return rows.filter(([, lines]) => lines.length > 0);
}

function shortened(ports: string): string {
  // With blanks, between which lines may be broken.
  if (ports.length <= LONGEST_PORTS) return ports.replaceAll(',', ', ');
  return `${ports.slice(0, ports.lastIndexOf(',', LONGEST_PORTS) + 1).replaceAll(',', ', ')}…`;
}

function countOf(ports: string): number {
  if (ports === '') return 0;
  return ports.split(',').reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
}
