import { PortolanError } from '../errors.js';
import { fault, type ScriptLine } from './faults.js';
import { MAX_DEPTH, MAX_SCRIPT_BYTES } from './limits.js';

/** A line with the lines that are indented below it. */
export interface Item extends ScriptLine {
  readonly block: readonly Item[];
}

/** The lines of a script by their indentation, without comments and empty lines. */
export function itemsOf(source: string): Item[] {
  if (source.length > MAX_SCRIPT_BYTES) {
    throw new PortolanError('ERR_SCRIPT', {
      problem: 'a script has at most {most} bytes',
      values: { most: MAX_SCRIPT_BYTES },
    });
  }
  const top: Draft[] = [];
  /** The blocks that are open, outermost first. */
  const open: { readonly indent: string; readonly items: Draft[] }[] = [];
  for (const line of meaningfulLines(source)) {
    const item: Draft = { ...line, block: [] };
    if (open.length === 0) open.push({ indent: line.indent, items: top });
    placeOf(line, open).push(item);
  }
  return top;
}

interface Draft extends ScriptLine {
  readonly block: Draft[];
}

function* meaningfulLines(source: string): Generator<ScriptLine> {
  for (const [index, text] of source
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const [, indent = '', content = ''] = /^([ \t]*)(.*)$/s.exec(withoutEnd(text)) ?? [];
    if (content !== '' && !content.startsWith('#')) yield { number: index + 1, indent, content };
  }
}

/** The list that a line belongs to, by its indentation; blocks that it ends are closed. */
function placeOf(line: ScriptLine, open: { readonly indent: string; readonly items: Draft[] }[]): Draft[] {
  const depth = open.length;
  while (open.length > 1 && line.indent.length < (open.at(-1)?.indent.length ?? 0)) open.pop();
  const { indent, items } = open.at(-1) as (typeof open)[number];
  if (line.indent === indent) return items;
  const parent = items.at(-1);
  if (parent === undefined || open.length < depth || !line.indent.startsWith(indent)) {
    throw fault(line, 'line {line}: the indentation is that of no block around it');
  }
  if (open.length >= MAX_DEPTH) {
    throw fault(line, 'line {line}: at most {most} blocks within one another', { values: { most: MAX_DEPTH } });
  }
  open.push({ indent: line.indent, items: parent.block });
  return parent.block;
}

/** Without the blanks at its end: a pattern would look for its place at each of them. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t'.includes(text[end - 1] as string)) end -= 1;
  return text.slice(0, end);
}
