import { PortolanError } from '../errors.js';
import { type LookupOptions, lookup, lookupExactly } from './lookup.js';
import { isKnownReply } from './mail-codes.js';
import { commandsOfLine, protocolOfReply, replyWithin } from './mail-lookup.js';
import { plainQuery } from './plain-words.js';
import type { LookupResult } from './types.js';

/** Cannot be a word of a sentence. */
const QUERY = /[/:]|\d/;
const STARTS_WITH_LETTER = /^\p{L}/u;
const PLAIN_WORD = /^\p{L}[\p{L}\p{N}-]*$/u;
/** A reply with an enhanced status code, or one line of several, cannot be anything else. */
const CERTAIN_REPLY = /^[2-5]\d\d(?:[ -]#?[245]\.\d{1,3}\.\d{1,3}(?:\s|$)|-[A-Za-z])/;

/**
 * Answers the words of a command line. Words that each name something are queries of their own (`smtp 443/tcp`); otherwise
 * they are one text (`post office`), or a server's reply (`550 5.7.1 Relaying denied`), as people type them without quotes.
 *
 * @throws PortolanError `ERR_QUERY` where a word is no query and the words together find nothing
 */
export function lookupWords(words: readonly string[], options: LookupOptions = {}): LookupResult[] {
  const text = words.join(' ');
  const one = words.length > 1 && isOneText(words, text, options) ? lookup(text, options) : undefined;
  return one !== undefined && one.matches.length > 0 ? [one] : words.map((word) => lookup(word, options));
}

function isOneText(words: readonly string[], text: string, options: LookupOptions): boolean {
  if (CERTAIN_REPLY.test(text) || isReply(words, text) || plainQuery(text) !== text.normalize('NFKC').trim())
    return true;
  // `AUTH LOGIN` is a name of its own, whatever its words are.
  if (words.every((word) => PLAIN_WORD.test(word)) && namesSomething(text, options)) return true;
  // A number behind a command is its argument: `RETR 1`.
  if (words.slice(1).every((word) => /^\d+$/.test(word)) && commandsOfLine(text, 'en').length > 0) return true;
  if (words.every((word) => namesSomething(word, options))) return false;
  return protocolOfReply(replyWithin(text)) !== null || words.every((word) => STARTS_WITH_LETTER.test(word));
}

/** `250 OK`, `+OK 2 320` and `* 3 EXISTS`; a code followed by numbers, or one that nobody sends, is a list of queries. */
function isReply(words: readonly string[], text: string): boolean {
  const protocol = protocolOfReply(text);
  const [code = '', ...others] = words;
  if (protocol !== 'smtp') return protocol !== null;
  return isKnownReply(code) && others.some((word) => STARTS_WITH_LETTER.test(word) && !QUERY.test(word));
}

/** Within a text a word need not be a query: the size in `250-SIZE 35882577` is no port. */
function namesSomething(word: string, options: LookupOptions): boolean {
  try {
    return lookupExactly(word, options).length > 0;
  } catch (error) {
    if (error instanceof PortolanError) return false;
    throw error;
  }
}
