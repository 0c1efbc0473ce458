import { typescriptFiles, withoutComments } from './source-files.js';

/** Where a problem begins: the property, a constant, or the second argument of a function that makes an error. */
const SITES = [/\bproblem(?:: | = )(?!string\b)/g, /(?<!function )\b(?:portFault|targetFault|fault|malformed)\(/g];
/** A problem that another line names, or that came with another error or a connection. */
const DELIVERED = /^(?:problem,|\w+\.(?:problem|tlsProblem|message) )/;
/** A type, or a code for programs, which is a single word. */
const NO_TEXT = /^(?:[A-Z][a-z]\w*\b|'[a-z]+')/;
const CONSTANT = /^const ([A-Z][A-Z_]*) =\s+((['`])[^\n]*\3);$/gm;
const LITERAL = /^(?:'((?:[^'\\\n]|\\.)*)'|"([^"\n]*)"|`((?:[^`\\]|\\.)*)`)/;

export interface ProblemTemplates {
  /** Every template of a problem in the sources. */
  readonly templates: readonly string[];
  /** Problems that are not written out where they are raised, so that nobody can tell whether they are translated. */
  readonly hidden: readonly string[];
}

/** The problems of all errors, as the sources of `src` write them. */
export function problemTemplates(): ProblemTemplates {
  const templates = new Set<string>();
  const hidden: string[] = [];
  for (const [file, text] of typescriptFiles('src')) {
    if (file === 'errors.ts' || file.startsWith('cli/messages/')) continue;
    const code = withoutComments(text);
    const constants = new Map([...code.matchAll(CONSTANT)].map((match) => [match[1] as string, match[2] as string]));
    for (const source of problemsOf(code)) {
      const template = literalOf(source, constants);
      if (template === undefined) hidden.push(`${file}: ${source.slice(0, 60).split('\n', 1)[0]}`);
      else templates.add(template);
    }
  }
  return { templates: [...templates].sort(), hidden };
}

/** The code from each problem on. */
function problemsOf(code: string): string[] {
  const [properties, calls] = SITES.map((site) =>
    [...code.matchAll(site)].map((match) => match.index + match[0].length),
  );
  return [
    ...(properties ?? []).map((start) => code.slice(start)),
    ...(calls ?? []).map((start) => secondArgument(code.slice(start))),
  ].filter((source) => source !== '' && !DELIVERED.test(source) && !NO_TEXT.test(source));
}

/** The code from the second argument on; empty where there is only one, or where it is a parameter's declaration. */
function secondArgument(code: string): string {
  const match = /^\s*(?:[\w.]+(?:\([^()]*\))?|`[^`]*`)(\??:)?,?\s*/.exec(code);
  return match === null || match[1] !== undefined || !match[0].includes(',') ? '' : code.slice(match[0].length);
}

/** The text of a literal, of a constant, or of a literal that holds constants; undefined where it is neither. */
function literalOf(source: string, constants: ReadonlyMap<string, string>): string | undefined {
  const constant = constants.get(/^[A-Z_]+\b/.exec(source)?.[0] ?? '');
  if (constant !== undefined) return literalOf(constant, constants);
  const [, single, double, composed] = LITERAL.exec(source) ?? [];
  const plain = single?.replaceAll("\\'", "'") ?? double;
  if (plain !== undefined) return plain;
  const names = [...(composed?.matchAll(/\$\{([^}]*)\}/g) ?? [])].map((match) => match[1] ?? '');
  const texts = new Map(names.map((name) => [name, literalOf(constants.get(name) ?? '', constants)]));
  if ([...texts.values()].includes(undefined)) return undefined;
  return composed?.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => texts.get(name) ?? '');
}
