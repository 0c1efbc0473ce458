// CPU time per probe on loopback: all 65,535 ports of 127.0.0.1 by a C loop, by `portolan scan` and by `nmap -sT`, in turn.
// Usage: node bench/engine-cpu.mjs [ROUNDS [OPTION...]]   (after npm run build; Linux, cc; default 5 rounds)
// Further words are options for `portolan scan`.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolOf } from './engine-tools.mjs';
import { median, printMachine } from './machine.mjs';
import { built, measured } from './simnet/simnet.mjs';

const PROBES = 65_535;
/** Seconds after which a run is ended. */
const LIMIT = 300;
/** Aims: CPU time beside the C loop, and wall time beside nmap. */
const AIMS = { cpu: 3, wall: 2 };
const question = { target: '127.0.0.1', ports: '1-65535' };

const [roundsWord = '5', ...options] = process.argv.slice(2);
const rounds = Number(roundsWord);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('ROUNDS is a whole number, 1 or more');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const scanners = [
  cLoop(),
  scanner('portolan', `portolan --identify off ${options.join(' ')}`.trim()),
  scanner('nmap', 'nmap -T4'),
].filter((present) => present !== undefined);

printMachine();
for (let round = 1; round <= rounds; round += 1) for (const each of scanners) await runOnce(each, round);
summarize();

function cLoop() {
  const command = [built('../connect-loop.c', 'connect-loop')];
  const read = (text) => ({ open: text.split('\n').filter((line) => line !== '') });
  return { label: 'C loop', command, read, costs: [] };
}

function scanner(label, name) {
  const tool = toolOf(name);
  if (tool === undefined) console.log(`${label} is not there and is left out`);
  return tool && { label, command: tool.command(question, join(folder, 'file')), read: tool.read, costs: [] };
}

async function runOnce({ label, command, read, costs }, round) {
  const [out, report] = [join(folder, 'out'), join(folder, 'report')];
  const stdout = openSync(out, 'w');
  const cost = await measured(command, { limit: LIMIT, report, stdout });
  closeSync(stdout);
  if (cost.status !== 0) throw new Error(`${label} ended with ${cost.status}`);
  const { open, told } = read(readFileSync(out, 'utf8'), join(folder, 'file'));
  if (told?.complete === false) throw new Error(`incomplete: ${JSON.stringify(told)}`);
  const ports = open.map((pair) => Number(pair.slice(pair.lastIndexOf(':') + 1))).sort((a, b) => a - b);
  costs.push(cost);
  console.log(`round ${round}  ${label.padEnd(9)} ${costText(cost)}  open: ${ports.join(' ') || 'none'}`);
}

function costText({ wall, user, system, peakKiB }) {
  const perProbe = (seconds) => ((seconds * 1e6) / PROBES).toFixed(1).padStart(5);
  return (
    `${wall.toFixed(2)} s  CPU ${perProbe(user + system)} µs a probe (${perProbe(user)} user, ${perProbe(system)} system)` +
    `  peak ${(peakKiB / 1024).toFixed(0)} MiB`
  );
}

function summarize() {
  const middles = new Map(scanners.map(({ label, costs }) => [label, middleOf(costs)]));
  for (const [label, middle] of middles) console.log(`median   ${label.padEnd(9)} ${costText(middle)}`);
  const [floor, ours, peer] = ['C loop', 'portolan', 'nmap'].map((label) => middles.get(label));
  if (ours === undefined) return;
  ratio('CPU time, portolan / C loop', (ours.user + ours.system) / (floor.user + floor.system), AIMS.cpu);
  if (peer === undefined) return;
  ratio('CPU time, portolan / nmap', (ours.user + ours.system) / (peer.user + peer.system));
  ratio('wall time, portolan / nmap', ours.wall / peer.wall, AIMS.wall);
}

function middleOf(costs) {
  return Object.fromEntries(
    ['wall', 'user', 'system', 'peakKiB'].map((key) => [key, median(costs.map((cost) => cost[key]))]),
  );
}

function ratio(title, value, aim) {
  const verdict = aim === undefined ? '' : `  (aim: ${aim} at most: ${value <= aim ? 'holds' : 'does not hold'})`;
  console.log(`ratio    ${title}: ${value.toFixed(2)}${verdict}`);
}
