import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface CommandOptions {
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** The command is killed after this. Default 60,000. */
  timeoutMs?: number;
}

export interface CommandResult {
  /** Null when a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
  durationMs: number;
}

export interface RunningCommand {
  child: ChildProcess;
  /** A status other than 0 is a result, not an exception. */
  ended: Promise<CommandResult>;
}

export function startCommand(
  command: string,
  args: readonly string[],
  { env = {}, cwd, timeoutMs = 60_000 }: CommandOptions = {},
): RunningCommand {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' },
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const closed = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(([status, stdout, stderr]) => ({
    ...{ status, stdout, stderr },
    durationMs: performance.now() - startedAt,
  }));
  return { child, ended };
}
