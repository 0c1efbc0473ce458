import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/build-data.ts', import.meta.url));
const DATA = fileURLToPath(new URL('../../data/', import.meta.url));

function build(...options: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, ...options], { encoding: 'utf8' });
}

function withCopy(run: (dir: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'portolan-data-'));
  try {
    cpSync(DATA, dir, { recursive: true });
    run(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('the committed files are what the script makes', () => {
  const { status, stderr } = build('--check');
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('--check names a stale file and leaves it, a build repairs it', () => {
  withCopy((dir) => {
    const file = join(dir, 'ports.tsv');
    appendFileSync(file, '65535\tt\tbogus\n');
    const check = build('--check', '--dir', dir);
    assert.equal(check.status, 1);
    assert.match(check.stderr, /^data\/ports\.tsv is stale/);
    assert.doesNotMatch(check.stderr, /protocols/);
    assert.match(readFileSync(file, 'utf8'), /bogus/);
    assert.equal(build('--dir', dir).status, 0);
    assert.equal(readFileSync(file, 'utf8'), readFileSync(join(DATA, 'ports.tsv'), 'utf8'));
  });
});

test('--check names a missing file and an overlay that was changed', () => {
  withCopy((dir) => {
    rmSync(join(dir, 'ports.tsv'));
    appendFileSync(join(dir, 'overlay/protocol-aliases.tsv'), 'bogus\t6\ttest\n');
    const { status, stderr } = build('--check', '--dir', dir);
    assert.equal(status, 1);
    assert.match(stderr, /ports\.tsv is stale[\s\S]*protocols\.tsv is stale/);
  });
});

test('an overlay that lacks the current name of a port stops the build', () => {
  withCopy((dir) => {
    appendFileSync(join(dir, 'overlay/ports.tsv'), '25\ttcp\tbogus\t\ttest\n');
    const { status, stderr } = build('--check', '--dir', dir);
    assert.equal(status, 1);
    assert.match(stderr, /25\/tcp lacks "smtp"/);
  });
});

test('references for a port without a row, or given twice, stop the build', () => {
  for (const [line, message] of [
    ['51820\tu\tWireGuard\ttest\n', /no row for 51820 u/],
    ['25\tt\tRFC5321\ttest\n', /25 t stands there twice/],
  ] as const) {
    withCopy((dir) => {
      appendFileSync(join(dir, 'overlay/references.tsv'), line);
      const { status, stderr } = build('--check', '--dir', dir);
      assert.equal(status, 1);
      assert.match(stderr, message);
    });
  }
});
