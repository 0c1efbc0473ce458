import { asUint16, bytes, lengthFrame, uint8, uint16 } from './bytes.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

const PRELOGIN = 0x12;
const REPLY = 0x04;
const LAST = 0xff;
const HEAD_BYTES = 8;
const VERSION = 0;
const ENCRYPTION = 1;
/** Values of the encryption option (MS-TDS 2.2.6.5). */
const ENCRYPTIONS = ['off', 'on', 'not supported', 'required'];

/** A head of eight bytes with the whole length, high byte first (MS-TDS 2.2.3.1). */
const packet: Frame = lengthFrame(HEAD_BYTES, (text) => uint16(text, 2));

/** What every client says before it logs in: options, of which the first is its version. */
const OPENING: Request = { name: 'prelogin', bytes: prelogin(), frame: packet };

/** Microsoft SQL Server and what takes its clients: Tabular Data Stream. */
export const msSqlServer: Protocol = {
  name: 'ms-sql-s',
  title: 'Tabular Data Stream (TDS)',
  ports: [1433, 11433],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: packet,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Options each with place and length, an end, and the values: version, encryption off, default instance, thread, no MARS. */
function prelogin(): string {
  const values = ['\0'.repeat(6), '\x02', '\0', '\0'.repeat(4), '\0'];
  let place = values.length * 5 + 1;
  let options = '';
  for (const [option, value] of values.entries()) {
    options += bytes(option) + asUint16(place) + asUint16(value.length);
    place += value.length;
  }
  const body = options + bytes(LAST) + values.join('');
  return bytes(PRELOGIN, 1) + asUint16(HEAD_BYTES + body.length) + bytes(0, 0, 0, 0) + body;
}

function recognizeReply(reply: string): Recognition | null {
  if (uint8(reply, 0) !== REPLY || uint8(reply, 1) !== 1 || packet(reply) !== reply.length) return null;
  const places = optionPlaces(reply);
  const at = places.get(VERSION);
  if (at === undefined || Number.isNaN(uint16(reply, at + 2))) return null;
  const version = `${uint8(reply, at)}.${uint8(reply, at + 1)}.${uint16(reply, at + 2)}`;
  const encryption = ENCRYPTIONS[uint8(reply, places.get(ENCRYPTION) ?? -1)];
  return {
    confidence: 0.95,
    text: `version ${version}`,
    hostname: null,
    subject: `version: ${version}\n`,
    extra: encryption === undefined ? {} : { encryption },
  };
}

/** Where the value of each option begins. */
function optionPlaces(reply: string): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = HEAD_BYTES; at + 5 <= reply.length && uint8(reply, at) !== LAST; at += 5) {
    places.set(uint8(reply, at), HEAD_BYTES + uint16(reply, at + 1));
  }
  return places;
}
