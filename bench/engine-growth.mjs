// What a probe costs as the plan grows, in time and in memory: scans through the library whose connects are answered by a function
// instead of sockets. Each plan runs in a process of its own, since a peak never goes down again.
// Usage: node bench/engine-growth.mjs [TARGETS PORTS]   (after npm run build; without words, all plans below)
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { printMachine } from './machine.mjs';

const PLANS = [
  { targets: '10.0.0.0', ports: '1-1000' },
  { targets: '10.0.0.0-10.0.0.9', ports: '1-1000' },
  { targets: '10.0.0.0-10.0.0.99', ports: '1-1000' },
  { targets: '10.0.0.0-10.0.3.231', ports: '1-1000' },
  { targets: '10.0.0.0-10.0.39.15', ports: '1-1000' },
  // 20 million probes of a million hosts.
  { targets: '10.0.0.0/12', ports: '1-20' },
];
/** Bytes that no plan may need at its peak. */
const MOST_MEMORY = 200e6;
/** A straight line: a probe of any plan above this size costs at most so many times one of a plan of this size. */
const STRAIGHT = { from: 100_000, times: 1.25 };

const [targets, ports] = process.argv.slice(2);
if (targets === undefined) compare();
else console.log(JSON.stringify(await measure(targets, ports)));

function compare() {
  printMachine();
  const rows = PLANS.map(runInProcess);
  const reference = rows.find(({ asked }) => asked >= STRAIGHT.from);
  const worst = Math.max(...rows.filter(({ asked }) => asked >= STRAIGHT.from).map((row) => row.micros));
  const peak = Math.max(...rows.map((row) => row.peak));
  verdict(
    `a probe costs at most ${(worst / reference.micros).toFixed(2)} times one of ${STRAIGHT.from.toLocaleString('en')} probes`,
    `aim: ${STRAIGHT.times}`,
    worst <= STRAIGHT.times * reference.micros,
  );
  verdict(`the highest peak is ${megabytes(peak)} MB`, `aim: under ${megabytes(MOST_MEMORY)} MB`, peak < MOST_MEMORY);
}

function verdict(text, aim, holds) {
  console.log(`${text} (${aim}: ${holds ? 'holds' : 'does not hold'})`);
  if (!holds) process.exitCode = 1;
}

function runInProcess(plan) {
  const words = [fileURLToPath(import.meta.url), plan.targets, plan.ports];
  const { status, stdout } = spawnSync(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) process.exit(status ?? 1);
  const row = JSON.parse(stdout);
  const { asked, closed, filtered, seconds, peak, micros } = row;
  console.log(
    `${asked.toLocaleString('en').padStart(10)} probes (${closed} closed, ${filtered} filtered): ${seconds.toFixed(2)} s,` +
      ` CPU ${micros.toFixed(2)} µs a probe, peak ${megabytes(peak)} MB`,
  );
  return row;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(0);
}

async function measure(targets, ports) {
  const { scan } = await import('portolan');
  // Every fourth port is silent, so that what waits to be asked again is held as well; the others refuse.
  const dial = async ({ port }) => {
    await new Promise(setImmediate);
    throw Object.assign(new Error('fake'), { code: port % 4 === 0 ? 'ETIMEDOUT' : 'ECONNREFUSED' });
  };
  const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
  let summary;
  for await (const record of scan({ targets, ports, dial, identify: 'off' })) {
    if (record.type === 'summary') summary = record;
  }
  const { user, system } = process.cpuUsage(usedBefore);
  const { asked, closed, filtered } = summary;
  if (closed + filtered !== asked) throw new Error(`incomplete: ${JSON.stringify(summary)}`);
  return {
    asked,
    closed,
    filtered,
    seconds: (performance.now() - startedAt) / 1000,
    micros: (user + system) / asked,
    peak: process.resourceUsage().maxRSS * 1024,
  };
}
