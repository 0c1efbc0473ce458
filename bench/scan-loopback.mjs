// All 65,535 ports of 127.0.0.1 by `portolan scan`, in turn with `nmap -sT` where nmap is installed.
// Usage: node bench/scan-loopback.mjs [ROUNDS]   (after npm run build; default 5 rounds)
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, printMachine } from './machine.mjs';

const rounds = Number(process.argv[2] ?? 5);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('ROUNDS is a whole number, 1 or more');
  process.exit(2);
}
const main = fileURLToPath(new URL('../dist/cli/portolan.cjs', import.meta.url));
const scanners = [
  {
    name: 'portolan',
    command: process.execPath,
    words: [main, 'scan', '127.0.0.1', '-p', 'all', '--identify', 'off', '--json'],
    openPorts: (text) => openPortsOf(JSON.parse(text)),
  },
  {
    name: 'nmap',
    command: 'nmap',
    words: ['-sT', '-Pn', '-n', '-T4', '-p-', '-oG', '-', '127.0.0.1'],
    openPorts: (text) => [...text.matchAll(/(\d+)\/open\//g)].map(([, port]) => Number(port)),
  },
].filter(({ name, command }) => {
  const installed = spawnSync(command, ['--version']).error === undefined;
  if (!installed) console.log(`${name} is not installed and is left out`);
  return installed;
});

printMachine();
for (let round = 1; round <= rounds; round += 1) {
  for (const scanner of scanners) {
    const { seconds, open } = time(scanner);
    scanner.times = [...(scanner.times ?? []), seconds];
    console.log(`round ${round}  ${scanner.name.padEnd(9)} ${seconds.toFixed(2)} s  open: ${open.join(' ') || 'none'}`);
  }
}
for (const { name, times } of scanners) {
  const span = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}`;
  console.log(`median   ${name.padEnd(9)} ${median(times).toFixed(2)} s  (${span} s)`);
}
const [ours, peer] = scanners.map(({ times }) => median(times));
if (peer !== undefined) console.log(`ratio    portolan / nmap ${(ours / peer).toFixed(2)}`);

function time({ name, command, words, openPorts }) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const seconds = (performance.now() - startedAt) / 1000;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return { seconds, open: openPorts(stdout) };
}

function openPortsOf({ results, summary }) {
  const { asked, complete } = summary;
  if (asked !== 65_535 || !complete) throw new Error(`incomplete: ${JSON.stringify(summary)}`);
  return results.filter(({ state }) => state === 'open').map(({ port }) => port);
}
