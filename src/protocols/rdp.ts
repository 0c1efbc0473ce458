import { fromHex, lengthFrame, uint8, uint16, uint32le } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

/** Four bytes of TPKT before each unit (RFC 1006 section 6). */
const tpkt: Frame = lengthFrame(4, (text) => (uint8(text, 0) === 3 ? uint16(text, 2) : Number.NaN));

/** X.224 connection request that offers TLS and CredSSP ([MS-RDPBCGR] section 2.2.1.1), what every client begins with. */
const NEGOTIATION = fromHex('03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03 00 00 00');
const OPENING: Request = { name: 'negotiate', bytes: NEGOTIATION, frame: tpkt };

/** The same once the server has shown, by how it turned down something else, what it speaks. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'connect', bytes: connect, frame: tpkt, until: 'product' }];

/** What xrdp sends to who says anything else: Disconnect Provider Ultimatum (T.125) in a data unit of X.224. */
const ULTIMATUM = fromHex('03 00 00 09 02 f0 80 21 80');

/** Connection confirm of X.224, and what it holds ([MS-RDPBCGR] sections 2.2.1.2.1 and 2.2.1.2.2). */
const CONFIRM = 0xd0;
const RESPONSE = 2;
const FAILURE = 3;

/** Security that the server chose ([MS-RDPBCGR] section 2.2.1.2.1). */
const PROTOCOLS: Readonly<Record<number, string>> = { 0: 'RDP', 1: 'TLS', 2: 'CredSSP', 4: 'RDSTLS', 8: 'CredSSP-EX' };
/** Why it refused ([MS-RDPBCGR] section 2.2.1.2.2). */
const FAILURES: Readonly<Record<number, string>> = {
  1: 'TLS required',
  2: 'TLS not allowed',
  3: 'no certificate',
  4: 'inconsistent flags',
  5: 'CredSSP required',
  6: 'TLS with user authentication required',
};

/** Remote Desktop Protocol, [MS-RDPBCGR]. TLS comes behind the negotiation, not before it. */
export const rdp: Protocol = {
  name: 'ms-wbt-server',
  title: 'Remote Desktop Protocol (RDP)',
  ports: [3389],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: tpkt,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function connect({ said }: RequestContext): string | null {
  return said.some(({ request }) => request === 'ms-wbt-server/negotiate') ? null : NEGOTIATION;
}

/** Lines such as `security: CredSSP, flags 1f, reference 1234`. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (reply === ULTIMATUM) return { confidence: 0.9, text: 'disconnect provider ultimatum', hostname: null };
  if (!request.startsWith('ms-wbt-server/') || uint16(reply, 0) !== 0x0300) return null;
  const length = uint16(reply, 2);
  // The length indicator counts what is behind it (ISO 8073 section 13.2.1).
  const isConfirm = length >= 11 && uint8(reply, 4) === length - 5 && uint8(reply, 5) === CONFIRM;
  if (!isConfirm || reply.length < length) return null;
  const security = securityOf(reply);
  const reference = uint16(reply, 8).toString(16).padStart(4, '0');
  const flags = security.flags === null ? '' : `, flags ${security.flags}`;
  const text = `security: ${security.name}${flags}, reference ${reference}`;
  return { confidence: 0.95, text, hostname: null, subject: text, extra: { security: security.name } };
}

function securityOf(reply: string): { readonly name: string; readonly flags: string | null } {
  const [type, code] = [uint8(reply, 11), uint32le(reply, 15)];
  if (Number.isNaN(code)) return { name: 'RDP', flags: null };
  if (type === FAILURE) return { name: `refused: ${FAILURES[code] ?? code}`, flags: null };
  if (type !== RESPONSE) return { name: 'RDP', flags: null };
  return { name: PROTOCOLS[code] ?? String(code), flags: uint8(reply, 12).toString(16).padStart(2, '0') };
}
