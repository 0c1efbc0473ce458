// What three real mail servers are found to offer, by us and by the tools that people use for it: facts, connections, bytes, time.
// Usage: sudo node --import tsx bench/mail-probe.mjs [--rounds N] [--tool NAME] … [--only Postfix,Exim] [--facts] [--keep FOLDER]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { printMachine } from './machine.mjs';
import { runsInNamespace } from './mail-namespace.mjs';
import { HOSTS, startMailServers } from './mail-servers.mjs';
import { printFacts, printMissing, printTable } from './mail-table.mjs';
import { run, TOOLS } from './mail-tools.mjs';

/** Until the last bytes of a tool that has ended are through the proxy. */
const SETTLE_MS = 100;
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    tool: { type: 'string', multiple: true, default: Object.keys(TOOLS) },
    only: { type: 'string' },
    facts: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});

try {
  runsInNamespace(HOSTS);
} catch ({ message }) {
  console.error(message);
  process.exit(2);
}
printMachine();
const home = mkdtempSync(join(tmpdir(), 'portolan-bench-'));
const endings = [() => rmSync(home, { recursive: true, force: true })];
process.once('SIGINT', () => void end().then(() => process.exit(130)));
try {
  await main();
} finally {
  await end();
}
process.exit();

async function end() {
  for (const ending of endings.splice(0).reverse()) await ending();
}

async function main() {
  const { hosts: all, rootFile } = await startMailServers(endings);
  const only = options.only?.split(',');
  const hosts = all.filter(({ server }) => only?.includes(server) ?? true);
  const rounds = Number(options.rounds);
  console.log(`${hosts.map(({ server, version }) => `${server} ${version}`).join(', ')}; ${rounds} round(s) in turn`);
  const runs = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const host of hosts) {
      for (const tool of options.tool) runs.push({ round, ...(await measure(tool, host, rootFile)) });
    }
  }
  printTable(runs, options.tool);
  if (options.facts) printFacts(runs, options.tool);
  printMissing(runs, options.tool);
}

async function measure(tool, host, rootFile) {
  const before = host.services.map(({ counts }) => ({ ...counts }));
  const facts = new Map();
  let seconds = 0;
  for (const { command, read } of TOOLS[tool](host, { rootFile, folder: home })) {
    const output = await run(command, home);
    seconds += output.seconds;
    keep(tool, command, output);
    for (const [port, found] of told(read, output, command)) facts.set(port, found);
  }
  await pause(SETTLE_MS);
  const services = host.services.map(({ port, counts }, index) => ({
    port,
    facts: facts.get(port) ?? new Map(),
    connections: counts.connections - before[index].connections,
    sent: counts.sent - before[index].sent,
    received: counts.received - before[index].received,
  }));
  return { tool, server: host.server, seconds, services };
}

/** A tool that failed tells nothing, which is said. */
function told(read, { stdout, stderr }, command) {
  try {
    return read(stdout);
  } catch (error) {
    console.error(`${command.join(' ')}: ${error.message}\n${stderr || stdout}`);
    return new Map();
  }
}

function keep(tool, command, { stdout, stderr }) {
  if (options.keep === undefined) return;
  mkdirSync(options.keep, { recursive: true });
  const file = `${tool} ${command.at(-1)}`.replace(/[^\w.-]+/g, '-');
  writeFileSync(join(options.keep, `${file}.txt`), `${command.join(' ')}\n\n${stdout}${stderr}`);
}
