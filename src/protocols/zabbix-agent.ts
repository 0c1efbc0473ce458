import { asUint32le, lengthFrame, uint32le } from './bytes.js';
import { onOneLine } from './text.js';
import type { Protocol, Recognition, Request } from './types.js';

const KEY = 'agent.version';
/** Bytes of the magic number, the flags, the length and what is reserved behind it. */
const HEAD = 13;
const frame = lengthFrame(HEAD, (text) => (text.startsWith('ZBXD') ? HEAD + uint32le(text, 5) : Number.NaN));
const OPENING: Request = { name: 'version', bytes: `ZBXD\x01${asUint32le(KEY.length)}${asUint32le(0)}${KEY}`, frame };

/** The passive checks of Zabbix agents: *Zabbix agent protocol* of the product's documentation. */
export const zabbixAgent: Protocol = {
  name: 'zabbix-agent',
  title: 'Zabbix agent',
  ports: [10050],
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

/** A head, a length and the value. Whom its configuration does not name is hung up on. */
function recognizeReply(reply: string): Recognition | null {
  const match = /^ZBXD[\x01-\x07]/.exec(reply);
  if (match === null) return null;
  return {
    confidence: 0.95,
    text: 'ZBXD',
    hostname: null,
    subject: `value: ${onOneLine(reply.slice(HEAD, HEAD + 200))}`,
  };
}
