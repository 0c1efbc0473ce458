import { readdirSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One import or re-export of a source file. */
export interface Import {
  /** Path below src/, such as `net/dial.ts`. */
  readonly from: string;
  /** Path below src/ for a file of ours, otherwise the name as it is written, such as `node:net` or `yargs`. */
  readonly to: string;
  readonly isOurs: boolean;
  /** Whether it is gone after compilation. */
  readonly typeOnly: boolean;
}

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file below a folder of the repository, by its path below that folder. */
export function typescriptFiles(folder: string): Map<string, string> {
  const names = readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const pairs = names.sort().map((name): [string, string] => {
    return [name.split(sep).join('/'), readFileSync(`${ROOT}${folder}/${name}`, 'utf8')];
  });
  return new Map(pairs);
}

/** `import … from '…'` and `export … from '…'` at the beginning of a line, where the formatter puts them. */
const STATIC = /^(?:import|export)\s+(type\s)?([^;'"]*?)\s*\bfrom\s+'([^']+)'/gm;
const BARE = /^import\s+'([^']+)'/gm;
/** `import('…')` and `typeof import('…')` anywhere. */
const DYNAMIC = /\bimport\(\s*['"`]([^'"`]+)['"`]/g;
const COMMENT = /^\s*(?:\/\/|\/\*|\*)/;

export function importsOf(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const found: [specifier: string, typeOnly: boolean][] = [];
  for (const [, type, names = '', specifier = ''] of code.matchAll(STATIC)) {
    found.push([specifier, type !== undefined || namesTypesOnly(names)]);
  }
  for (const [, specifier = ''] of code.matchAll(BARE)) found.push([specifier, false]);
  for (const [, specifier = ''] of code.matchAll(DYNAMIC)) found.push([specifier, false]);
  return found.map(([specifier, typeOnly]) => ({ from: file, typeOnly, ...destination(file, specifier) }));
}

/** Code without the lines that are comments. */
export function withoutComments(text: string): string {
  const lines = text.split('\n').filter((line) => !COMMENT.test(line));
  return lines.join('\n');
}

/** `{ type A, type B }`: the compiler keeps an empty import, but nothing of the file is used. */
function namesTypesOnly(names: string): boolean {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (inner === undefined) return false;
  const specifiers = inner.split(',').map((name) => name.trim());
  return specifiers.every((name) => name === '' || name.startsWith('type '));
}

function destination(file: string, specifier: string): { to: string; isOurs: boolean } {
  if (!specifier.startsWith('.')) return { to: specifier, isOurs: false };
  const path = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts');
  return { to: path, isOurs: true };
}
