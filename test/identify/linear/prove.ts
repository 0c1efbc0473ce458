import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { type SignatureEntry, signatureFile } from '../signature-files.js';

/** Milliseconds for one pattern: the slowest takes about nine seconds on a busy machine. */
const TIMEOUT_MS = 120_000;
/**
 * Without `PROVE`, what is not written down yet is proven, and nothing is written. `PROVE=new` also writes down what it
 * proved and drops patterns that are gone; `PROVE=all` proves every pattern again and writes that down.
 */
const PROVE = process.env['PROVE'];

/**
 * Proves by automaton, not by trying inputs, that every pattern of a file runs in linear time. All of the proofs take
 * two minutes of processor time, so that digests of proven patterns are kept in `proven/`.
 */
export function provePatternsLinear(protocol: string): void {
  const record = new URL(`proven/${protocol}.json`, import.meta.url);
  const { signatures } = signatureFile(protocol);
  const written: string[] = PROVE === 'all' || !existsSync(record) ? [] : JSON.parse(readFileSync(record, 'utf8'));
  const present = signatures.map(digest);
  const proven = written.filter((each) => present.includes(each));

  test(`every ${protocol} pattern is proven to run in linear time`, async (context) => {
    // The backend is chosen when recheck is imported; the others want Java or a native binary.
    process.env['RECHECK_BACKEND'] = 'pure';
    const { checkSync } = await import('recheck');
    for (const signature of signatures.filter((each) => !proven.includes(digest(each)))) {
      await context.test(signature.id, () => {
        const options = { checker: 'automaton', timeout: TIMEOUT_MS } as const;
        assert.equal(checkSync(signature.pattern, signature.flags ?? '', options).status, 'safe');
        proven.push(digest(signature));
      });
    }
    if (PROVE === 'new' || PROVE === 'all') writeFileSync(record, `${JSON.stringify(unique(proven), null, 2)}\n`);
  });

  test(`the checker itself finds a slow ${protocol} pattern`, async () => {
    process.env['RECHECK_BACKEND'] = 'pure';
    const { checkSync } = await import('recheck');
    const slow = `${signatures[0]!.pattern}(?:[\\w.]+[\\w.]+)+$`;
    assert.equal(checkSync(slow, '', { checker: 'automaton', timeout: TIMEOUT_MS }).status, 'vulnerable');
  });
}

function unique(digests: readonly string[]): string[] {
  return [...new Set(digests)].sort();
}

function digest({ pattern, flags = '' }: SignatureEntry): string {
  return createHash('sha256').update(`${flags}/${pattern}`).digest('hex').slice(0, 32);
}
