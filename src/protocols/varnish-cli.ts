import { lengthFrame } from './bytes.js';
import type { Protocol, Recognition } from './types.js';

/** Bytes of a line with the status and the length of what follows it and one line end. */
const HEAD = 13;
const frame = lengthFrame(HEAD, (text) => {
  const length = /^\d{3} (\d{1,8}) *\n$/.exec(text.slice(0, HEAD))?.[1];
  return length === undefined ? Number.NaN : HEAD + Number(length) + 1;
});
const RECOGNITION = { confidence: 0.95, hostname: null } as const;

/** The command line by which Varnish is run: `varnish-cli(7)`. */
export const varnishCli: Protocol = {
  name: 'varnish-cli',
  title: 'Varnish command line',
  ports: [6082],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: 'quit',
  converse: null,
};

/** 107 with a challenge to prove that one knows the secret; 200 with what it is, where there is none. */
function recognize(greeting: string): Recognition | null {
  const wantsSecret = /^107 59 {6}\n[a-z]{32}\n\nAuthentication required\.\n/.test(greeting);
  if (wantsSecret) return { ...RECOGNITION, text: 'Authentication required.', extra: { access: 'password required' } };
  const banner = /^200 \d{1,8} *\n-{10,80}\nVarnish (?:Cache )?CLI [\d.]{1,9}/.exec(greeting)?.[0];
  return banner === undefined ? null : { ...RECOGNITION, text: banner.slice(banner.lastIndexOf('\n') + 1) };
}
