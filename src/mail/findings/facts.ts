/** Questions that many rules ask of what is known. */
import { splitLines } from '../../protocols/index.js';
import type { Exchange } from '../../protocols/types.js';
import type { TlsSummary } from '../../types.js';
import type { MailOffers } from '../offers/types.js';
import { decodeReply } from '../reply-text.js';
import type { MailFacts } from '../types.js';

/** The two halves of a talk. */
export type Half = 'clear' | 'secure';

/** What was announced in one half; null where that half was not reached, or announced nothing. */
export function offersIn({ secure, offers, secureOffers }: MailFacts, half: Half): MailOffers | null {
  if (half === 'secure') return secure ? offers : secureOffers;
  return secure ? null : offers;
}

/** Both halves that announced something, the clear one first. */
export function halvesOf(facts: MailFacts): readonly Half[] {
  return (['clear', 'secure'] as const).filter((half) => offersIn(facts, half) !== null);
}

/** Whether the talk went to its end, so that what the server did not announce it does not have. */
export function isWhole({ verdict }: MailFacts): boolean {
  return verdict.code === 'ready' || verdict.code === 'certificate';
}

/** Whether its whole greeting was heard, and it took us as a client. */
export function isGreeted({ verdict, greeting, protocol }: MailFacts): boolean {
  if (verdict.phase === 'connect' || verdict.phase === 'greeting') return false;
  return protocol !== 'smtp' || greeting.startsWith('220');
}

/** The lines of the greeting that are not empty. */
export function greetingLines({ greeting }: MailFacts): string[] {
  return splitLines(greeting).filter((line) => line !== '');
}

/** The first line of the greeting. */
export function greetingLine(facts: MailFacts): string {
  return greetingLines(facts)[0] ?? '';
}

/** The last exchange of a half whose command is such a one. */
export function lastExchange({ exchanges }: MailFacts, half: Half, command: RegExp): Exchange | undefined {
  return exchanges.findLast(
    (each) => each.secure === (half === 'secure') && each.command !== null && command.test(each.command),
  );
}

const ASKS: Readonly<Record<MailFacts['protocol'], RegExp>> = {
  smtp: /^(?:EHLO|HELO)\b/i,
  pop3: /^CAPA$/i,
  imap: /^\S+ CAPABILITY$/i,
  sieve: /^CAPABILITY$/i,
};

/** The lines by which a half was announced: what the server answered when asked, or else what it said unasked. */
export function announcement(facts: MailFacts, half: Half): readonly string[] {
  const asked = lastExchange(facts, half, ASKS[facts.protocol]);
  const unasked = facts.exchanges.findLast(({ command, secure }) => command === null && secure === (half === 'secure'));
  const lines = splitLines((asked ?? unasked)?.reply ?? '').filter((line) => line !== '' && line !== '.');
  if (lines.length > 0) return lines;
  const texts = (offersIn(facts, half)?.capabilities ?? []).map(({ text }) => text).filter((text) => text !== '');
  return texts.length > 0 ? texts : [greetingLine(facts) || facts.protocol];
}

/** The line of a half in which this was announced, as it was said; the text itself where no line has it. */
export function lineWith(facts: MailFacts, half: Half, text: string): string {
  return linesOf(facts, half, [text])[0] ?? text;
}

/** The lines in which such texts were announced, each once. A reply may have thousands: it is gone through once. */
export function linesOf(facts: MailFacts, half: Half, texts: readonly string[]): readonly string[] {
  const byText = new Map<string, string>();
  const byWord = new Map<string, string>();
  for (const line of announcement(facts, half)) {
    const text = plain(line);
    if (!byText.has(text)) byText.set(text, line);
    for (const word of text.split(' ')) if (!byWord.has(word)) byWord.set(word, line);
  }
  return unique(texts.map((text) => byText.get(text) ?? byWord.get(text) ?? text));
}

/** A line without its code, its quotes and what is around it. */
function plain(line: string): string {
  return decodeReply(line)
    .replace(/^\d{3}[ -]/, '')
    .replaceAll('"', '')
    .trim();
}

/** The lines of a half that announce capabilities with such keywords. */
export function linesWith(facts: MailFacts, half: Half, keyword: (keyword: string) => boolean): readonly string[] {
  const announced = offersIn(facts, half)?.capabilities.filter((each) => keyword(each.keyword)) ?? [];
  return linesOf(
    facts,
    half,
    announced.map(({ text }) => text),
  );
}

/** Each once, in their order. */
export function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

/** Whether the server was asked by its address, so that nothing can be said of its name. */
export function isAskedByAddress({ name }: MailFacts): boolean {
  return /^[\d.]+$/.test(name) || name.includes(':');
}

/** Host names compared as DNS does: in any case, with or without the dot at the end. */
export function isSameName(one: string, other: string): boolean {
  return normalName(one) === normalName(other);
}

function normalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Subject and issuer of each certificate that was sent, in that order. */
export function linksOf({ certificate, chain = [] }: TlsSummary): readonly string[] {
  const sent = [certificate, ...chain].filter((each) => each !== null);
  return sent.map(({ subject, issuer }) => `subject ${subject}, issuer ${issuer}`);
}
