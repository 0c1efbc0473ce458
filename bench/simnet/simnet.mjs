// A simulated network for a benchmark: brought up, asked for its truth and counters, and always taken down again.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Compiles a C file of this folder or above into this folder, where it is newer than what was built; returns its path. */
export function built(source, name) {
  const [from, to] = [join(folder, source), join(folder, name)];
  if (existsSync(to) && statSync(to).mtimeMs > statSync(from).mtimeMs) return to;
  const { status, stderr, error } = spawnSync('cc', ['-O2', '-Wall', '-o', to, from, '-lpthread', '-lm'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cannot build ${source}: ${error?.message ?? stderr}`);
  return to;
}

/** One network at a time in a process; `name` tells several processes apart. */
export class Simnet {
  constructor(name = `portolan${process.pid}`) {
    this.name = name;
    this.folder = join(tmpdir(), `simnet-state-${name}`);
    this.environment = { ...process.env, SIMNET_NS: name, SIMNET_DIR: this.folder };
  }

  /** Words: a preset, `key=value`s, or both. */
  up(words) {
    this.call('up', ...words);
  }

  truth() {
    return JSON.parse(this.call('truth'));
  }

  counters() {
    return JSON.parse(this.call('stats'));
  }

  down() {
    this.call('down');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The words that run a command inside. */
  inside(command) {
    return ['ip', 'netns', 'exec', this.name, ...command];
  }

  call(...words) {
    const { status, stdout, stderr } = spawnSync(join(folder, 'simnet.sh'), words, {
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`simnet.sh ${words.join(' ')}: ${stderr.trim()}`);
    return stdout;
  }
}

/**
 * Runs a command to its end or to the limit, in seconds. `wall`, `cpu`, `user`, `system` are seconds, `peakKiB` is resident memory, `over`
 * says that the limit ended it. Streams are file descriptors, or 'ignore'.
 */
export async function measured(command, { limit, report, stdout = 'ignore', stderr = 'ignore', env = process.env }) {
  rmSync(report, { force: true });
  const child = spawn(built('measure.c', 'measure'), [String(limit), report, ...command], {
    stdio: ['ignore', stdout, stderr],
    env,
  });
  // Ended with us, so that nothing runs on behind a benchmark that was stopped.
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  process.off('exit', stop);
  return JSON.parse(readFileSync(report, 'utf8'));
}
