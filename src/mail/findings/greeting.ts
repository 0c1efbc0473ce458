/** Rules about the greeting, and about the names in it. */
import { isHostName } from '../../protocols/index.js';
import type { MailFacts } from '../types.js';
import {
  announcement,
  greetingLine,
  greetingLines,
  halvesOf,
  isAskedByAddress,
  isGreeted,
  isSameName,
  offersIn,
} from './facts.js';
import { ifAny, type Rule } from './rule.js';
import { strippedLines } from './starttls.js';

export const GREETING_RULES: readonly Rule<MailFacts>[] = [
  { id: 'greeting-name-invalid', judge: nameInvalid },
  { id: 'greeting-name-unresolvable', judge: nameUnresolvable },
  { id: 'greeting-name-differs', judge: nameDiffers },
  { id: 'greeting-reveals-version', judge: revealsVersion },
];

/** The word in the place of the server's name (RFC 5321 section 4.2); null where none is to be judged. */
function announcedWord(facts: MailFacts): string | null {
  if (facts.protocol !== 'smtp' || !isGreeted(facts) || strippedLines(facts) !== null) return null;
  return /^220(?:[ -]+(\S*))?/.exec(greetingLine(facts))?.[1] ?? '';
}

/** The name by which the server greets; null where it is none that DNS could know. */
function announcedName(facts: MailFacts): string | null {
  const word = announcedWord(facts)?.replace(/\.$/, '') ?? '';
  return isHostName(word) && !isLocal(word) ? word : null;
}

/** Names that mean whatever machine they are said on (RFC 6761 section 6.3). */
function isLocal(name: string): boolean {
  return /(?:^|\.)local(?:host|domain)$/i.test(name);
}

/** An address in brackets will do (RFC 5321 section 4.1.3), and letters beyond ASCII are not ours to judge. */
function nameInvalid(facts: MailFacts): readonly string[] | null {
  const word = announcedWord(facts);
  if (word === null || /^\[[\w.:-]+\]$/.test(word) || /[^\x00-\x7f]/.test(word)) return null;
  return announcedName(facts) === null ? [greetingLine(facts)] : null;
}

function nameUnresolvable(facts: MailFacts): readonly string[] | null {
  const name = announcedName(facts);
  if (name === null || facts.names?.greetingAddresses?.length !== 0) return null;
  return [greetingLine(facts)];
}

/** From what it was asked as, or from what it calls itself a line later. Another name of the same address will do. */
function nameDiffers(facts: MailFacts): readonly string[] | null {
  const name = announcedName(facts);
  if (name === null) return null;
  const evidence = [...otherThanAsked(name, facts), ...otherThanInHello(name, facts)];
  return evidence.length === 0 ? null : [greetingLine(facts), ...evidence];
}

function otherThanAsked(name: string, facts: MailFacts): readonly string[] {
  if (isAskedByAddress(facts) || isLocal(facts.name) || isSameName(name, facts.name)) return [];
  return facts.names?.greetingAddresses?.includes(facts.address) ? [] : [`asked as ${facts.name}`];
}

function otherThanInHello(name: string, facts: MailFacts): readonly string[] {
  for (const half of halvesOf(facts)) {
    const offers = offersIn(facts, half);
    const domain = offers?.protocol === 'smtp' ? offers.domain : null;
    if (domain !== null && isHostName(domain) && !isSameName(name, domain))
      return [announcement(facts, half)[0] ?? domain];
  }
  return [];
}

function revealsVersion(facts: MailFacts): readonly string[] | null {
  const version = facts.service?.version ?? '';
  if (version === '' || !isGreeted(facts)) return null;
  return ifAny(greetingLines(facts).filter((line) => hasWord(line, version)));
}

/** Whether a text stands in a line by itself, not as a part of a word. */
function hasWord(line: string, text: string): boolean {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
    const around = [line.charAt(at - 1), line.charAt(at + text.length)];
    if (!around.some((character) => /[a-z0-9]/i.test(character))) return true;
  }
  return false;
}
