import { fromHex, lengthFrame, uint8, uint16le, uint32le } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

const BIND_ACK = 12;
const BIND_NAK = 13;
const FAULT = 3;
const CALL = 0x706f7274;

/** Version 5 and the length at offset 8, the low byte first (C706, section 12.6.3.1). */
const unit: Frame = lengthFrame(10, (text) => (uint8(text, 0) === 5 ? uint16le(text, 8) : Number.NaN));

/** Binds to the endpoint mapper, without authentication, and asks it nothing ([C706] section 12.6.4.3). */
const OPENING: Request = {
  name: 'bind',
  bytes: fromHex(
    '05 00 0b 03 10000000 4800 0000 74726f70 b810 b810 00000000 01000000 0000 0100' +
      '0883afe1 1f5d c911 91a4 08002b14a0fa 0300 0000 045d888a eb1c c911 9fe8 08002b104860 02000000',
  ),
  frame: unit,
};

/** Endpoint mapper of DCE RPC, which Windows builds upon ([MS-RPCE]). */
export const epmap: Protocol = {
  name: 'epmap',
  title: 'DCE RPC endpoint mapper',
  ports: [135],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: unit,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string, request: string): Recognition | null {
  if (request !== 'epmap/bind' || unit(reply) === 0 || uint8(reply, 1) > 1 || uint32le(reply, 12) !== CALL) return null;
  const kind = uint8(reply, 2);
  if (kind !== BIND_ACK && kind !== BIND_NAK && kind !== FAULT) return null;
  return { confidence: 0.95, text: kind === BIND_ACK ? 'bind accepted' : 'bind refused', hostname: null };
}
