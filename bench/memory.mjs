// Memory of a scan whatever the size of its plan: peak resident set over 1,000,000 planned probes that are answered by a
// dialer without sockets, beside the same over 1,000, which is what the runtime and the tables need by themselves.
// Usage: node bench/memory.mjs [TARGETS PORTS]   (after npm run build)
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { printMachine } from './machine.mjs';

/** Addresses and ports: 1,000, and 1,000,000. */
const PLANS = [
  ['10.0.0.0-10.0.0.9', '1-100'],
  ['10.0.0.0-10.0.3.231', '1-1000'],
];

const [targets, ports] = process.argv.slice(2);
if (targets === undefined) compare();
else await measure(targets, ports);

function compare() {
  printMachine();
  for (const plan of PLANS) {
    // Each in a process of its own: a peak never goes down again.
    const words = [fileURLToPath(import.meta.url), ...plan];
    const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
}

async function measure(targets, ports) {
  const { scan } = await import('portolan');
  // Every fourth port is silent, so that retries wait as well; the others refuse.
  const dial = async ({ port }) => {
    await new Promise(setImmediate);
    throw Object.assign(new Error('fake'), { code: port % 4 === 0 ? 'ETIMEDOUT' : 'ECONNREFUSED' });
  };
  const startedAt = performance.now();
  let summary;
  for await (const record of scan({ targets, ports, dial, identify: 'off' })) {
    if (record.type === 'summary') summary = record;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const { closed, filtered } = summary;
  console.log(
    `${summary.asked.toLocaleString('en')} probes (${closed} closed, ${filtered} filtered): peak ${peak.toFixed(0)} MiB, ${seconds.toFixed(1)} s`,
  );
}
