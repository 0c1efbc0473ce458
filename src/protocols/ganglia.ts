import type { Frame, Protocol, Recognition } from './types.js';

const END = '</GANGLIA_XML>\n';
/** The whole document. A large cluster's is longer than is read; what matters comes before its hosts. */
const frame: Frame = (text) => {
  const at = text.indexOf(END);
  return at < 0 ? 0 : at + END.length;
};

/** The state of a cluster that Ganglia's daemons tell everybody, as XML: `gmond(1)` and `gmetad(1)`. */
export const ganglia: Protocol = {
  name: 'ganglia',
  title: 'Ganglia',
  ports: [8649, 8651],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognize(greeting: string): Recognition | null {
  const text = /^<\?xml [^>]{1,100}\?>\s{0,4}<!DOCTYPE GANGLIA_XML\b/.exec(greeting)?.[0];
  return text === undefined ? null : { confidence: 0.98, text: 'GANGLIA_XML', hostname: null };
}
