import { asUint16, bytes, lengthFrame, uint8, uint16 } from './bytes.js';
import type { Protocol, Recognition, Request } from './types.js';

const CLIENT_RESET = 7;
const SERVER_RESET = 8;
/** Our session, of eight bytes. */
const SESSION = 'portolan';
/** The kind of packet and the key, the session, no acknowledgements, packet 0. */
const RESET = `${bytes(CLIENT_RESET << 3)}${SESSION}${bytes(0, 0, 0, 0, 0)}`;
const frame = lengthFrame(2, (text) => 2 + uint16(text, 0));
/** What every client begins with. A server that wants packets signed by a key of its own does not answer. */
const OPENING: Request = { name: 'reset', bytes: `${asUint16(RESET.length)}${RESET}`, frame };

/** OpenVPN over TCP: `ssl.h` and `doc_protocol_overview.h` of its source. */
export const openvpn: Protocol = {
  name: 'openvpn',
  title: 'OpenVPN',
  ports: [1194],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** The same kind of packet from the server, with the number of our session in it. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'openvpn/reset' || uint8(reply, 2) >>> 3 !== SERVER_RESET) return null;
  if (uint16(reply, 0) > reply.length - 2 || !reply.slice(11).includes(SESSION)) return null;
  return { confidence: 0.95, text: 'P_CONTROL_HARD_RESET_SERVER_V2', hostname: null };
}
