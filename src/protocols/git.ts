import type { Frame, Protocol, Recognition, Request, RequestContext } from './types.js';

/** A repository that hardly exists: its absence is all there is to learn. */
const PATH = '/portolan';

/** One pkt-line (gitprotocol-common): four hexadecimal digits that count themselves too; `0000` stands for none. */
export const packetLine: Frame = (text) => {
  const digits = /^[0-9a-f]{4}/i.exec(text)?.[0];
  if (digits === undefined) return text.length < 4 ? 0 : text.indexOf('\n') + 1;
  const length = Math.max(4, Number.parseInt(digits, 16));
  return length <= text.length ? length : 0;
};

const OPENING: Request = { name: 'upload-pack', bytes: uploadPack, frame: packetLine };

/** The Git transport, gitprotocol-pack(5). */
export const git: Protocol = {
  name: 'git',
  title: 'Git pack transfer',
  ports: [9418],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: packetLine,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** As `git clone git://host/portolan` begins. */
function uploadPack({ host }: RequestContext): string {
  const request = `git-upload-pack ${PATH}\0host=${host}\0`;
  return (request.length + 4).toString(16).padStart(4, '0') + request;
}

/** An error packet, or the first reference with the capabilities behind it. */
function recognizeReply(reply: string): Recognition | null {
  const text = /^[0-9a-f]{4}(?:ERR |[0-9a-f]{40}(?:[0-9a-f]{24})? |version [12])/.exec(reply)?.[0];
  if (text === undefined) return null;
  const agent = /\bagent=([\w./+-]{1,80})/.exec(reply.slice(0, 4096))?.[1];
  const said = reply.slice(4, 512);
  return { confidence: 0.95, text, hostname: null, subject: agent === undefined ? said : `agent: ${agent}\n${said}` };
}
