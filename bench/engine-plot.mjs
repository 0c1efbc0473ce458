// One scan of a simulated network through the library, drawn over time: window, connects in flight, connects a second, loss.
// Usage: sudo node bench/engine-plot.mjs FILE.svg PRESET [KEY=VALUE...] [--scan JSON] [--samples FILE]
//        (after npm run build; Linux, root, cc, iproute2; --scan: options for scan(), --samples: keeps the numbers as JSON)
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawing } from './engine-plot-svg.mjs';
import { questionOf } from './engine-tools.mjs';
import { Simnet } from './simnet/simnet.mjs';

/** Milliseconds between two samples. */
const EVERY_MS = 50;
const SAMPLED = ['window', 'inFlight', 'sent', 'loss', 'rttMs', 'settled', 'planned', 'open'];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { inside: { type: 'string' }, scan: { type: 'string', default: '{}' }, samples: { type: 'string' } },
});

if (options.inside !== undefined) console.log(JSON.stringify(await sampled(JSON.parse(options.inside))));
else outside();

/** Starts the network and this file again in it. */
function outside() {
  const [file, ...words] = positionals;
  if (words.length === 0) {
    console.error(
      'Usage: sudo node bench/engine-plot.mjs FILE.svg PRESET [KEY=VALUE...] [--scan JSON] [--samples FILE]',
    );
    process.exit(2);
  }
  const simnet = new Simnet();
  simnet.up(words);
  try {
    const { target, ports } = questionOf(simnet.truth());
    const question = JSON.stringify({ targets: target, ports, identify: 'off', ...JSON.parse(options.scan) });
    const [program, ...rest] = simnet.inside([process.execPath, fileURLToPath(import.meta.url), '--inside', question]);
    const { status, stdout } = spawnSync(program, rest, {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`the scan ended with ${status}`);
    const { samples, summary } = JSON.parse(stdout);
    if (options.samples !== undefined) writeFileSync(options.samples, stdout);
    writeFileSync(file, drawing(words.join(' '), samples));
    console.log(`${file}: ${samples.length} samples; ${JSON.stringify(summary)}`);
  } finally {
    simnet.down();
  }
}

async function sampled(question) {
  const { scan } = await import('portolan');
  const running = scan(question);
  const samples = [];
  const startedAt = performance.now();
  const sample = () => {
    const values = SAMPLED.map((name) => [name, running.progress[name]]);
    samples.push({ ms: performance.now() - startedAt, ...Object.fromEntries(values) });
  };
  const timer = setInterval(sample, EVERY_MS);
  let summary;
  for await (const record of running) if (record.type === 'summary') summary = record;
  clearInterval(timer);
  sample();
  const missing = SAMPLED.filter((name) => samples.at(-1)[name] === undefined);
  if (missing.length > 0) throw new Error(`scan.progress has no ${missing.join(', ')}`);
  return { samples, summary };
}
