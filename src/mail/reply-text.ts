/** What servers said, one character a byte as the stages keep it, as people read it. */
import { MAX_EVIDENCE_CHARACTERS } from '../defaults.js';
import { splitLines, trimBlanks } from '../protocols/index.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as UTF-8 where they are that, as Latin-1 otherwise. Text that was decoded before stays as it is. */
export function decodeReply(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1) || /[^\x00-\xff]/.test(latin1)) return latin1;
  try {
    return UTF8.decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return latin1;
  }
}

/** A reply as evidence: its lines behind each other with a blank between them, decoded, cut; null where nothing was said. */
export function citeReply(reply: string): string | null {
  const lines = splitLines(reply.slice(0, 4 * MAX_EVIDENCE_CHARACTERS)).map(trimBlanks);
  const text = decodeReply(lines.filter((line) => line !== '').join(' '));
  // Whole characters: what is cut may hold more than one code unit.
  const characters = [...text.slice(0, 2 * MAX_EVIDENCE_CHARACTERS)];
  if (characters.length === 0) return null;
  return characters.length > MAX_EVIDENCE_CHARACTERS
    ? `${characters.slice(0, MAX_EVIDENCE_CHARACTERS - 1).join('')}…`
    : characters.join('');
}
