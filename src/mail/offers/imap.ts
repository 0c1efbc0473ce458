import { MAX_ID_FIELDS, MAX_ID_VALUE_CHARACTERS } from '../../defaults.js';
import { decodeReply } from '../reply-text.js';
import { Announced, readWord, recordOf, wordsOf } from './capability.js';
import { IMAP_KEYWORDS } from './known-keywords.js';
import { lastExchange, type OfferSource, ownGreeting } from './source.js';
import { readString, skipBlanks } from './strings.js';
import type { ImapOffers } from './types.js';

/** What an IMAP server announced, asked or in its greeting; null where it did not. */
export function imapOffers(said: OfferSource): ImapOffers | null {
  const inGreeting = wordsInGreeting(ownGreeting(said));
  const hasAnswered = /^\S+ OK\b/im.test(lastExchange(said, /^\S+ CAPABILITY\b/i)?.reply ?? '');
  const words = said.capabilities.length > 0 ? said.capabilities : (inGreeting ?? []);
  if (words.length === 0 && !hasAnswered) return null;
  const announced = new Announced(words.map(readWord));
  return {
    protocol: 'imap',
    greeting: greetingOf(said.greeting),
    inGreeting: inGreeting?.map(decodeReply) ?? null,
    capabilities: announced.all,
    unknown: announced.unknown(IMAP_KEYWORDS),
    startTls: announced.has('STARTTLS'),
    auth: announced.merged('AUTH'),
    versions: [...new Set(announced.all.map(({ keyword }) => keyword))].filter((word) => /^IMAP\d/.test(word)),
    loginDisabled: announced.has('LOGINDISABLED'),
    idle: announced.has('IDLE'),
    id: announced.has('ID'),
    saslIr: announced.has('SASL-IR'),
    identity: identityOf(said),
  };
}

function greetingOf(greeting: string): ImapOffers['greeting'] {
  const status = /^\* (OK|PREAUTH|BYE)(?=\s|$)/i.exec(greeting)?.[1]?.toUpperCase();
  return (status as 'OK' | 'PREAUTH' | 'BYE' | undefined) ?? null;
}

/** The words of the response code CAPABILITY (RFC 9051 section 7.1); null where the greeting has none. */
function wordsInGreeting(greeting: string): string[] | null {
  const words = /^\* (?:OK|PREAUTH) \[CAPABILITY ([^\]\r\n]*)\]/i.exec(greeting)?.[1];
  return words === undefined ? null : wordsOf(words);
}

/** The fields of the answer to ID (RFC 2971 section 3.2) that have a value; null where there is none. */
function identityOf(said: OfferSource): ImapOffers['identity'] {
  const reply = lastExchange(said, /^\S+ ID\b/i)?.reply ?? '';
  const list = /^\* ID \(/im.exec(reply);
  if (list === null) return null;
  const identity = recordOf(fields(reply, list.index + list[0].length));
  return Object.keys(identity).length === 0 ? null : identity;
}

function* fields(text: string, start: number): Generator<readonly [string, string]> {
  let at = start;
  for (let count = 0; count < MAX_ID_FIELDS; count += 1) {
    const name = readString(text, skipBlanks(text, at));
    if (name === null) return;
    const behind = skipBlanks(text, name.end);
    const isNil = /^NIL(?![^\s)])/i.test(text.slice(behind, behind + 4));
    const value = isNil ? { value: '', end: behind + 3 } : readString(text, behind);
    if (value === null) return;
    at = value.end;
    const told = decodeReply(value.value).slice(0, MAX_ID_VALUE_CHARACTERS);
    if (told !== '' && name.value !== '') yield [decodeReply(name.value).toLowerCase(), told];
  }
}
