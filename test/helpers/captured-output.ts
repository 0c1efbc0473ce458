import type { Output } from '../../src/cli/context.js';

/** Streams that keep what is written to them, as wide as a terminal whose width is not known, without colour. */
export function captureOutput() {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({
    write(text) {
      written[name] += text;
      return true;
    },
    drained: async () => {},
    columns: 80,
    colour: false,
    isTerminal: false,
  });
  return { written, streams: { stdout: output('stdout'), stderr: output('stderr') } };
}
