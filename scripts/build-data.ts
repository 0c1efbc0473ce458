/**
 * Generates data/ports.tsv and data/protocols.tsv from the pinned packages and the hand-written overlays, and
 * data/products.json from the signatures.
 * `--check` writes nothing and exits 1, naming each file that is not what it would write.
 * `--dir PATH` works on another copy of the data folder.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPorts } from './data/ports.js';
import { buildProducts } from './data/products.js';
import { buildProtocols } from './data/protocols.js';

const { values } = parseArgs({ options: { check: { type: 'boolean' }, dir: { type: 'string' } } });
const dir = values.dir ?? fileURLToPath(new URL('../data/', import.meta.url));

const files = {
  'ports.tsv': buildPorts(read('overlay/ports.tsv') ?? '', read('overlay/references.tsv') ?? ''),
  'protocols.tsv': buildProtocols(read('overlay/protocols.tsv') ?? '', read('overlay/protocol-aliases.tsv') ?? ''),
  ...products(),
};

for (const [name, text] of Object.entries(files)) {
  if (read(name) === text) continue;
  if (values.check) {
    process.stderr.write(`data/${name} is stale: run \`npm run build:data\`\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(dir, name), text);
    process.stdout.write(`data/${name} written\n`);
  }
}

/** The list of products; none where the signatures contradict each other, which is said. */
function products(): Record<string, string> {
  try {
    return { 'products.json': buildProducts(signatureFiles()) };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
    return {};
  }
}

/** Content of the signature files, by name. */
function signatureFiles(): unknown[] {
  const names = readdirSync(join(dir, 'signatures')).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => JSON.parse(read(`signatures/${name}`) ?? ''));
}

/** Text of a file in the data folder, undefined if there is none. */
function read(name: string): string | undefined {
  try {
    return readFileSync(join(dir, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
