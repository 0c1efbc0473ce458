import type { Language } from '../types.js';
import { enhancedEntry, replyEntry } from './mail-codes.js';
import { mailEntriesNamed } from './mail-entries.js';
import { type LinePart, type LineProtocol, partsOfReply } from './mail-line.js';
import { commandEntries, keywordEntries } from './mail-lookup.js';
import { parameterTexts, phraseIn } from './mail-parameters.js';
import type { MailEntry } from './types.js';

/** One part of a line of a dialogue, and what it means. */
export interface Explanation {
  /** As it stands in the line, such as `250`, `SIZE 10240000` or `AUTH=PLAIN`; of a command its name. May be hostile text. */
  readonly subject: string;
  /** One line, in the language asked for. */
  readonly meaning: string;
}

/**
 * Where a line stands, which it does not tell by itself: `capabilities` is a list of them, such as the answer to EHLO or CAPA
 * and the greeting of ManageSieve. There every word is a keyword, also one that the reference does not know.
 */
export type LineContext = 'capabilities';

/** An extension of no standard (RFC 5321 section 2.2.2, RFC 2449 section 3); a host name has a dot, or small letters. */
const OWN_EXTENSION = /^X[A-Z\d_-]*(?:=|$)/;
/** A keyword that a firewall wrote over, of any length. */
const MASKED = /^X{4,}[A-D]?$/;

interface Asked {
  readonly protocol: LineProtocol;
  readonly language: Language;
}

/**
 * What each part of a line means: reply code, enhanced status code, response code, each keyword with its parameter, each way to
 * log in, the command. In reading order, each once; empty for a line of which nothing is known. Pure.
 *
 * @param line - Without its line end, as it was said.
 * @param context - Default: the line is judged by itself.
 */
export function explainLine(
  protocol: LineProtocol,
  line: string,
  direction: 'client' | 'server',
  language: Language,
  context?: LineContext,
): Explanation[] {
  const asked = { protocol, language };
  const all =
    direction === 'client'
      ? explainCommand(line.trim(), asked)
      : partsOfReply(protocol, line, context === 'capabilities').flatMap((part) => explainPart(part, asked));
  const seen = new Set<string>();
  return all.filter(({ subject }) => seen.size < seen.add(subject.toUpperCase()).size);
}

function explainCommand(line: string, asked: Asked): Explanation[] {
  const { protocol, language } = asked;
  const [command] = commandEntries(protocol, line, language);
  if (command === undefined) return [];
  return [{ subject: command.name, meaning: command.title }, ...explainArguments(command.name, line, asked)];
}

/** Of a login the mechanism, of an address the parameters behind it; never what may be a secret. */
function explainArguments(command: string, line: string, asked: Asked): Explanation[] {
  if (/^AUTH(?:ENTICATE)?$/.test(command)) {
    const [, mechanism] = /\bAUTH(?:ENTICATE)?\s+"?([^\s"]+)/i.exec(line) ?? [];
    return mechanism === undefined ? [] : explainMechanism(mechanism, mechanism, asked.language, null);
  }
  if (asked.protocol !== 'smtp' || !/^(?:MAIL FROM|RCPT TO)$/.test(command)) return [];
  const parameters = line.slice(line.lastIndexOf('>') + 1).split(/\s+/);
  return parameters.flatMap((parameter) => {
    const [entry] = keywordsNamed(parameter, asked);
    return entry === undefined ? [] : [{ subject: parameter, meaning: entry.title }];
  });
}

function explainPart(part: LinePart, asked: Asked): Explanation[] {
  const { type, text } = part;
  const { protocol, language } = asked;
  if (type === 'keyword' || type === 'word') return explainKeyword(part, asked);
  if (type === 'mechanism') return explainMechanism(text, text, language, phraseIn(language, 'unknownMechanism'));
  if (type === 'timestamp') return [{ subject: text, meaning: phraseIn(language, 'timestamp') }];
  if (type === 'enhanced-status') return explainEnhanced(text, language);
  if (protocol === 'smtp') return titled(text, replyEntry(text, language));
  const entries = mailEntriesNamed(protocol, text, language).filter((entry) => entry.type === type);
  return titled(text.toUpperCase(), entries[0]);
}

/** Its class in a word or two before its own meaning, which is the same for success and failure. */
function explainEnhanced(code: string, language: Language): Explanation[] {
  const entry = enhancedEntry(code, language);
  if (entry === undefined) return [];
  const [outcome = ''] = (entry.parts[0]?.meaning ?? '').split(/[:：]/, 1);
  return [
    {
      subject: code,
      meaning: [outcome, entry.title].filter((text) => text !== '').join(phraseIn(language, 'specified')),
    },
  ];
}

function explainKeyword(part: LinePart, asked: Asked): Explanation[] {
  const { text, parameters } = part;
  const { language } = asked;
  const [entry] = keywordsNamed(text, asked);
  if (entry === undefined) return explainUnknown(part, asked);
  const [, name = text, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (asked.protocol === 'imap' && /^AUTH$/i.test(name) && value !== undefined) {
    const specified = `${entry.title}${phraseIn(language, 'specified')}`;
    const unknown = `${specified}${phraseIn(language, 'unknownMechanism')}`;
    return explainMechanism(value, text, language, unknown, specified);
  }
  const told = parameterTexts(name, value === undefined ? parameters : [value], language);
  const subject = told.length === 0 ? text : [text, ...parameters].join(' ');
  if (told.length === 0) return [{ subject, meaning: entry.title }];
  const detail = told.join(phraseIn(language, 'joined'));
  return [{ subject, meaning: `${entry.title}${phraseIn(language, 'specified')}${detail}` }];
}

/** A word without an entry: a mechanism where they are listed bare, the server's own by its X, or unknown. */
function explainUnknown({ type, text, parameters }: LinePart, { protocol, language }: Asked): Explanation[] {
  const mayBeOwn = protocol === 'smtp' || protocol === 'pop3';
  const isOwn = type === 'keyword' ? /^X/i.test(text) : mayBeOwn && OWN_EXTENSION.test(text);
  if (isOwn) return [{ subject: text, meaning: phraseIn(language, 'ownWord') }];
  if (type === 'keyword') return [{ subject: text, meaning: phraseIn(language, 'unknownWord') }];
  return protocol === 'pop3' && parameters.length === 0 ? explainMechanism(text, text, language, null) : [];
}

/** @param unknown - What to say of a mechanism that the reference does not know; null: nothing. */
function explainMechanism(
  name: string,
  subject: string,
  language: Language,
  unknown: string | null,
  before = '',
): Explanation[] {
  const [entry] = mailEntriesNamed('sasl', name, language);
  if (entry !== undefined) return [{ subject, meaning: before + entry.title }];
  return unknown === null ? [] : [{ subject, meaning: unknown }];
}

/** Keywords of a name; commands where there are none, since some servers list those. */
function keywordsNamed(word: string, { protocol, language }: Asked): readonly MailEntry[] {
  const name = protocol === 'smtp' && MASKED.test(word) ? 'XXXXXXXA' : word;
  const entries = keywordEntries(protocol, name, language);
  const keywords = entries.filter(({ type }) => type === 'keyword');
  return keywords.length > 0 ? keywords : entries.filter(({ type }) => type === 'command');
}

function titled(subject: string, entry: MailEntry | undefined): Explanation[] {
  return entry === undefined ? [] : [{ subject, meaning: entry.title }];
}
