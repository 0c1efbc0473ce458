import type { Protocol, Recognition, Request } from './types.js';

/** The server closes behind its answer (RFC 3912 section 2), so no line ends it. */
const never = () => 0;

/** Asks for a name that nobody can have (RFC 2606 section 2). */
const OPENING: Request = { name: 'query', bytes: 'portolan.invalid\r\n', frame: never };

/** WHOIS, RFC 3912. IANA calls it `nicname`. */
export const whois: Protocol = {
  name: 'nicname',
  title: 'WHOIS',
  ports: [43],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: never,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

const SURELY =
  /(?:^|\n)(?:[%#] {0,4}[^\n]{0,80}\b(?:whois|RIPE|APNIC|ARIN|LACNIC|AFRINIC|IANA|IRRd?)\b|no match (?:found )?(?:for|to)\b|domain not found|no data found|no entries found|%(?:ERROR|error):\d{3}|Domain Name: |not found: ?portolan\.invalid|>>> last update of whois)/i;

function recognizeReply(reply: string, request: string): Recognition | null {
  const told = SURELY.exec(reply.slice(0, 4096))?.[0];
  // Comment lines that speak of WHOIS may stand in the answer of any other text service as well.
  if (told !== undefined) {
    return { confidence: request === 'nicname/query' ? 0.9 : 0.6, text: told.trim(), hostname: null };
  }
  return null;
}
