/** Rules about what is announced, beside TLS and logging in. */
import { splitLines } from '../../protocols/index.js';
import type { MailFacts } from '../types.js';
import { type Half, halvesOf, isWhole, lastExchange, linesOf, linesWith, offersIn, unique } from './facts.js';
import { ifAny, type Rule } from './rule.js';
import { strippedLines } from './starttls.js';

export const ANNOUNCED_RULES: readonly Rule<MailFacts>[] = [
  { id: 'ehlo-unknown', judge: ehloUnknown },
  { id: 'size-zero', judge: sizeZero },
  { id: 'pop3-capa-missing', judge: capaMissing },
  { id: 'capabilities-vanish-in-tls', judge: (facts) => difference(facts, 'clear', 'secure') },
  { id: 'capabilities-appear-in-tls', judge: (facts) => difference(facts, 'secure', 'clear') },
];

/** A device that writes over our EHLO is told by itself. */
function ehloUnknown(facts: MailFacts): readonly string[] | null {
  if (!isWhole(facts) || strippedLines(facts) !== null) return null;
  const half = halvesOf(facts).find((each) => {
    const offers = offersIn(facts, each);
    return offers?.protocol === 'smtp' && offers.hello === 'HELO';
  });
  return half === undefined ? null : answerTo(facts, half, /^EHLO\b/i, 'HELO');
}

/** What a command was answered; a stand-in where the exchange was not kept. */
function answerTo(facts: MailFacts, half: Half, command: RegExp, instead: string): readonly string[] {
  const lines = splitLines(lastExchange(facts, half, command)?.reply ?? '').filter((line) => line !== '');
  return lines.length > 0 ? lines : [instead];
}

function sizeZero(facts: MailFacts): readonly string[] | null {
  const lines = halvesOf(facts).flatMap((half) => {
    const offers = offersIn(facts, half);
    // Postfix and Exim leave out the number where they have no limit.
    const isBare = offers?.capabilities.some(({ keyword, parameters }) => keyword === 'SIZE' && !parameters[0]);
    const isUnlimited = offers?.protocol === 'smtp' && (offers.size === 0 || isBare);
    return isUnlimited ? linesWith(facts, half, (word) => word === 'SIZE') : [];
  });
  return ifAny(unique(lines));
}

function capaMissing(facts: MailFacts): readonly string[] | null {
  const half = halvesOf(facts).find((each) => {
    const offers = offersIn(facts, each);
    return offers?.protocol === 'pop3' && !offers.capa;
  });
  return half === undefined ? null : answerTo(facts, half, /^CAPA$/i, 'CAPA');
}

/**
 * Keywords that may well differ: TLS and logging in, where all depends on it; RFC 8689 allows REQUIRETLS only inside TLS; what
 * compresses (RFC 4978) may leave that to TLS; Cyrus offers SASL-IR with the mechanisms; Exchange and Exim bind theirs to TLS.
 */
const MAY_DIFFER = new Set(
  `STARTTLS STLS AUTH SASL USER LOGIN LOGINDISABLED SASL-IR REQUIRETLS COMPRESS X-ANONYMOUSTLS X-EXPS PIPECONNECT
   PIPE_CONNECT X_PIPE_CONNECT APOP OWNER UNAUTHENTICATE`.split(/\s+/),
);

/** What one half announces and the other does not; null where the talk did not reach both, or broke off. */
function difference(facts: MailFacts, present: Half, absent: Half): readonly string[] | null {
  const [here, there] = [offersIn(facts, present), offersIn(facts, absent)];
  if (here === null || there === null || facts.startTls !== 'done' || !isWhole(facts)) return null;
  // An empty string of ManageSieve announces nothing.
  const known = new Set(['', ...there.capabilities.map(({ keyword }) => keyword)]);
  const missing = here.capabilities.filter(({ keyword }) => !known.has(keyword) && !MAY_DIFFER.has(keyword));
  const texts = missing.map(({ text }) => text);
  // IMAP has all of them in one line, which would not tell which are meant.
  return ifAny(facts.protocol === 'imap' ? unique(texts) : linesOf(facts, present, texts));
}
