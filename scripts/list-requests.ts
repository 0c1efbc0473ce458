/**
 * Writes what is made in pages of docs/: into identification.md every request of every protocol with its bytes, and the waves of
 * the search; into mail-findings.md the findings of the mail probe. `--check` writes nothing and exits 1 where a page is not what
 * it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withFindings } from './docs/findings-list.js';
import { withRequests } from './docs/request-table.js';

const PAGES: Readonly<Record<string, (page: string) => string>> = {
  'docs/identification.md': withRequests,
  'docs/mail-findings.md': withFindings,
};

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });

for (const [page, withMade] of Object.entries(PAGES)) {
  const path = fileURLToPath(new URL(`../${page}`, import.meta.url));
  const before = readFileSync(path, 'utf8');
  const after = withMade(before);
  if (after !== before && values.check) {
    process.stderr.write(`${page} is stale: run \`npm run build:docs\`\n`);
    process.exitCode = 1;
  } else if (after !== before) writeFileSync(path, after);
}
