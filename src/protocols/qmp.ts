import { singleLine } from './framing.js';
import { onOneLine } from './text.js';
import type { Protocol, Recognition } from './types.js';

/** QMP, by which QEMU's machines are steered: `docs/interop/qmp-spec` of its source. No port is its own. */
export const qmp: Protocol = {
  name: 'qmp',
  title: 'QEMU Machine Protocol',
  ports: [4444],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** The subject is one line, `QEMU 7.2.0 Debian 1:7.2+dfsg-7`. */
function recognize(greeting: string): Recognition | null {
  const head = /^\{"QMP": ?\{"version": ?\{[^\r\n]{1,500}/.exec(greeting)?.[0];
  if (head === undefined) return null;
  const [major, minor, micro] = ['major', 'minor', 'micro'].map(
    (key) => new RegExp(`"${key}": ?(\\d{1,4})`).exec(head)?.[1],
  );
  const packaged = /"package": ?"([^"]{0,100})"/.exec(head)?.[1] ?? '';
  const known = major !== undefined && minor !== undefined && micro !== undefined;
  const subject = known ? { subject: `QEMU ${major}.${minor}.${micro} ${onOneLine(packaged)}` } : {};
  return { confidence: 0.95, text: '{"QMP":', hostname: null, ...subject };
}
