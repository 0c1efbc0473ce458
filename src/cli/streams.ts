import type { WriteStream } from 'node:tty';
import type { Output } from './context.js';

/** Wraps one of the process's streams. */
export function outputOf(stream: WriteStream, environment: NodeJS.ProcessEnv): Output {
  return {
    write: (text) => stream.write(text),
    drained: () =>
      new Promise((resolve) => {
        // A stream that has broken never drains; whoever waits must not wait for ever.
        if (stream.destroyed || !stream.writableNeedDrain) resolve();
        else stream.once('drain', resolve).once('close', resolve);
      }),
    get columns() {
      // Some terminals say that they have 0 columns.
      return stream.columns || 80;
    },
    colour: wantsColour(stream.isTTY, environment),
    isTerminal: stream.isTTY === true,
  };
}

/** NO_COLOR wins when it is not empty; FORCE_COLOR decides when it is set; else a terminal that is not dumb has colour. */
export function wantsColour(isTerminal: boolean | undefined, environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal === true && TERM !== 'dumb';
}
