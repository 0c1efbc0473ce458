import { singleLine } from './framing.js';
import type { Frame, Inquiry, Protocol, Recognition } from './types.js';

/** Lines up to the end of the daemon's list of modules. */
const moduleList: Frame = (text) => {
  const at = /(?:^|\n)@(?:RSYNCD: EXIT|ERROR)[^\n]*\n/.exec(text);
  return at === null ? 0 : at.index + at[0].length;
};

/** The list of modules tells no version, and daemons log who asks for it. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'list', bytes: '@RSYNCD: 31.0\n#list\n', frame: moduleList, until: 'version', intensity: 'full' },
];

/** The rsync daemon; its protocol is described in the source of rsync only. URLs: RFC 5781. */
export const rsync: Protocol = {
  name: 'rsync',
  title: 'rsync daemon',
  ports: [873],
  tlsPorts: [874],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** `@RSYNCD:`, the version of the protocol, and since rsync 3.2 the digests that passwords may be hashed with. */
function recognize(greeting: string): Recognition | null {
  const match = /^@RSYNCD: (\d{1,3}(?:\.\d{1,3})?)(?:[ ]([a-z0-9 -]{1,200}))?(?=[\r\n]|$)/.exec(greeting);
  if (match === null) return null;
  const [text, protocolVersion = '', digests] = match;
  return { confidence: 0.98, text, hostname: null, extra: { protocolVersion, ...(digests ? { digests } : {}) } };
}

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'rsync/list') return null;
  const modules = [...reply.slice(0, 8192).matchAll(/^([^\s@][^\t\n]{0,80}?) {0,40}\t/gm)].map((each) => each[1]!);
  return {
    confidence: 0.95,
    text: 'list',
    hostname: null,
    ...(modules.length === 0 ? {} : { extra: { modules: modules.join(', ').slice(0, 400) } }),
  };
}
