import type { Language } from '../types.js';
import { enhancedEntry, isEnhancedCode, isReplyCode, replyEntry } from './mail-codes.js';
import { MAIL_PROTOCOLS, mailEntriesNamed, mayBeNamed, spelling } from './mail-entries.js';
import type { MailEntry, MailProtocol } from './types.js';

/** A reply of SMTP: code, perhaps an enhanced code, text. */
const SMTP_REPLY = /^([2-5]\d\d)(?:[ \t-]+(?:#?([245]\.\d{1,3}\.\d{1,3})(?=[\s:]|$))?[\s:]*(.*))?$/s;
const POP3_REPLY = /^(\+OK|-ERR|\+)(?:\s+(?:\[([^\]\s]+)(?:\s[^\]]*)?\])?.*)?$/is;
/** An untagged, tagged or bare status response of IMAP (RFC 9051 section 7.1). */
const IMAP_REPLY = /^(?:\S+\s+)?(OK|NO|BAD|BYE|PREAUTH)(?:\s+(?:\[([^\]\s]+)(?:\s[^\]]*)?\])?.*)?$/is;
/** The last line of a response of ManageSieve (RFC 5804 section 1.3), and a line of its list of capabilities. */
const SIEVE_REPLY = /^(OK|NO|BYE)(?:\s+(?:\(([^)\s]+)(?:\s[^)]*)?\))?.*)?$/is;
const SIEVE_CAPABILITY = /^"([^"\s]+)"(?:\s+"[^"]*")?$/;
/** A code in parentheses: no other protocol has that. */
const SIEVE_LINE = /^(?:OK|NO|BYE)\s+\([A-Z][A-Z/-]+(?:\s[^)]*)?\)/;
const IMAP_DATA = /^\*\s+(?:\d+\s+)?([A-Z]+)/i;
/** Untagged data, or a status response with a tag as clients make them. */
const IMAP_LINE =
  /^(?:\*\s+(?:\d+\s+)?[A-Z]{2,}|(?:[A-Z]{0,8}\d{1,8}|[a-z]\d{0,8})\s+(?:OK|NO|BAD|BYE|PREAUTH))(?:\s|$)/;
