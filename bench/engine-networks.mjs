// Scanners over simulated networks, in turn: wall time, recall, precision, load on the network, CPU time, memory.
// Usage: sudo node bench/engine-networks.mjs [OPTIONS]   (after npm run build; Linux, root, cc, iproute2)
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { networkOf, table } from './engine-table.mjs';
import { DEFAULT_TOOLS, questionOf, toolOf } from './engine-tools.mjs';
import { printMachine } from './machine.mjs';
import { measured, Simnet } from './simnet/simnet.mjs';

const USAGE = `Usage: sudo node bench/engine-networks.mjs [OPTIONS]
  --preset P      a preset, several with commas, or a network of one's own: 'rtt=55 loss=2 open_n=8' (again for more)
  --tool T        such as 'portolan --fast' or 'nmap -T4' (again for more); default: ${DEFAULT_TOOLS.join(', ')}
  --rounds N      how often (3); all tools take turns on all networks
  --seeds N       instead of rounds: once on each of the networks that the seeds 1 to N give
  --set KEY=VALUE changes any network (again for more)
  --limit S       seconds after which a run is ended (1200)
  --once T        a tool that is run in the first round only (again for more)
  --output FILE   appends each run as a line of JSON
  --from FILE     runs of --once tools found here are taken instead of run, and enter the table
  --table FILE    runs nothing: prints the table of such a file`;
const PRESETS = 'lan,wan-closed,wan-filtered,lossy,rst-limited,narrow,subnet,guarded';
const many = { type: 'string', multiple: true };
const one = { type: 'string' };
const { values: options } = parseArgs({
  options: {
    preset: { ...many, default: [PRESETS] },
    tool: { ...many, default: DEFAULT_TOOLS },
    set: { ...many, default: [] },
    once: { ...many, default: [] },
    rounds: { ...one, default: '3' },
    limit: { ...one, default: '1200' },
    seeds: one,
    output: one,
    from: one,
    table: one,
    help: { type: 'boolean' },
  },
});

// An echo request every 0.3 s, answered by the simulated host.
const ECHO = `import socket,struct,sys,time
s=socket.socket(socket.AF_INET,socket.SOCK_RAW,socket.IPPROTO_ICMP)
while 1: s.sendto(struct.pack('!BBHHH',8,0,0xf7ff,0,0),(sys.argv[1],0)); time.sleep(.3)`;
const simnet = new Simnet();
const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let isUp = false;

if (options.help) console.log(USAGE);
else if (options.table) console.log(table(rowsOf(options.table)));
else await main().catch(fail);

function fail({ message }) {
  console.error(message);
  process.exit(2);
}

async function main() {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  process.once('exit', () => isUp && simnet.down());
  printMachine();
  const rows = options.from === undefined ? [] : rowsOf(options.from).filter(({ tool }) => options.once.includes(tool));
  const tools = options.tool.flatMap(installed);
  const networks = options.preset.flatMap(networksOf).map((words) => [...words, ...options.set]);
  const turns = Number(options.seeds ?? options.rounds);
  if (!Number.isInteger(turns) || turns < 1) throw new Error('rounds and seeds are whole numbers, 1 or more');
  const taken = rows.filter((row) => networks.some((words) => networkOf({ words }) === networkOf(row)));
  for (let round = 1; round <= turns; round += 1) {
    for (const words of networks) {
      for (const tool of tools) {
        const isDone = taken.some((row) => row.tool === tool.name && networkOf(row) === networkOf({ words }));
        if (options.once.includes(tool.name) && isDone) continue;
        taken.push(await run(options.seeds === undefined ? words : [...words, `seed=${round}`], tool, round));
      }
    }
  }
  console.log(`\n${table(taken)}`);
}

