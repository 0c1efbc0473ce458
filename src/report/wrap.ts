import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Letters of scripts that are written without blanks, and their punctuation: a line may break beside any of them. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** Pieces between which a line may break: blanks, one wide character, other text up to the next of both. */
const PIECES =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]+/gu;
/** Marks that never begin a line, and those that never end one. */
const CLOSING = /^[、。，．：；？！）》」』】〕”’…％]/u;
const OPENING = /[（《「『【〔“‘]$/u;

/**
 * Text wrapped to a width in terminal columns, as lines. Words longer than the width are broken; Chinese and Japanese, which
 * have no blanks, between characters, but not before closing marks nor after opening ones.
 */
export function wrapText(text: string, width: number): string[] {
  const columns = Math.max(1, width);
  if (!WIDE.test(text)) return wrapAnsi(text, columns, { hard: true, trim: true }).split('\n');
  const lines: string[] = [];
  let line = '';
  for (const piece of joinedPieces(text)) {
    if (stringWidth(line + piece.trimEnd()) <= columns) line += piece;
    else {
      if (line.trim() !== '') lines.push(line.trim());
      const broken = wrapAnsi(piece.trimStart(), columns, { hard: true, trim: true }).split('\n');
      lines.push(...broken.slice(0, -1));
      line = broken.at(-1) ?? '';
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trim()];
}

/** Pieces with closing marks at the one before them and opening marks at the one behind. */
function joinedPieces(text: string): string[] {
  const pieces: string[] = [];
  for (const piece of text.match(PIECES) ?? []) {
    const before = pieces.at(-1);
    if (before !== undefined && (CLOSING.test(piece) || OPENING.test(before)))
      pieces[pieces.length - 1] = before + piece;
    else pieces.push(piece);
  }
  return pieces;
}
