import type { Frame, Protocol, Recognition } from './types.js';

/** One item of the protocol: a list ends where its parentheses are closed (`ra_svn/protocol`, section 1). */
export const svnItem: Frame = (text) => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(') depth += 1;
    if (character !== ')') continue;
    depth -= 1;
    // A list is followed by one white space.
    if (depth <= 0) return at + 1 < text.length ? at + 2 : 0;
  }
  return 0;
};

/** Subversion's own protocol, svnserve: `subversion/libsvn_ra_svn/protocol` in its source. */
export const svn: Protocol = {
  name: 'svn',
  title: 'Subversion',
  ports: [3690],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: svnItem,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** The greeting: least and greatest version of the protocol, mechanisms, capabilities. */
function recognize(greeting: string): Recognition | null {
  const match = /^\( success \( (\d{1,3}) (\d{1,3}) \( [^()]{0,200}\) \( ([^()]{0,400})\)/.exec(greeting);
  if (match === null) return null;
  const [text, least, most, capabilities = ''] = match;
  const extra = { protocolVersions: `${least}-${most}`, capabilities: capabilities.trim() };
  return { confidence: 0.98, text, hostname: null, extra };
}
