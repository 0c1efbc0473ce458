import { eastAsianWidth } from 'get-east-asian-width';

/** Marks of {@link ANSI} style: they take no column. */
const MARKS = /\u001b\[\d+m/g;
/** What is never broken: a mark, a character. */
const UNITS = /\u001b\[\d+m|./gsu;
const PLAIN_TEXT = /^[\x20-\x7e]*$/;
/** Accents and the like, which stand upon the letter before them. */
const COMBINING = /\p{M}/u;
/** First code point that is wide or may be broken beside: radicals of Chinese. Cheaper to test than a script. */
const FIRST_WIDE = 0x2e80;
/** Where a line may break: blanks; and beside every letter of a script that is written without blanks. */
const WORDS = /\s+|\S+/g;
const PIECES = /\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/g;
/** Marks that never begin a line, and those that never end one. */
const CLOSING = /^[、。，．：；？！）》」』】〕”’…％,.;:!?)\]}%]/;
const OPENING = /[（《「『【〔“‘([{]$/;

/**
 * Columns of a text on a terminal: wide characters of East Asian scripts take two, combining ones none (Unicode Standard Annex
 * 11). Ambiguous characters count as narrow.
 */
export function columnsOf(text: string): number {
  const shown = text.includes('\u001b') ? text.replace(MARKS, '') : text;
  if (PLAIN_TEXT.test(shown)) return shown.length;
  let columns = 0;
  for (const character of shown) columns += columnsOfCharacter(character);
  return columns;
}

/**
 * Text wrapped to a width in terminal columns, as lines. Words longer than the width are broken; Chinese and Japanese, which
 * have no blanks, between characters, but not before closing marks nor after opening ones.
 */
export function wrapText(text: string, width: number): string[] {
  const columns = Math.max(1, width);
  if (columnsOf(text) <= columns) return [text.trim()];
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (columnsOf(line + piece.trimEnd()) <= columns) {
      line += piece;
      continue;
    }
    // Marks without a letter belong to the piece that they begin.
    const marks = columnsOf(line.trim()) === 0 ? line.trim() : '';
    if (marks !== line.trim()) lines.push(line.trim());
    const broken = brokenWord(marks + piece.trimStart(), columns);
    lines.push(...broken.slice(0, -1));
    line = broken.at(-1) ?? '';
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trim()];
}

function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0) as number;
  if (code < 0x7f) return code < 0x20 ? 0 : 1;
  return COMBINING.test(character) ? 0 : eastAsianWidth(code);
}

/** Pieces of a text, with closing marks at the one before them and opening marks at the one behind. */
function piecesOf(text: string): readonly string[] {
  if (!hasWide(text)) return text.match(WORDS) ?? [];
  const pieces: string[] = [];
  for (const piece of text.match(PIECES) ?? []) {
    const before = pieces.at(-1);
    if (before !== undefined && (CLOSING.test(piece) || (OPENING.test(before) && piece.trim() !== '')))
      pieces[pieces.length - 1] = before + piece;
    else pieces.push(piece);
  }
  return pieces;
}

function hasWide(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= FIRST_WIDE) return true;
  return false;
}

/** A word cut where a line is full; at least one character stands on each, and no closing mark begins one if it need not. */
function brokenWord(word: string, columns: number): string[] {
  if (columnsOf(word) <= columns) return [word];
  const lines: string[] = [];
  let units: string[] = [];
  let used = 0;
  for (const [unit] of word.matchAll(UNITS)) {
    const size = columnsOf(unit);
    if (used + size > columns && used > 0) {
      const along = takeAlong(units, unit, columns - size);
      lines.push(units.join(''));
      units = along;
      used = columnsOf(along.join(''));
    }
    units.push(unit);
    used += size;
  }
  return [...lines, units.join('')];
}

/**
 * Takes from the end of a line what shall not stay behind, where there is room for it and others stay: the last character with the
 * marks around it, if a closing mark follows, and opening marks.
 */
function takeAlong(units: string[], next: string, room: number): string[] {
  const isTaken = (unit: string) => columnsOf(unit) > 0 && !CLOSING.test(unit);
  let last = CLOSING.test(next) ? units.findLastIndex(isTaken) : units.length;
  while (last > 0 && OPENING.test(units[last - 1] ?? '')) last -= 1;
  const fits = last > 0 && columnsOf(units.slice(last).join('')) <= room;
  return fits && columnsOf(units.slice(0, last).join('')) > 0 ? units.splice(last) : [];
}
