#!/usr/bin/env node
import { EXIT } from './context.js';
import { en } from './messages/en.js';
import { run } from './run.js';
import { outputOf } from './streams.js';

/** Node's exit code for a program that waits for what nobody will do. */
const UNSETTLED = 13;

const controller = new AbortController();
let interrupts = 0;

/** The first time ends the work and prints what is known; the second time ends the process. */
function interrupt(): void {
  interrupts += 1;
  if (interrupts > 1) process.exit(EXIT.interrupted);
  controller.abort();
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.usage);
});

// The runtime ends a program whose work was forgotten; that must not look like success, nor go unsaid.
process.once('exit', (status) => {
  if (status !== UNSETTLED) return;
  process.stderr.write(`portolan: ${en.unsettled}\n`);
  process.exitCode = EXIT.incomplete;
});

const code = await run(process.argv.slice(2), {
  stdout: outputOf(process.stdout, process.env),
  stderr: outputOf(process.stderr, process.env),
  signal: controller.signal,
});
process.exitCode = code;
// Everything is said; a resolver that still waits for its answer must not keep us.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
