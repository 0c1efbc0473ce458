import type { Frame, Inquiry, Protocol, Recognition } from './types.js';

const OFFERS = 'relp_version=0\nrelp_software=portolan\ncommands=syslog';
/** Number, command and length of the data, the data, and a line end. */
const frame: Frame = (text) => {
  const head = /^\d{1,9} [a-z]{1,32} (\d{1,9})(?=[ \n])/.exec(text);
  if (head === null) return 0;
  const length = Number(head[1]);
  const end = head[0].length + (length === 0 ? 0 : 1 + length) + 1;
  return end <= text.length ? end : 0;
};
/** Opens a session, and the server tells its software; nothing is logged over it. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'open', bytes: `1 open ${OFFERS.length} ${OFFERS}\n`, frame, until: 'product', fresh: true },
];

/** RELP, by which rsyslog hands on logs: `relp.html` of librelp's documentation. */
export const relp: Protocol = {
  name: 'relp',
  title: 'Reliable Event Logging Protocol',
  ports: [2514],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** To what is no frame the server says that it closes, unasked; else it answers with the number of the request. */
function recognizeReply(reply: string): Recognition | null {
  const text = /^(?:0 serverclose 0(?=\n$)|\d{1,9} rsp \d{1,9} (?:200 OK|500 )[^\r\n]{0,80})/.exec(reply)?.[0];
  return text === undefined ? null : { confidence: 0.95, text: text.trimEnd(), hostname: null };
}
