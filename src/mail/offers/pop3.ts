import { splitLines } from '../../protocols/index.js';
import { Announced, readLine, readNumber } from './capability.js';
import { POP3_KEYWORDS } from './known-keywords.js';
import { lastExchange, type OfferSource } from './source.js';
import type { Pop3Offers } from './types.js';

/** `<process-ID.clock@hostname>` of RFC 1939 section 7, in the syntax of a message identifier. */
const TIMESTAMP = /<[^\s<>@]{1,256}@[^\s<>@]{1,256}>/;
/** Digits of a number of days or seconds at most: more is no time that anybody means. */
const NUMBER_DIGITS = 10;

/** What a POP3 server announced in reply to CAPA; null where it gave no answer about itself. */
export function pop3Offers(said: OfferSource): Pop3Offers | null {
  const reply = lastExchange(said, /^CAPA\b/i)?.reply;
  const capa = reply === undefined ? said.capabilities.length > 0 : /^\+OK/i.test(reply);
  // A server that has no CAPA says `-ERR`; one that is out of order says so by a response code (RFC 3206 section 4).
  if (!capa && !/^-ERR(?! \[(?:SYS|IN-USE|LOGIN-DELAY))/i.test(reply ?? '')) return null;
  const announced = new Announced(said.capabilities.map(readLine));
  return {
    protocol: 'pop3',
    capa,
    apopTimestamp: apopTimestamp(said.greeting),
    capabilities: announced.all,
    unknown: announced.unknown(POP3_KEYWORDS),
    startTls: announced.has('STLS'),
    auth: announced.merged('SASL'),
    user: announced.has('USER'),
    top: announced.has('TOP'),
    uidl: announced.has('UIDL'),
    respCodes: announced.has('RESP-CODES'),
    authRespCode: announced.has('AUTH-RESP-CODE'),
    pipelining: announced.has('PIPELINING'),
    utf8: announced.has('UTF8'),
    expire: expireOf(announced.parameters('EXPIRE')),
    loginDelay: loginDelayOf(announced.parameters('LOGIN-DELAY')),
    implementation: announced.rest('IMPLEMENTATION'),
  };
}

/** The timestamp stays good after an upgrade: APOP uses the one of the connection's greeting (RFC 1939 section 7). */
function apopTimestamp(greeting: string): string | null {
  return /^\+OK/i.test(greeting) ? (TIMESTAMP.exec(splitLines(greeting)[0] ?? '')?.[0] ?? null) : null;
}

function expireOf(parameters: readonly string[] | null): Pop3Offers['expire'] {
  const [days = '', scope] = parameters ?? [];
  const value = days.toUpperCase() === 'NEVER' ? 'NEVER' : readNumber(days, NUMBER_DIGITS);
  return value === null ? null : { days: value, byUser: isByUser(scope) };
}

function loginDelayOf(parameters: readonly string[] | null): Pop3Offers['loginDelay'] {
  const [seconds, scope] = parameters ?? [];
  const value = readNumber(seconds, NUMBER_DIGITS);
  return value === null ? null : { seconds: value, byUser: isByUser(scope) };
}

/** `USER` behind a value means that it may differ once somebody has logged in (RFC 2449 sections 6.5 and 6.7). */
function isByUser(scope: string | undefined): boolean {
  return scope?.toUpperCase() === 'USER';
}
