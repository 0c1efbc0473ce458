// What worker threads save or cost: scans of loopback through the library with 1, 2 and 3 threads and by default, in turn.
// Usage: node bench/engine-threads.mjs [ROUNDS [ADDRESSES]]   (after npm run build; default 5 rounds, all ports of 1 address)
// Exits with 1 when the default is not faster for the large plan, or dearer for the small one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, printMachine } from './machine.mjs';

const [first, second] = process.argv.slice(2);
if (first === '--run') await run(JSON.parse(second));
else compare(count(first, 5), count(second, 1));

function count(word, otherwise) {
  const number = word === undefined ? otherwise : Number(word);
  if (Number.isInteger(number) && number >= 1 && number <= 250) return number;
  console.error('ROUNDS and ADDRESSES are whole numbers from 1 to 250');
  process.exit(2);
}

/** One scan in a process of its own: what it cost, to its parent. */
async function run(options) {
  const { scan } = await import('../dist/index.js');
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const open = [];
  let summary;
  for await (const record of scan({ identify: 'off', ...options })) {
    if (record.type === 'summary') summary = record;
    if (record.type === 'result' && record.state === 'open') open.push(`${record.address}:${record.port}`);
  }
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  if (!summary.complete) throw new Error(`incomplete: ${JSON.stringify(summary)}`);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ wallMs, cpuUs: (user + system) / summary.asked, peakMiB, open: open.sort() }));
}

function compare(rounds, addresses) {
  printMachine();
  const targets = Array.from({ length: addresses }, (_, index) => `127.0.0.${index + 1}`);
  const [one, byDefault] = compareOn({ targets, ports: '1-65535' }, [1, 2, 3, undefined], rounds);
  const [smallOne, smallByDefault] = compareOn({ targets: ['127.0.0.1'], ports: '1-1000' }, [1, undefined], rounds * 2);
  const ratio = byDefault.wallMs / one.wallMs;
  const smallRatio = smallByDefault.cpuUs / smallOne.cpuUs;
  console.log(`ratio of wall time, default / one thread: ${ratio.toFixed(2)} (aim: below 1)`);
  console.log(`ratio of CPU time for 1,000 probes, default / one thread: ${smallRatio.toFixed(2)} (aim: 1.05 at most)`);
  process.exitCode = ratio < 1 && smallRatio <= 1.05 ? 0 : 1;
}

/** The middle of the first choice and of the last. */
function compareOn(question, choices, rounds) {
  const probes = question.targets.length * Number(question.ports.split('-')[1]);
  const costs = choices.map(() => []);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, threads] of choices.entries()) costs[index].push(measured({ ...question, threads }));
  }
  const middles = costs.map(middleOf);
  for (const [index, threads] of choices.entries()) {
    const { wallMs, cpuUs, peakMiB } = middles[index];
    const name = threads === undefined ? 'default' : `${threads} thread${threads === 1 ? '' : 's'}`;
    console.log(
      `${probes.toLocaleString('en').padStart(9)} probes, ${name.padEnd(9)}  ${(wallMs / 1000).toFixed(2)} s` +
        `  CPU ${cpuUs.toFixed(1)} µs a probe  peak ${peakMiB.toFixed(0)} MiB`,
    );
  }
  return [middles[0], middles.at(-1)];
}

function measured(options) {
  const words = [fileURLToPath(import.meta.url), '--run', JSON.stringify(options)];
  const { status, stdout } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`a scan with ${JSON.stringify(options)} ended with ${status}`);
  return JSON.parse(stdout);
}

function middleOf(costs) {
  const found = new Set(costs.map(({ open }) => open.join(' ')));
  if (found.size > 1) throw new Error(`not always the same open ports: ${[...found].join(' | ')}`);
  return Object.fromEntries(['wallMs', 'cpuUs', 'peakMiB'].map((key) => [key, median(costs.map((cost) => cost[key]))]));
}
