import { asUint16, uint32 } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

const USUAL_PORT = 4369;
/** Nothing tells where the list ends: the server hangs up behind it. */
const untilClosed: Frame = () => 0;
/** NAMES_REQ, which `epmd -names` sends. */
const OPENING: Request = { name: 'names', bytes: `${asUint16(1)}n`, frame: untilClosed };

/** EPMD, which tells where the nodes of Erlang listen: *Distribution Protocol* of the ERTS documentation. */
export const epmd: Protocol = {
  name: 'epmd',
  title: 'Erlang port mapper',
  ports: [4369],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: untilClosed,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Its own port and, one a line, the name and port of every node. */
function recognizeReply(reply: string, request: string): Recognition | null {
  const port = uint32(reply, 0);
  if (request !== 'epmd/names' || !(port > 0 && port <= 0xffff)) return null;
  const nodes = [...reply.slice(4).matchAll(/name ([^\s]{1,255}) at port (\d{1,5})\n/g)];
  if (nodes.length === 0 && reply.length > 4) return null;
  const list = nodes.map(([, name, at]) => `${name} (${at})`).join(', ');
  const isSure = nodes.length > 0 || port === USUAL_PORT;
  return {
    ...{ confidence: isSure ? 0.95 : 0.6, text: `EPMD at port ${port}`, hostname: null },
    ...{ subject: `epmd: ${list}`, extra: { nodes: list } },
  };
}
