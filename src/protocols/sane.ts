import { asUint32, fromHex, uint8, uint16, uint24 } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

const USER = 'portolan\0';
const reply8: Frame = (text) => (text.length < 8 ? 0 : 8);
/** SANE_NET_INIT: version 1.0.3 and the name of the user, by which no scanner is opened yet. */
const OPENING: Request = {
  name: 'init',
  bytes: `${asUint32(0)}${fromHex('01000003')}${asUint32(USER.length)}${USER}`,
  frame: reply8,
};

/** SANE's network protocol: chapter 5 of the SANE standard. */
export const sane: Protocol = {
  name: 'sane-port',
  title: 'SANE network scanner',
  ports: [6566],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: reply8,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Status and version of the protocol: major, minor, build. */
function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'sane-port/init' || reply.length !== 8 || uint24(reply, 0) !== 0) return null;
  const [status, major, minor, build] = [uint8(reply, 3), uint8(reply, 4), uint8(reply, 5), uint16(reply, 6)];
  if (major !== 1 || status > 11) return null;
  const version = `${major}.${minor}.${build}`;
  const extra = { protocolVersion: version, access: status === 0 ? 'open' : 'denied' };
  return { confidence: 0.9, text: `SANE ${version}`, hostname: null, subject: `sane: ${version}`, extra };
}
