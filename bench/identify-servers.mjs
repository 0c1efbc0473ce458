// What real servers on unusual ports are called, by us and by nmap's service detection: share right in service, product and
// version, wall time, connections and bytes. Each server stands behind a proxy that counts.
// Usage: node --import tsx bench/identify-servers.mjs [--rounds N] [--only NAME,NAME] [--tool 'portolan --identify full'] …
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { startEveryDaemon } from '../test/servers/helpers/all-daemons.ts';
import { countingProxy } from './counting-proxy.mjs';
import { TOOLS } from './identify-tools.mjs';
import { judge } from './identify-truth.mjs';
import { median, printMachine } from './machine.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    only: { type: 'string' },
    tool: { type: 'string', multiple: true, default: ['portolan', 'nmap'] },
    silent: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

printMachine();
const endings = [];
const context = { after: (ending) => endings.push(ending), skip: console.log, diagnostic: console.log };
process.once('SIGINT', () => void end().then(() => process.exit(130)));
try {
  if (values.silent) await measureSilentPort();
  else await measureServers();
} finally {
  await end();
}
process.exit();

async function end() {
  for (const ending of endings.reverse()) await ending();
}

async function measureServers() {
  const only = values.only?.split(',');
  const servers = (await startEveryDaemon(context)).filter(({ name }) => only?.includes(name) ?? true);
  console.log(`${servers.length} servers, ${rounds} round(s) of ${values.tool.join(' and ')} in turn`);
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const tool of values.tool) runs.push(await measure(tool, servers));
  }
  for (const tool of values.tool)
    printTool(
      tool,
      runs.filter((run) => run.tool === tool),
    );
  printServers(servers, runs.slice(0, values.tool.length));
}

async function measure(tool, servers) {
  const [name, ...options] = tool.split(' ');
  const proxies = await Promise.all(servers.map(({ port }) => countingProxy(port)));
  const { said, seconds } = await TOOLS[name](
    proxies.map(({ port }) => port),
    options,
  );
  const results = servers.map((server, index) => {
    const { port, counts } = proxies[index];
    const answer = said.get(port) ?? { service: null, product: null, version: null };
    return { server, answer, verdict: judge(server, answer), ...counts };
  });
  await Promise.all(proxies.map((proxy) => proxy.close()));
  return { tool, seconds, results };
}

function printTool(tool, runs) {
  const share = (field) => {
    const verdicts = runs
      .flatMap(({ results }) => results.map(({ verdict }) => verdict[field]))
      .filter((right) => right !== null);
    return `${verdicts.filter(Boolean).length / runs.length} of ${verdicts.length / runs.length}`;
  };
  const perServer = (field) => median(runs.flatMap(({ results }) => results.map((result) => result[field])));
  const total = (field) => median(runs.map(({ results }) => results.reduce((sum, result) => sum + result[field], 0)));
  console.log(`\n${tool}: ${median(runs.map(({ seconds }) => seconds)).toFixed(1)} s (median)`);
  console.log(`  right: service ${share('service')}, product ${share('product')}, version ${share('version')}`);
  for (const field of ['connections', 'sent', 'received']) {
    const unit = field === 'connections' ? '' : ' bytes';
    console.log(`  ${field}: ${total(field)}${unit} in all, ${perServer(field)} a server (median)`);
  }
}

function printServers(servers, runs) {
  console.log(`\n${'server'.padEnd(24)}${'truth'.padEnd(34)}${runs.map(({ tool }) => tool.padEnd(46)).join('')}`);
  for (const [index, { name, service, product, version }] of servers.entries()) {
    const truth = [service, product, version].filter(Boolean).join(' ');
    const cells = runs.map(({ results }) => cell(results[index]));
    if (!values.verbose && runs.every(({ results }) => isRight(results[index]))) continue;
    console.log(`${name.padEnd(24)}${truth.padEnd(34)}${cells.map((text) => text.padEnd(46)).join('')}`);
  }
}

function isRight({ verdict }) {
  return Object.values(verdict).every((right) => right !== false);
}

function cell({ answer, verdict, connections }) {
  const marks = Object.entries(verdict)
    .filter(([, right]) => right === false)
    .map(([field]) => `no ${field}`);
  const text = [answer.service, answer.product, answer.version?.trim()].filter(Boolean).join(' ');
  return `${text.slice(0, 28)} [${connections}] ${marks.join(', ')}`;
}

/** A port that is open and never says a word. */
async function measureSilentPort() {
  for (let round = 0; round < rounds; round += 1) {
    for (const tool of values.tool) {
      let connections = 0;
      const server = createServer((socket) => {
        connections += 1;
        socket.on('error', () => {}).resume();
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const [name, ...options] = tool.split(' ');
      const { seconds } = await TOOLS[name]([server.address().port], options);
      console.log(`one silent port, ${tool}: ${seconds.toFixed(1)} s, ${connections} connections`);
      server.close();
    }
  }
}