/** Lines that begin with a word of status, by protocol. */
const STATUS_REPLIES: Readonly<Partial<Record<MailProtocol, RegExp>>> = {
  pop3: POP3_REPLY,
  imap: IMAP_REPLY,
  sieve: SIEVE_REPLY,
};
/** What a bounce puts before the reply of the other server: `host mx.example.org said:`, `Diagnostic-Code: smtp;`. */
const BEFORE_REPLY =
  /(?:\bsaid:|\bsmtp;|^[SC]:|^<<<|^>>>|\bwas:|\breturned\b|\]:|\berror:?)\s*['"]?(?=[2-5]\d\d[ -]#?(?:[245]\.\d|\D))/i;
/** A line that a client says: behind a tag as in IMAP, or a command in capitals whose argument is no word of a language. */
const CLIENT_LINE = /^(?:[A-Za-z]{0,8}\d{1,8}\s+[A-Z]{3,}(?:\s|$)|[A-Z]{3,}(?:\s+\S*[\d@:<*."(]|:))/;
/** A command in capitals with anything behind it. */
const CAPITALS = /^[A-Z]{3,}\s+\S/;
/** The tag before a command of IMAP, as clients make it. */
const TAG = /^[A-Za-z]{0,8}\d{1,8}\s+/;
/** Words of the longest command name. */
const LONGEST_COMMAND = 3;

/**
 * Everything that a text says in one mail protocol: a command, a keyword, a reply code, an enhanced status code, a response
 * code, a whole line that a client or server said. In reading order; empty where nothing is known.
 */
export function mailEntriesOf(protocol: MailProtocol, text: string, language: Language): readonly MailEntry[] {
  const line = text.trim();
  const named = namedEntries(protocol, line, language);
  if (named.length > 0) return named;
  const reply = replyEntries(protocol, line, language);
  return reply.length > 0 ? reply : commandEntries(protocol, line, language);
}

/** Entries of a bare word in any of the protocols; neither codes nor lines. */
export function mailEntriesOfWord(word: string, language: Language): readonly MailEntry[] {
  const likely = MAIL_PROTOCOLS.filter((protocol) => mayBeNamed(protocol, word, language));
  const entries = likely.flatMap((protocol) => mailEntriesNamed(protocol, word, language));
  // USER is POP3's own command; that SMTP's AUTH is found by it too comes second.
  const isNamed = ({ name }: MailEntry) => spelling(name) === spelling(word);
  return [...entries.filter(isNamed), ...entries.filter((entry) => !isNamed(entry))];
}

/**
 * Commands that a line of a client may begin with, in any of the protocols; empty for what is written otherwise.
 *
 * @param isLastResort Whether nothing else is known of the line: then any argument will do.
 */
export function commandsOfLine(line: string, language: Language, isLastResort = false): readonly MailEntry[] {
  if (!(isLastResort ? CAPITALS : CLIENT_LINE).test(line)) return [];
  return MAIL_PROTOCOLS.flatMap((protocol) => commandEntries(protocol, line, language));
}

/** The reply within a line of a bounce; the line itself where it has none. */
export function replyWithin(line: string): string {
  const found = BEFORE_REPLY.exec(line);
  return found === null ? line : line.slice(found.index + found[0].length);
}

/** The protocol of a line that cannot be anything but a server's reply; null where it may be something else. */
export function protocolOfReply(line: string): MailProtocol | null {
  if (/^(?:\+OK|-ERR)(?:\s|$)/i.test(line)) return 'pop3';
  if (/^[2-5]\d\d(?:-\S|-?\s+\S)/.test(line) && !/^\d+\s*-\s*\d+$/.test(line)) return 'smtp';
  if (SIEVE_LINE.test(line)) return 'sieve';
  return IMAP_LINE.test(line) ? 'imap' : null;
}

function namedEntries(protocol: MailProtocol, line: string, language: Language): readonly MailEntry[] {
  if (protocol === 'smtp' && isReplyCode(line)) return [replyEntry(line, language)];
  if (protocol === 'smtp' && isEnhancedCode(line))
    return [enhancedEntry(line, language)].filter((one) => one !== undefined);
  return keywordEntries(protocol, line, language);
}

/** Entries of a word; of `AUTH=PLAIN` those of `AUTH=` where the whole has none. */
export function keywordEntries(protocol: MailProtocol, word: string, language: Language): readonly MailEntry[] {
  const whole = mailEntriesNamed(protocol, word, language);
  const [, beginning] = /^([^\s=]+=)\S+$/.exec(word) ?? [];
  if (whole.length > 0 || beginning === undefined) return whole;
  const withSign = mailEntriesNamed(protocol, beginning, language);
  return withSign.length > 0 ? withSign : mailEntriesNamed(protocol, beginning.slice(0, -1), language);
}

function replyEntries(protocol: MailProtocol, line: string, language: Language): MailEntry[] {
  if (protocol === 'smtp') return smtpReplyEntries(line, language);
  const [, word, code] = STATUS_REPLIES[protocol]?.exec(line) ?? [];
  if (word === undefined) {
    const data = protocol === 'imap' ? IMAP_DATA.exec(line)?.[1] : undefined;
    const capability = protocol === 'sieve' ? SIEVE_CAPABILITY.exec(line)?.[1] : undefined;
    if (capability !== undefined) return ofType(mailEntriesNamed(protocol, capability, language), ['keyword']);
    return data === undefined ? [] : ofType(mailEntriesNamed(protocol, data, language), ['reply']);
  }
  const inBrackets = code === undefined ? [] : mailEntriesNamed(protocol, code, language);
  return [...ofType(mailEntriesNamed(protocol, word, language), ['reply']), ...ofType(inBrackets, ['response-code'])];
}

function smtpReplyEntries(line: string, language: Language): MailEntry[] {
  const [, code, status, rest = ''] = SMTP_REPLY.exec(line) ?? [];
  if (code === undefined) return [];
  const entries = [replyEntry(code, language)];
  const detail = status === undefined ? undefined : enhancedEntry(status, language);
  if (detail !== undefined) return [...entries, detail];
  // A line of the answer to EHLO names an extension, in any case (RFC 5321 section 4.1.1.1). The last line may as well be a
  // sentence, which does not begin with capitals only.
  const [word = ''] = rest.split(/\s/, 1);
  if (code === '250' && (line.startsWith('250-') || /^[A-Z\d=-]+$/.test(word)))
    entries.push(...ofType(keywordEntries('smtp', word, language), ['keyword']));
  return entries;
}

/** A command with its arguments: the longest name that the line begins with. */
export function commandEntries(protocol: MailProtocol, line: string, language: Language): readonly MailEntry[] {
  // IMAP puts a tag before every command.
  const lines = protocol === 'imap' ? [line, line.replace(TAG, '')] : [line];
  for (const candidate of lines) {
    const words = candidate.split(/[\s:<]+/, LONGEST_COMMAND + 1);
    for (let count = Math.min(LONGEST_COMMAND, words.length); count > 0; count--) {
      const found = ofType(mailEntriesNamed(protocol, words.slice(0, count).join(' '), language), ['command']);
      if (found.length > 0) return found;
    }
  }
  return [];
}

function ofType(entries: readonly MailEntry[], types: readonly MailEntry['type'][]): MailEntry[] {
  return entries.filter(({ type }) => types.includes(type));
}
