import assert from 'node:assert/strict';
import test from 'node:test';
import type { CliContext } from '../../src/cli/context.js';
import { scanEn } from '../../src/cli/messages/en/scan.js';
import { showProgress } from '../../src/cli/progress.js';
import type { Speed } from '../../src/cli/speed.js';
import type { ScanProgress } from '../../src/pipeline.js';

const progress: ScanProgress = {
  planned: 65_535,
  settled: 10_000,
  open: 3,
  sent: 12_000,
  window: 0,
  inFlight: 0,
  loss: 0.004,
  rttMs: 20,
  latestOpen: [22, 25, 110].map((port) => ({ address: '192.0.2.1', port })),
};

function contextOf(isTerminal: boolean): CliContext {
  const output = { write: () => true, drained: async () => {}, columns: 80, colour: false, isTerminal };
  return { stdout: output, stderr: output, signal: new AbortController().signal, language: 'en', setExitCode() {} };
}

const SPEED = { perSecond: 5000.4, leftMs: 12_000 };

test('progress tells count, rate, time left and the open ports so far', () => {
  const words = (change: Partial<ScanProgress>, speed: Speed = SPEED, isOpenEnded = false) =>
    scanEn.progress({ ...progress, ...change }, speed, isOpenEnded);
  assert.equal(words({}), '10,000/65,535 · 5,000/s · 12 s left · 3 open: 22 25 110');
  assert.equal(words({ planned: 0 }), 'starting');
  const none = { settled: 0, open: 0, latestOpen: [] };
  assert.equal(words(none, { perSecond: 0, leftMs: undefined }), '0/65,535 · 0/s · 0 open');
});

test('progress tells what is in flight, and the loss once it is worth a word', () => {
  const lossy = { ...progress, window: 640, loss: 0.031 };
  assert.match(scanEn.progress(lossy, SPEED, false), / · up to 640 in flight · 3\.1 % lost · /);
  assert.doesNotMatch(scanEn.progress({ ...lossy, loss: null }, SPEED, false), /lost/);
});

test('nothing is said of the end while further targets may come', () => {
  assert.equal(scanEn.progress(progress, SPEED, true), '10,000/65,535+ · 5,000/s · 3 open: 22 25 110');
});

test('nothing is drawn when stderr is no terminal, or quiet is asked for, or the terminal has no columns', async () => {
  let asked = 0;
  const words = () => {
    asked += 1;
    return '';
  };
  // Within a test run stderr has no columns, so even a watching person gets no line.
  for (const [isTerminal, quiet] of [
    [false, false],
    [true, true],
    [true, false],
  ] as const) {
    const line = await showProgress(contextOf(isTerminal), quiet, progress, words);
    line.clear();
    line.stop();
  }
  assert.equal(asked, process.stderr.columns ? 1 : 0);
});
