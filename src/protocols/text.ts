/** A value from a server as a part of one line of a subject: no line end in it can begin a line of its own. */
export function onOneLine(value: string): string {
  return value.replace(/[\0-\x1f\x7f]+/g, ' ').replace(/^ | $/g, '');
}
