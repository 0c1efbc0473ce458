/**
 * What JSON allows raw in a string and a terminal or editor could obey: DEL, C1 controls, format characters (bidi, zero
 * width, tags), line and paragraph separators.
 */
const OBEYED = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * JSON that is safe to print: every character that a terminal could obey is written as `\uXXXX` (two of them beyond
 * U+FFFF), so the text is exact JSON of the same value and moves no cursor.
 *
 * @param indent - Blanks for each level. Default: all on one line.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(OBEYED, escapeOf);
}

/** Outside of strings JSON holds nothing that is escaped here, so the whole text can be treated alike. */
function escapeOf(character: string): string {
  let escaped = '';
  for (let unit = 0; unit < character.length; unit++) {
    escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
