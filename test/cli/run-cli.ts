import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CliContext } from '../../src/cli/context.js';
import { chooseLanguage } from '../../src/cli/language.js';
import { run } from '../../src/cli/run.js';
import { PortolanError } from '../../src/errors.js';
import { type Resolver, resolveWithSystem } from '../../src/net/resolve.js';
import { captureOutput } from '../helpers/captured-output.js';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Knows no name below .invalid (RFC 6761), without asking a name server; the hosts file has the rest. */
const resolve: Resolver = async (name, family) => {
  if (name.endsWith('.invalid')) throw new PortolanError('ERR_RESOLVE', { value: name, problem: 'no such host name' });
  return resolveWithSystem(name, family);
};

/** Runs a command line inside this process, in English. */
export function cli(...words: string[]): Promise<CliResult> {
  return cliIn('C', ...words);
}

/** Runs a command line inside this process, in the language of a locale. */
export function cliIn(locale: string, ...words: string[]): Promise<CliResult> {
  return runInside(locale, words, undefined);
}

/** Runs a command line inside this process, in English, with chunks of standard input. */
export function cliReading(chunks: Iterable<string>, ...words: string[]): Promise<CliResult> {
  return runInside('C', words, async function* () {
    yield* chunks;
  });
}

async function runInside(locale: string, words: readonly string[], stdin: CliContext['stdin']): Promise<CliResult> {
  const { written, streams } = captureOutput();
  const signal = new AbortController().signal;
  const code = await run(chooseLanguage(words, { LANG: locale }), {
    ...streams,
    stdin,
    signal,
    resolve,
  });
  return { code, ...written };
}

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Starts the program itself, as a process of its own. Its output is piped, or goes to the descriptors given. */
export function startCli(
  words: readonly string[],
  {
    stdin = 'ignore',
    stdout = 'pipe',
    stderr = 'pipe',
    locale = 'C',
  }: { stdin?: 'ignore' | 'pipe'; stdout?: 'pipe' | number; stderr?: 'pipe' | number; locale?: string } = {},
): ChildProcess {
  const loader = import.meta.resolve('tsx');
  const env = { ...process.env, LC_ALL: locale };
  return spawn(process.execPath, ['--import', loader, MAIN, ...words], { stdio: [stdin, stdout, stderr], env });
}

/** What a started program said until it ended. */
export async function resultOf(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** A server on a free port of 127.0.0.1 that greets and hangs up; ends with the test. */
export async function greeter(t: TestContext, greeting: string): Promise<number> {
  const server: Server = createServer((socket) => void socket.on('error', () => {}).end(greeting));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return (server.address() as { port: number }).port;
}

/** A port of 127.0.0.1 where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
