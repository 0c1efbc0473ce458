import { call, parseReply, rpcRecord } from './onc-rpc.js';
import type { Protocol, Recognition, Request } from './types.js';

const NFS = 100_003;
/** No version at all, so that the server tells which ones it has (RFC 5531 section 9, PROG_MISMATCH). */
const NO_VERSION = 0;

/** Does nothing, and is answered (RFC 1813 section 3.3.0, RFC 8881 section 16.1). */
const OPENING: Request = { name: 'null', bytes: call(NFS, NO_VERSION, 0), frame: rpcRecord };

/** Network File System, RFC 1813 and RFC 8881. */
export const nfs: Protocol = {
  name: 'nfs',
  title: 'Network File System (NFS)',
  ports: [2049],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: rpcRecord,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  const result = request === 'nfs/null' ? parseReply(reply) : null;
  if (result === null || result.status === 'unavailable') return null;
  if (result.status !== 'mismatch') return { confidence: 0.8, text: `nfs: ${result.status}`, hostname: null };
  const versions = `${result.lowest}-${result.highest}`;
  return { confidence: 0.9, text: `nfs: versions ${versions}`, hostname: null, extra: { protocolVersions: versions } };
}
