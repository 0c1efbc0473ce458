import type { ScanProgress } from '../pipeline.js';
import { columnsOf } from '../report/wrap.js';
import type { CliContext } from './context.js';
import { type Speed, Speedometer } from './speed.js';

/** A line about the work under way on stderr; nothing where nobody watches. */
export interface ProgressLine {
  /** Makes room for text on the terminal; the line comes back by itself. */
  clear(): void;
  stop(): void;
}

/** Milliseconds between two looks at the numbers: quick enough to feel alive, slow enough to cost nothing. */
const REFRESH_MS = 100;

const SILENT: ProgressLine = { clear() {}, stop() {} };

/** Shows count, rate, time left and the open ports so far, while a person watches and did not ask for quiet. */
export async function showProgress(
  context: CliContext,
  quiet: boolean,
  progress: ScanProgress,
  words: (progress: ScanProgress, speed: Speed) => string,
): Promise<ProgressLine> {
  // A terminal without columns has no place for a line, and would be drawn on for ever.
  if (quiet || !context.stderr.isTerminal || !process.stderr.columns) return SILENT;
  // Loaded only where it is seen: a scan in a pipe starts sooner and needs fewer descriptors.
  const { default: ora } = await import('ora');
  const startedAt = performance.now();
  const speedometer = new Speedometer();
  const text = () => {
    const speed = speedometer.look(progress, performance.now() - startedAt);
    return fit(words(progress, speed), context.stderr.columns - 4);
  };
  // The terminal's input is left alone, so that Ctrl-C and typed-ahead text work as usual.
  const spinner = ora({
    text: text(),
    stream: process.stderr,
    color: context.stderr.colour ? 'cyan' : false,
    discardStdin: false,
  }).start();
  const timer = setInterval(() => {
    spinner.text = text();
  }, REFRESH_MS);
  timer.unref();
  return {
    clear: () => void spinner.clear(),
    stop() {
      clearInterval(timer);
      spinner.stop();
    },
  };
}

/** As much of a text as a line holds, whatever the width of its characters. */
export function fit(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const characters = [...text];
  while (characters.length > 1 && columnsOf(characters.join('')) >= columns) characters.pop();
  return `${characters.join('')}…`;
}
