// How many greetings a second one core names, and what a text that nothing takes costs against all signatures.
// Usage: node bench/identify-rate.mjs   (after npm run build)
import { readdirSync, readFileSync } from 'node:fs';
import { compileSignatures, identify, matchSignatures } from '../dist/identify/index.js';
import { PROTOCOLS } from '../dist/protocols/index.js';
import { median, printMachine } from './machine.mjs';

const ROUNDS = 9;
const PER_ROUND = 20_000;
const GREETING_BYTES = 4096;

const folder = new URL('../data/signatures/', import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
const signatures = compileSignatures(files);
const knowledge = { signatures, protocols: PROTOCOLS, registryName: null };
const examples = files.flatMap(({ signatures: entries, on = 'greeting' }) =>
  entries
    .filter((entry) => (entry.on ?? on) === 'greeting')
    .flatMap((entry) => entry.examples.flatMap(({ text }) => text ?? [])),
);

printMachine();
console.log(`${signatures.signatures.length} signatures, ${examples.length} greetings of their examples`);
measureGreetings();
measureMisses();

function measureGreetings() {
  let named = 0;
  const rates = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    for (let count = 0; count < PER_ROUND; count += 1) {
      const greeting = examples[count % examples.length];
      const service = identify({ port: 0, transport: 'tcp', greeting, settled: null, secure: false }, knowledge);
      if (service?.product) named += 1;
    }
    return PER_ROUND / ((performance.now() - startedAt) / 1000);
  });
  if (named !== ROUNDS * PER_ROUND) throw new Error(`${named} of ${ROUNDS * PER_ROUND} greetings were named`);
  console.log(`greetings named with product: ${Math.round(median(rates)).toLocaleString('en')} a second (median)`);
}

/** 1,000 signatures, the real ones repeated, each tried: nothing takes the text. */
function measureMisses() {
  const many = manySignatures(1000);
  for (const [what, text] of [
    ['a mail greeting', `220 mail.example.org ESMTP ${'unknown server '.repeat(400)}`],
    ['blanks', `220 ${' '.repeat(GREETING_BYTES)}`],
    ['words', `+OK ${'a.b-c '.repeat(GREETING_BYTES / 4)}`],
    [
      'random bytes',
      Array.from({ length: GREETING_BYTES }, (_, at) => String.fromCharCode((at * 7919) % 256)).join(''),
    ],
  ]) {
    const greeting = text.slice(0, GREETING_BYTES);
    const times = Array.from({ length: 300 }, () => {
      const startedAt = performance.now();
      matchSignatures(many, 'greeting', greeting);
      return performance.now() - startedAt;
    });
    console.log(`1,000 signatures against 4 kB of ${what}: ${median(times).toFixed(3)} ms (median)`);
  }
}

function manySignatures(count) {
  const greetings = files.filter(({ on }) => on === undefined);
  const entries = greetings.flatMap(({ protocol, startsAt, signatures: all }) =>
    all.filter((entry) => entry.on === undefined).map((entry) => ({ startsAt, ...entry, protocol })),
  );
  const repeated = Array.from({ length: count }, (_, index) => entries[index % entries.length]);
  return compileSignatures(
    repeated.map(({ protocol, ...entry }, index) => ({
      protocol,
      signatures: [{ ...entry, id: `${protocol}/number-${index}` }],
    })),
  );
}
