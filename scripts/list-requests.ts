/**
 * Writes into docs/identification.md what identification sends: every request of every protocol with its bytes, and the waves of
 * the search. `--check` writes nothing and exits 1 where the page is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withRequests } from './docs/request-table.js';

const PAGE = fileURLToPath(new URL('../docs/identification.md', import.meta.url));

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const before = readFileSync(PAGE, 'utf8');
const after = withRequests(before);
if (after !== before && values.check) {
  process.stderr.write('docs/identification.md is stale: run `npm run build:docs`\n');
  process.exitCode = 1;
} else if (after !== before) writeFileSync(PAGE, after);
