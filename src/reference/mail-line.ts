import type { MailEntryType, MailProtocol } from './types.js';

/** Protocols whose lines are taken apart. */
export type LineProtocol = Exclude<MailProtocol, 'sasl'>;

/** One part of a line that may have a meaning. */
export interface LinePart {
  /** `timestamp`: the one in the greeting of a POP3 server that takes APOP. `word`: what may be a keyword, or nothing. */
  readonly type: Exclude<MailEntryType, 'command'> | 'timestamp' | 'word';
  /** As it stands in the line. */
  readonly text: string;
  /** What stands behind a keyword, without quotation marks. */
  readonly parameters: readonly string[];
}

const SMTP_REPLY = /^([2-5]\d\d)(?:([ -])(.*))?$/s;
const ENHANCED_CODE = /^#?([245]\.\d{1,3}\.\d{1,3})(?=[\s:]|$)/;
/** The last line of the answer to EHLO may as well be a sentence, which does not begin with capitals only. */
const CAPITALS = /^[A-Z\d=_-]+$/;
const POP3_REPLY = /^(\+OK|-ERR|\+|\.)(?=\s|$)(?:\s*\[([^\]\s]+))?/i;
const TIMESTAMP = /<([^<>\s]+)>/;
const IMAP_STATUS = /^\S+\s+(OK|NO|BAD|BYE|PREAUTH)(?=\s|$)(?:\s+\[([^\]\s]+)(?:\s+([^\]]*))?)?/i;
const IMAP_DATA = /^\*\s+(?:\d+\s+)?([A-Z]+)(?:\s+(.*))?$/is;
/** Untagged data of IMAP that is a list of keywords. */
const IMAP_LIST = /^(?:CAPABILITY|ENABLED)$/i;
const SIEVE_STATUS = /^(OK|NO|BYE)(?=\s|$)(?:\s+\(([^)\s]+))?/i;
const SIEVE_CAPABILITY = /^"([^"\\\s]+)"(?:\s+"([^"]*)")?\s*$/;
/** Keywords behind which mechanisms stand. */
const LOGIN_KEYWORD = /^(?:AUTH|SASL|X-EXPS)(?:$|=)/i;

/**
 * Takes a line of a server apart: codes, words of status, keywords, mechanisms. Pure; linear in the length of the line.
 *
 * @param isListed Whether the line stands in a list of capabilities.
 */
export function partsOfReply(protocol: LineProtocol, line: string, isListed: boolean): readonly LinePart[] {
  const text = line.trim();
  if (protocol === 'smtp') return smtpParts(text, isListed);
  if (protocol === 'pop3') return pop3Parts(text, isListed);
  return protocol === 'imap' ? imapParts(text, isListed) : sieveParts(text, isListed);
}

function smtpParts(line: string, isListed: boolean): readonly LinePart[] {
  const [, code, separator, behind = ''] = SMTP_REPLY.exec(line) ?? [];
  if (code === undefined) return [];
  const rest = behind.trim();
  const [whole = '', status] = ENHANCED_CODE.exec(rest) ?? [];
  if (status !== undefined) return [part('reply', code), part('enhanced-status', whole.replace('#', ''))];
  const [word = ''] = wordsOf(rest);
  const mayBeKeyword = code === '250' && (separator === '-' || isListed || CAPITALS.test(word));
  return [part('reply', code), ...(mayBeKeyword ? keywordParts(rest, 'word') : [])];
}

function pop3Parts(line: string, isListed: boolean): readonly LinePart[] {
  const [, status, code] = POP3_REPLY.exec(line) ?? [];
  if (status === undefined) return keywordParts(line, isListed ? 'keyword' : 'word');
  const [timestamp, inside] = (status === '+OK' ? TIMESTAMP.exec(line) : null) ?? [];
  return [
    part('reply', status),
    ...(code === undefined ? [] : [part('response-code', code)]),
    ...(timestamp !== undefined && inside?.includes('@') ? [part('timestamp', timestamp)] : []),
  ];
}

function imapParts(line: string, isListed: boolean): readonly LinePart[] {
  if (/^\+(?:\s|$)/.test(line)) return [part('reply', '+')];
  const [, status, code, words = ''] = IMAP_STATUS.exec(line) ?? [];
  if (status !== undefined) {
    const listed = code?.toUpperCase() === 'CAPABILITY' ? imapKeywords(words) : [];
    return [part('reply', status), ...(code === undefined ? [] : [part('response-code', code)]), ...listed];
  }
  const [, data, behind = ''] = IMAP_DATA.exec(line) ?? [];
  if (data !== undefined) return [part('reply', data), ...(IMAP_LIST.test(data) ? imapKeywords(behind) : [])];
  return isListed ? imapKeywords(line) : [];
}

function imapKeywords(words: string): LinePart[] {
  return wordsOf(words).map((word) => part('keyword', word));
}

function sieveParts(line: string, isListed: boolean): readonly LinePart[] {
  const [, status, code] = SIEVE_STATUS.exec(line) ?? [];
  if (status !== undefined) return [part('reply', status), ...(code ? [part('response-code', code)] : [])];
  const [, name, value = ''] = SIEVE_CAPABILITY.exec(line) ?? [];
  return name === undefined ? [] : keywordParts(`${name} ${value}`, isListed ? 'keyword' : 'word');
}

/** A keyword with what stands behind it: of AUTH and its like a mechanism each, also those joined by `=`. */
function keywordParts(text: string, type: 'keyword' | 'word'): readonly LinePart[] {
  const [keyword, ...parameters] = wordsOf(text);
  if (keyword === undefined) return [];
  if (!LOGIN_KEYWORD.test(keyword)) return [part(type, keyword, parameters)];
  const [, joined = ''] = /^[^=]*=(.*)$/.exec(keyword) ?? [];
  const mechanisms = [joined, ...parameters].filter((name) => name !== '');
  return [part(type, keyword), ...mechanisms.map((name) => part('mechanism', name))];
}

function part(type: LinePart['type'], text: string, parameters: readonly string[] = []): LinePart {
  return { type, text, parameters };
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
