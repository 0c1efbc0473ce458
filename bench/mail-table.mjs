// The tables: what each tool cost and told, and which facts others tell and we do not.
import { median } from './machine.mjs';
import { disagreements, nameOfFact } from './mail-facts.mjs';

const isOurs = (tool) => tool.startsWith('portolan');
const ratio = (value, base) => (value / base).toFixed(value < base ? 2 : 1);
const sum = (values) => values.reduce((total, value) => total + value, 0);
const serviceKey = (server, port) => `${server} ${port}`;

export function printTable(runs, tools) {
  const servers = [...new Set(runs.map(({ server }) => server))];
  const peers = tools.filter((tool) => !isOurs(tool));
  const factsOfPeers = union(runs, peers);
  const columns = [...tools.map((tool) => [tool]), ...(peers.length > 1 ? [peers] : [])];
  for (const server of [...servers, ...(servers.length > 1 ? [undefined] : [])]) {
    const rows = columns.map((names) => rowOf(runs, names, server, factsOfPeers));
    console.log(
      `\n| ${server ?? 'all servers'} | connections | bytes sent | bytes received | seconds | times ours | connections, times ours | facts | and others |`,
    );
    console.log(`| --- | --- | --- | --- | --- | --- | --- | --- | --- |`);
    for (const row of rows) console.log(`| ${cellsOf(row, rows[0]).join(' | ')} |`);
  }
}

/** Medians over rounds of the sums over servers and tools. `told`: of the facts that any peer tells. */
function rowOf(runs, names, server, factsOfPeers) {
  const mine = runs.filter((run) => names.includes(run.tool) && (server === undefined || run.server === server));
  const rounds = [...new Set(mine.map(({ round }) => round))];
  const total = (amountOf) =>
    median(rounds.map((round) => sum(mine.filter((run) => run.round === round).map(amountOf))));
  const field = (name) => total(({ services }) => sum(services.map((service) => service[name])));
  const found = union(mine, names);
  const asked = [...factsOfPeers].filter(([key]) => server === undefined || key.startsWith(`${server} `));
  const pairs = asked.flatMap(([key, ids]) => [...ids].map((id) => found.get(key)?.has(id) ?? false));
  return {
    name: names.length > 1 ? 'all of them but ours' : names[0],
    connections: field('connections'),
    sent: field('sent'),
    received: field('received'),
    seconds: total(({ seconds }) => seconds),
    told: pairs.filter(Boolean).length,
    of: pairs.length,
    beyond: sum([...found].map(([key, ids]) => [...ids].filter((id) => !factsOfPeers.get(key)?.has(id)).length)),
  };
}

function cellsOf(row, first) {
  const { name, connections, sent, received, seconds, told, of, beyond } = row;
  const numbers = [connections, sent, received].map((value) => Math.round(value).toLocaleString('en'));
  const ratios = [ratio(seconds, first.seconds), ratio(connections, first.connections)];
  return [name, ...numbers, seconds.toFixed(2), ...ratios, `${told} of ${of}`, beyond];
}

/** Facts by service that any of the tools told in any round. */
function union(runs, tools) {
  const facts = new Map();
  for (const { tool, server, services } of runs) {
    if (!tools.includes(tool)) continue;
    for (const service of services) {
      const key = serviceKey(server, service.port);
      const ids = facts.get(key) ?? facts.set(key, new Set()).get(key);
      for (const id of service.facts.keys()) ids.add(id);
    }
  }
  return facts;
}

/** A row for each fact, a column for each tool: how many services it was told of. Capabilities together. */
export function printFacts(runs, tools) {
  const counts = new Map();
  for (const tool of tools) {
    for (const ids of union(runs, [tool]).values()) {
      for (const id of ids) {
        const name = id.includes(': ') ? `what is offered ${id.split(': ')[0]}` : nameOfFact(id);
        const row = counts.get(name) ?? counts.set(name, new Map()).get(name);
        row.set(tool, (row.get(tool) ?? 0) + 1);
      }
    }
  }
  console.log(`\n| told of so many services | ${tools.join(' | ')} |\n| --- |${' --- |'.repeat(tools.length)}`);
  for (const [name, row] of counts)
    console.log(`| ${name} | ${tools.map((tool) => row.get(tool) ?? '').join(' | ')} |`);
}

/** What a peer tells of any service and our fullest run does not; and where tools contradict each other. */
export function printMissing(runs, tools) {
  const ours = union(runs, tools.filter(isOurs));
  const missing = new Map();
  for (const tool of tools.filter((name) => !isOurs(name))) {
    for (const [key, ids] of union(runs, [tool])) {
      for (const id of [...ids].filter((id) => !ours.get(key)?.has(id))) {
        const entry = missing.get(id) ?? missing.set(id, { tools: new Set(), services: new Set() }).get(id);
        entry.tools.add(tool);
        entry.services.add(key);
      }
    }
  }
  console.log(`\nTold by others and not by us (${missing.size}):`);
  for (const [id, entry] of missing) {
    console.log(`  ${nameOfFact(id)} (${[...entry.tools].join(', ')}; ${[...entry.services].join(', ')})`);
  }
  printDisagreements(runs);
}

function printDisagreements(runs) {
  const last = new Map();
  for (const { tool, server, services } of runs) {
    for (const { port, facts } of services) {
      const key = serviceKey(server, port);
      (last.get(key) ?? last.set(key, new Map()).get(key)).set(tool, facts);
    }
  }
  const lines = [...last].flatMap(([key, byTool]) => disagreements(byTool).map((line) => `  ${key}: ${line}`));
  console.log(`\nTold differently (${lines.length}):\n${lines.join('\n')}`);
}
