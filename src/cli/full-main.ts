import { EXIT } from './context.js';
import { ownDataFolder } from './copies/folder.js';
import { chooseLanguage, systemLocale } from './language.js';
import { loadTexts } from './messages/index.js';
import { run } from './run.js';
import { outputOf } from './streams.js';

/** Node's exit code for a program that waits for what nobody will do. */
const UNSETTLED = 13;

const call = chooseLanguage(process.argv.slice(2), process.env, systemLocale);
const texts = await loadTexts(call.language, 'common');
const controller = new AbortController();
let interrupts = 0;
let outputFailed = false;

/** The first time ends the work and prints what is known; the second time ends the process. */
function interrupt(name: NodeJS.Signals): void {
  interrupts += 1;
  if (interrupts === 1) controller.abort();
  else if (process.platform === 'win32') process.exit(EXIT.interrupted);
  else endBy(name);
}

/** As if the signal had never been caught: at once, even while the resolver's threads still wait. */
function endBy(name: NodeJS.Signals): void {
  process.emit('exit', EXIT.interrupted);
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}

/** A reader that has seen enough, such as head, is no failure; anything else that keeps us from writing is. */
function outputBroke(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
  outputFailed = true;
  process.stderr.write(`portolan: ${texts.unwritable(error.code ?? error.message)}\n`, () => process.exit(EXIT.usage));
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
process.stdout.on('error', outputBroke);
// Remarks that nobody can read change nothing about the results.
process.stderr.on('error', () => {});
// The runtime ends a program whose work was forgotten; that must not look like success, nor go unsaid.
process.once('exit', (status) => {
  if (status !== UNSETTLED) return;
  process.stderr.write(`portolan: ${texts.unsettled}\n`);
  process.exitCode = EXIT.incomplete;
});

const code = await run(call, {
  stdout: outputOf(process.stdout, process.env),
  stderr: outputOf(process.stderr, process.env),
  // Not before it is read: to touch it is to open it.
  stdin: () => process.stdin,
  signal: controller.signal,
  dataFolder: ownDataFolder(),
});
process.exitCode = code;
// Everything is said; a failure to write it is told in the next turn at the latest. Where a resolver still waits for its
// answer, the runtime lets it finish before the process ends.
process.stdout.write('', () =>
  setImmediate(() => process.stderr.write('', () => process.exit(outputFailed ? EXIT.usage : code))),
);
