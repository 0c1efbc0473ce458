// The table over many runs of bench/engine-networks.mjs: medians, and recall over all of them together.
import { median } from './machine.mjs';

/** What ours is compared with. */
const YARDSTICK = 'nmap -T4';
const COLUMNS = [
  'network',
  'tool',
  'runs',
  'seconds',
  `share of ${YARDSTICK}`,
  'recall',
  'precision',
  'most SYNs/s',
  'SYNs per probe',
  'repeated by the kernel',
  'CPU s',
  'peak MiB',
];

/** What was asked of which network, whatever the seed. */
export function networkOf({ words }) {
  return words.filter((word) => !word.startsWith('seed=')).join(' ');
}

export function table(rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = `${networkOf(row)}\n${row.tool}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const lines = [...groups.values()].map((group) => cells(group, groups.get(`${networkOf(group[0])}\n${YARDSTICK}`)));
  const names = [...new Set(lines.map(([network]) => network))];
  // Kept together by network, in the order in which they came.
  const sorted = names.flatMap((name) => lines.filter(([network]) => network === name));
  return markdown([COLUMNS, ...sorted]);
}

function cells(rows, yardstick) {
  const middle = (value) => median(rows.map(value));
  const share = yardstick === undefined ? undefined : middle(wallOf) / median(yardstick.map(wallOf));
  return [
    networkOf(rows[0]),
    rows[0].tool,
    String(rows.length),
    secondsOf(rows),
    share === undefined ? '' : `${bound(rows, yardstick)}${share.toPrecision(2)}`,
    shareOf(
      rows,
      ({ found }) => found,
      ({ truth }) => truth,
      ({ recall }) => recall,
    ),
    shareOf(
      rows,
      ({ found }) => found,
      ({ found, phantom }) => found + phantom,
      ({ precision }) => precision,
    ),
    middle(({ maxSynRate }) => maxSynRate).toLocaleString('en'),
    middle(({ synsPerProbe }) => synsPerProbe).toFixed(2),
    middle(({ repeatedSyns }) => repeatedSyns).toLocaleString('en'),
    middle(({ cpu }) => cpu).toFixed(1),
    middle(({ peakMiB }) => peakMiB).toFixed(0),
  ];
}

function wallOf({ wall }) {
  return wall;
}

/** Runs that were ended by the limit tell only that it takes longer. */
function bound(rows, yardstick) {
  const [ours, theirs] = [rows, yardstick].map((runs) => runs.some(({ over }) => over));
  if (ours && theirs) return '? ';
  return ours ? '> ' : theirs ? '< ' : '';
}

function secondsOf(rows) {
  const middle = median(rows.map(wallOf));
  const mark = `${rows.some(({ over }) => over) ? '> ' : ''}`;
  return `${mark}${middle < 100 ? middle.toFixed(1) : Math.round(middle).toLocaleString('en')}`;
}

/** Over all runs together, and the lowest in brackets where it is lower. */
function shareOf(rows, part, whole, each) {
  const sum = (value) => rows.reduce((total, row) => total + value(row), 0);
  if (sum(whole) === 0) return '';
  const together = exact(sum(part) / sum(whole));
  const lowest = exact(Math.min(...rows.map((row) => each(row) ?? 1)));
  return together === lowest ? together : `${together} [${lowest}]`;
}

/** Never rounded up to 1. */
function exact(share) {
  return share === 1 ? '1' : (Math.floor(share * 10_000) / 10_000).toFixed(4);
}

function markdown(lines) {
  const widths = lines[0].map((_, column) => Math.max(3, ...lines.map((line) => line[column].length)));
  const drawn = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [drawn[0], rule, ...drawn.slice(1)].join('\n');
}
