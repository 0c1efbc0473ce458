import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Scans in a process of its own, with a dialer that refuses at once, through the built library. */
const PROGRAM = `
  import { scan } from 'portolan';
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const [targets, ports] = process.argv.slice(1);
  let summary;
  for await (const record of scan({ targets, ports, dial: () => Promise.reject(refused) })) {
    if (record.type === 'summary') summary = record;
  }
  console.log(JSON.stringify({ asked: summary.asked, closed: summary.closed, peakKb: process.resourceUsage().maxRSS }));
`;

const PLANS = [
  ['few hosts, many ports', '192.0.2.0-192.0.2.15', '1-62500', 1_000_000],
  ['many hosts, few ports', '198.18.0.0/16', '1-16', 1_048_576],
  ['a million hosts, one port', '198.16.0.0/12', '25', 1_048_576],
] as const;

for (const [title, targets, ports, planned] of PLANS) {
  test(`a scan of a million probes stays below 150 MB: ${title}`, async () => {
    const words = ['--input-type=module', '--eval', PROGRAM, targets, ports];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: ROOT });
    const { asked, closed, peakKb } = JSON.parse(stdout);
    assert.deepEqual([asked, closed], [planned, planned]);
    assert.ok(peakKb < 150_000, `${Math.round(peakKb / 1000)} MB`);
  });
}
