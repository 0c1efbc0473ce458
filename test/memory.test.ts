import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * How much garbage V8 lets lie before it looks differs from version to version (Node 24 takes 100 MB more than Node 20 for
 * the same work). A small young generation makes the peak tell what the scan holds on to.
 */
const FLAGS = ['--max-semi-space-size=8', '--input-type=module'];

/** Scans in a process of its own, with a dialer that refuses at once, through the built library. */
const PROGRAM = `
  import { scan } from 'portolan';
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const [text, ports] = process.argv.slice(1);
  async function* addresses() {
    for (let index = 0; index < Number(text); index += 1) yield '198.18.' + (index >> 8) % 256 + '.' + index % 256;
  }
  const targets = Number(text) > 0 ? addresses() : text;
  let summary;
  for await (const record of scan({ targets, ports, dial: () => Promise.reject(refused) })) {
    if (record.type === 'summary') summary = record;
  }
  console.log(JSON.stringify({ asked: summary.asked, closed: summary.closed, peakKb: process.resourceUsage().maxRSS }));
`;

/** Enough that whatever grows with the plan would show; the benchmark of growth goes to twenty million. */
const PLANS = [
  ['few hosts, many ports', '192.0.2.0-192.0.2.3', '1-62500', 250_000],
  ['many hosts, few ports', '198.18.0.0/18', '1-16', 262_144],
  ['a quarter of a million hosts, one port', '198.16.0.0/14', '25', 262_144],
  ['targets that come as a stream', '20000', '1-5', 100_000],
] as const;

for (const [title, targets, ports, planned] of PLANS) {
  test(`the memory of a scan does not grow with its plan: ${title}`, async () => {
    const words = [...FLAGS, '--eval', PROGRAM, targets, ports];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: ROOT });
    const { asked, closed, peakKb } = JSON.parse(stdout);
    assert.deepEqual([asked, closed], [planned, planned]);
    assert.ok(peakKb < 200_000, `${Math.round(peakKb / 1000)} MB`);
  });
}
