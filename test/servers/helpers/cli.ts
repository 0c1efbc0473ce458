// Runs the built command line, as a user does. It is built first where the sources are newer.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  FailureRecord,
  HostRecord,
  MetaRecord,
  ProbeRecord,
  ResultRecord,
  SummaryRecord,
} from '../../../src/index.js';
import { type CommandOptions, type CommandResult, type RunningCommand, startCommand } from './command.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

export interface CliOptions extends CommandOptions {
  /** Run inside this network namespace. */
  namespace?: string;
  /** Descriptors that the process may have open. */
  openFiles?: number;
}

export interface ScanDocument {
  meta: Omit<MetaRecord, 'type'>;
  results: Omit<ResultRecord, 'type'>[];
  hosts: Omit<HostRecord, 'type'>[];
  failures: Omit<FailureRecord, 'type'>[];
  summary: Omit<SummaryRecord, 'type'>;
}

export interface ProbeDocument {
  results: Omit<ProbeRecord, 'type'>[];
  failures: Omit<FailureRecord, 'type'>[];
}

export function startPortolan(args: readonly string[], options: CliOptions = {}): RunningCommand {
  build();
  const { namespace, openFiles, ...rest } = options;
  const words = [
    ...(namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace]),
    // Each of these replaces itself by what it starts, so that a signal reaches the program itself.
    ...(openFiles === undefined ? [] : ['bash', '-c', `ulimit -n ${openFiles}; exec "$@"`, 'bash']),
    ...[process.execPath, MAIN, ...args],
  ];
  return startCommand(words[0] as string, words.slice(1), rest);
}

export function portolan(args: readonly string[], options: CliOptions = {}): Promise<CommandResult> {
  return startPortolan(args, options).ended;
}

/** The JSON document on stdout; a failed parse shows what was there instead. */
export function documentOf<Document>({ stdout, stderr, status }: CommandResult): Document {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(`stdout of exit ${status} is not one JSON document: ${stdout.slice(0, 500)}${stderr}`, {
      cause: error,
    });
  }
}

/** Every pair is in exactly one state. */
export function assertAddsUp(summary: ScanDocument['summary']): void {
  const { asked, open, closed, filtered, unreachable, unknown } = summary;
  assert.equal(open + closed + filtered + unreachable + unknown, asked, JSON.stringify(summary));
}

let built = false;

function build(): void {
  if (built) return;
  const inputs = [join(ROOT, 'package.json'), join(ROOT, 'tsconfig.build.json'), ...filesBelow(join(ROOT, 'src'))];
  if (Math.max(...inputs.map(changedAt)) > changedAt(MAIN)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs')], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, `the build failed:\n${stdout}${stderr}`);
  }
  built = true;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
