import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { NAMES, type SignatureEntry, signatureFile } from '../signature-files.js';

/** Milliseconds for one pattern: the slowest takes half a minute on a busy machine. */
const TIMEOUT_MS = 120_000;
/**
 * Without `PROVE`, what is not written down yet is proven, and nothing is written. `PROVE=new` also writes down what it
 * proved and drops patterns that are gone; `PROVE=all` proves every pattern again and writes that down. `PROVE_FILES` names
 * the files, separated by commas; all by default.
 */
const { PROVE, PROVE_FILES } = process.env;
const FOLDER = new URL('proven/', import.meta.url);
const chosen = PROVE_FILES?.split(',') ?? NAMES;

// By automaton, not by trying inputs. All of the proofs take half an hour of processor time, so that digests of proven
// patterns are kept in `proven/`.
for (const name of NAMES.filter((each) => chosen.includes(each))) {
  const record = new URL(`${name}.json`, FOLDER);
  const { signatures } = signatureFile(name);
  const present = signatures.map(digest);
  const written = PROVE === 'all' ? [] : digestsIn(record);
  const proven = written.filter((each) => present.includes(each));

  test(`every pattern of ${name} is proven to run in linear time`, async (context) => {
    for (const signature of signatures.filter((each) => !proven.includes(digest(each)))) {
      await context.test(signature.id, async () => {
        assert.equal(await verdictOn(signature.pattern, signature.flags), 'safe');
        proven.push(digest(signature));
      });
    }
    if (PROVE !== 'new' && PROVE !== 'all') return;
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(record, `${JSON.stringify([...new Set(proven)].sort(), null, 2)}\n`);
  });
}

test('proofs are kept of the files that there are, and of no other', () => {
  const kept = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  assert.deepEqual(
    kept.filter((name) => !NAMES.includes(name)),
    [],
  );
});

test('the checker itself finds a slow pattern, also behind one that is not', async () => {
  assert.equal(await verdictOn('^220 (\\S+) ESMTP(?:[\\w.]+[\\w.]+)+$', ''), 'vulnerable');
  assert.equal(await verdictOn('^(?:a|a)*$', ''), 'vulnerable');
  assert.equal(await verdictOn('^\\s*x?\\s*$', ''), 'vulnerable');
});

function digestsIn(record: URL): string[] {
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : [];
}

async function verdictOn(pattern: string, flags = ''): Promise<string> {
  // The backend is chosen when recheck is imported; the others want Java or a native binary.
  process.env['RECHECK_BACKEND'] = 'pure';
  const { checkSync } = await import('recheck');
  return checkSync(pattern, flags, { checker: 'automaton', timeout: TIMEOUT_MS }).status;
}

function digest({ pattern, flags = '' }: SignatureEntry): string {
  return createHash('sha256').update(`${flags}/${pattern}`).digest('hex').slice(0, 32);
}
