import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureFile } from '../signature-files.js';

/** Milliseconds for one pattern: the slowest takes about nine seconds on a busy machine. */
const TIMEOUT_MS = 120_000;

/**
 * Proves by automaton, not by trying inputs, that every pattern of a file runs in linear time. One file of tests for
 * each protocol, so that they run side by side.
 */
export function provePatternsLinear(protocol: string): void {
  test(`every ${protocol} pattern is proven to run in linear time`, async (context) => {
    // The backend is chosen when recheck is imported; the others want Java or a native binary.
    process.env['RECHECK_BACKEND'] = 'pure';
    const { checkSync } = await import('recheck');
    for (const { id, pattern, flags } of signatureFile(protocol).signatures) {
      await context.test(id, () => {
        const { status } = checkSync(pattern, flags ?? '', { checker: 'automaton', timeout: TIMEOUT_MS });
        assert.equal(status, 'safe');
      });
    }
  });
}
