import { uint32 } from './bytes.js';
import { call, parseReply, rpcRecord } from './onc-rpc.js';
import type { Inquiry, Protocol, Recognition, Request } from './types.js';

const PORTMAPPER = 100_000;
/** Programs that one list may name: more are not looked at. */
const MOST_PROGRAMS = 200;
/** Names of common programs, as rpc(5) has them. */
const PROGRAMS: Readonly<Record<number, string>> = {
  100000: 'portmapper',
  100003: 'nfs',
  100004: 'ypserv',
  100005: 'mountd',
  100007: 'ypbind',
  100011: 'rquotad',
  100021: 'nlockmgr',
  100024: 'status',
  100227: 'nfs_acl',
};

/** Does nothing, and is answered (RFC 1833 section 3.2). */
const OPENING: Request = { name: 'null', bytes: call(PORTMAPPER, 2, 0), frame: rpcRecord };

/** The list of programs, which `rpcinfo -p` shows. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'dump', bytes: call(PORTMAPPER, 2, 4), frame: rpcRecord, until: 'product' },
];

/** Port mapper of ONC RPC, RFC 1833 and RFC 5531. */
export const sunrpc: Protocol = {
  name: 'sunrpc',
  title: 'ONC RPC port mapper (rpcbind)',
  ports: [111],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: rpcRecord,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  const result = request.startsWith('sunrpc/') ? parseReply(reply) : null;
  if (result === null) return null;
  const list = request === 'sunrpc/dump' && result.status === 'success' ? programsOf(result.body) : [];
  const text = list.length === 0 ? `portmapper: ${result.status}` : `programs: ${list.join(', ')}`;
  const extra: Record<string, string> = list.length === 0 ? {} : { programs: list.join(', ') };
  return { confidence: 0.9, text: `portmapper: ${result.status}`, hostname: null, subject: text, extra };
}

/** Every program once, with its versions and TCP or UDP ports: `nfs 3 4 (2049)`. */
function programsOf(body: string): string[] {
  const found = new Map<number, { versions: Set<number>; ports: Set<number> }>();
  // Each entry follows a 1: program, version, transport, port (RFC 1833 section 3.1).
  for (let at = 0, count = 0; uint32(body, at) === 1 && count < MOST_PROGRAMS; at += 20, count += 1) {
    const [program, version, port] = [uint32(body, at + 4), uint32(body, at + 8), uint32(body, at + 16)];
    if (Number.isNaN(port)) break;
    const entry = found.get(program) ?? { versions: new Set(), ports: new Set() };
    entry.versions.add(version);
    entry.ports.add(port);
    found.set(program, entry);
  }
  return [...found].map(([program, { versions, ports }]) => {
    const numbers = [...versions].sort((a, b) => a - b).join(' ');
    return `${PROGRAMS[program] ?? program} ${numbers} (${[...ports].join(' ')})`;
  });
}