function rowsOf(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

function installed(name) {
  const tool = toolOf(name);
  if (tool === undefined) console.log(`${name} is not installed and is left out (see bench/README.md)`);
  return tool === undefined ? [] : [tool];
}

/** `=` makes it one network in simnet's own words, with or without a preset before them. */
function networksOf(text) {
  return text.includes('=') ? [text.trim().split(/\s+/)] : text.split(',').map((name) => [name.trim()]);
}

async function run(words, tool, round) {
  const home = mkdtempSync(join(folder, 'run-'));
  simnet.up(words);
  isUp = true;
  try {
    const truth = simnet.truth();
    const question = questionOf(truth);
    const ran = await timed(tool, question, truth, home);
    const row = { words, tool: tool.name, round, ...ran, ...judged(ran.open, truth, question) };
    delete row.open;
    Object.assign(row, loadOf(simnet.counters(), question), { at: new Date().toISOString() });
    if (options.output !== undefined) appendFileSync(options.output, `${JSON.stringify(row)}\n`);
    tell(row);
    return row;
  } finally {
    simnet.down();
    isUp = false;
    rmSync(home, { recursive: true, force: true });
  }
}

/** A home of its own, so that no settings and nothing of an earlier run plays a part. */
async function timed(tool, question, truth, home) {
  const paths = Object.fromEntries(['out', 'err', 'report', 'file'].map((name) => [name, join(home, name)]));
  const env = { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' };
  const [stdout, stderr] = [openSync(paths.out, 'w'), openSync(paths.err, 'w')];
  const echo = tool.needsEcho ? startEcho(truth) : undefined;
  const command = simnet.inside(tool.command(question, paths.file));
  const cost = await measured(command, { limit: options.limit, report: paths.report, stdout, stderr, env });
  echo?.kill();
  closeSync(stdout);
  closeSync(stderr);
  const { wall, cpu, peakKiB, status, over } = cost;
  const failure = status === 0 && !over ? {} : { error: readFileSync(paths.err, 'utf8').slice(-300) };
  const seen = { wall, over, cpu, peakMiB: peakKiB / 1024, status, ...failure };
  try {
    const { open, told = {} } = tool.read(readFileSync(paths.out, 'utf8'), paths.file);
    return { ...seen, open: new Set(open), told };
  } catch (error) {
    return { ...seen, open: new Set(), told: { unread: error.message } };
  }
}

function startEcho({ hosts }) {
  const [, ...words] = simnet.inside(['python3', '-c', ECHO, hosts.find(({ state }) => state === 'up').ip]);
  return spawn('ip', words, { stdio: 'ignore' });
}

/** Against the truth, as far as it was asked for. */
function judged(open, { hosts }, { ports }) {
  const isAsked = ports.includes(',') ? new Set(ports.split(',').map(Number)) : { has: () => true };
  const up = hosts.filter(({ state }) => state === 'up');
  const pairs = up.flatMap(({ ip, open }) => open.filter((port) => isAsked.has(port)).map((port) => `${ip}:${port}`));
  const found = pairs.filter((pair) => open.has(pair));
  const hostsOf = (list) => new Set(list.map((pair) => pair.slice(0, pair.lastIndexOf(':')))).size;
  return {
    truth: pairs.length,
    found: found.length,
    phantom: open.size - found.length,
    recall: pairs.length === 0 ? null : found.length / pairs.length,
    precision: open.size === 0 ? null : found.length / open.size,
    liveHosts: hostsOf(pairs),
    liveHostsFound: hostsOf(found),
  };
}

function loadOf(counters, { probes }) {
  return {
    probes,
    syns: counters.syns,
    synsPerProbe: counters.syns / probes,
    repeatedSyns: counters.syns_retransmitted,
    maxSynRate: counters.max_syn_rate,
    lost: counters.dropped_loss_up + counters.dropped_loss_down,
    queueDropped: counters.dropped_queue_up + counters.dropped_queue_down,
    refusalsDropped: counters.dropped_rst_limit,
    guardTrips: counters.guard_trips,
    guardDropped: counters.dropped_guard,
    simLateOver1Ms: counters.sim_late_over_1ms,
    simDropped: counters.sim_tun_dropped,
    simCpu: counters.sim_cpu_seconds,
  };
}

function tell({ words, tool, round, wall, over, found, truth, phantom, synsPerProbe, maxSynRate, cpu, status, error }) {
  const end = over ? ' ENDED BY THE LIMIT' : status === 0 ? '' : ` exit ${status}: ${error.trim().split('\n').at(-1)}`;
  console.log(
    `round ${round}  ${words.join(' ').padEnd(14)} ${tool.padEnd(28)} ${wall.toFixed(2).padStart(8)} s  found ${found} of ${truth}` +
      `, ${phantom} phantom  SYNs ${synsPerProbe.toFixed(2)} a probe, at most ${maxSynRate}/s  CPU ${cpu.toFixed(1)} s${end}`,
  );
}
