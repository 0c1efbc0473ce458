import { isHostName, splitLines, trimBlanks } from '../../protocols/index.js';
import { Announced, readLine, readNumber, recordOf, upperCase, wordsOf } from './capability.js';
import { SMTP_KEYWORDS } from './known-keywords.js';
import { lastExchange, type OfferSource, ownGreeting } from './source.js';
import type { Capability, SmtpOffers } from './types.js';

/** Digits of a size at most (RFC 1870 section 3), of a number of seconds (RFC 2852 section 3, RFC 4865 section 3). */
const SIZE_DIGITS = 20;
const SECONDS_DIGITS = 9;
/** A moment of RFC 3339. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;
/** Name and value of RFC 9422 section 3. */
const LIMIT = /^([\w-]+)(?:=(.*))?$/;
/** What Cisco's inspection of ESMTP writes over keywords: `XXXXXXXA`, `XXXXXXXX`; other devices use asterisks. */
const MASKED_KEYWORD = /^(?:X{4,}[A-Z]?|\*{4,})$/;
/** Its mask of a greeting leaves of the text only what looks like a code: `220 *******0*2******`. */
const MASKED_GREETING = /^220[ -][*02 ]+$/;
/** Words that begin a courtesy in place of the server's name. */
const COURTESIES = new Set(['ok', 'hello', 'hi', 'welcome', 'pleased', 'requested']);

/** What an SMTP server announced in reply to EHLO; null where it took neither EHLO nor HELO. */
export function smtpOffers(said: OfferSource): SmtpOffers | null {
  const reply = lastHello(said);
  if (reply === null && said.capabilities.length === 0) return null;
  const announced = new Announced(said.capabilities.map(readExtension));
  return {
    protocol: 'smtp',
    hello: reply?.hello ?? 'EHLO',
    domain: announcedDomain(reply?.text ?? ''),
    capabilities: announced.all,
    unknown: announced.unknown(SMTP_KEYWORDS).filter((text) => !isMasked(text)),
    startTls: announced.has('STARTTLS'),
    auth: announced.merged('AUTH'),
    size: readNumber(announced.parameters('SIZE')?.[0], SIZE_DIGITS),
    pipelining: announced.has('PIPELINING'),
    eightBitMime: announced.has('8BITMIME'),
    smtpUtf8: announced.has('SMTPUTF8'),
    dsn: announced.has('DSN'),
    chunking: announced.has('CHUNKING'),
    binaryMime: announced.has('BINARYMIME'),
    etrn: announced.has('ETRN'),
    enhancedStatusCodes: announced.has('ENHANCEDSTATUSCODES'),
    requireTls: announced.has('REQUIRETLS'),
    ...parametersOf(announced),
    masked: announced.all.find(({ text }) => isMasked(text))?.text ?? maskedGreeting(said),
  };
}

function parametersOf(
  announced: Announced,
): Pick<SmtpOffers, 'limits' | 'mtPriority' | 'futureRelease' | 'deliverBy' | 'xclient' | 'xforward'> {
  const attributes = (keyword: string) => (announced.has(keyword) ? announced.merged(keyword) : null);
  const priority = announced.parameters('MT-PRIORITY');
  const deliverBy = announced.parameters('DELIVERBY');
  return {
    limits: limitsOf(announced.parameters('LIMITS')),
    mtPriority: priority && (priority[0] ?? ''),
    futureRelease: futureReleaseOf(announced.parameters('FUTURERELEASE')),
    deliverBy: deliverBy && (readNumber(deliverBy[0], SECONDS_DIGITS) ?? 0),
    xclient: attributes('XCLIENT'),
    xforward: attributes('XFORWARD'),
  };
}

/** The reply to the last EHLO that was taken, else to the last HELO. */
function lastHello(said: OfferSource): { readonly hello: 'EHLO' | 'HELO'; readonly text: string } | null {
  for (const hello of ['EHLO', 'HELO'] as const) {
    const exchange = lastExchange(said, new RegExp(`^${hello}\\b`, 'i'), /^250/);
    if (exchange !== undefined) return { hello, text: exchange.reply };
  }
  return null;
}

/** Drafts of AUTH had `=` in place of the first blank (RFC 4954 does not), and some servers still announce both. */
function readExtension(line: string): Capability {
  const capability = readLine(line);
  const old = /^AUTH=(.*)$/.exec(capability.keyword);
  if (old === null) return capability;
  const [, ...parameters] = wordsOf(capability.text.replace('=', ' '));
  return { ...capability, keyword: 'AUTH', parameters };
}

/** The first word of the first line (RFC 5321 section 4.1.1.1), unless it only begins a courtesy. */
function announcedDomain(reply: string): string | null {
  const [word = '', next = ''] = wordsOf((splitLines(reply)[0] ?? '').slice(4));
  if (isHostName(word) || /^\[[\w.:-]{2,60}\]$/.test(word)) return word;
  const isLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(word) && !COURTESIES.has(word.toLowerCase());
  return isLabel && (next === '' || /^(?:hello|hi|welcome)\b/i.test(next)) ? word : null;
}

/** Names are the same in any case (RFC 9422 section 3); one without a value has an empty one. */
function limitsOf(parameters: readonly string[] | null): Record<string, string> | null {
  if (parameters === null) return null;
  const limits = parameters.map((parameter) => LIMIT.exec(parameter)).filter((match) => match !== null);
  return recordOf(limits.map(([, name = '', value = '']) => [upperCase(name), value] as const));
}

function futureReleaseOf(parameters: readonly string[] | null): SmtpOffers['futureRelease'] {
  if (parameters === null) return null;
  const [interval, until = ''] = parameters;
  return {
    maxIntervalSeconds: readNumber(interval, SECONDS_DIGITS),
    maxDateTime: DATE_TIME.test(until) ? until : null,
  };
}

function isMasked(line: string): boolean {
  return MASKED_KEYWORD.test(wordsOf(line)[0] ?? '');
}

function maskedGreeting(said: OfferSource): string | null {
  const line = trimBlanks(splitLines(ownGreeting(said))[0] ?? '');
  return MASKED_GREETING.test(line) && line.includes('********') ? line : null;
}
