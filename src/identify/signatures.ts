import { PortolanError } from '../errors.js';
import { type Entry, isEntry, malformed, optionalText, text } from './entry.js';
import { type CompiledPattern, nativePattern, type Pattern, type PatternCompiler } from './pattern.js';

/** What a signature can capture, and what an example can claim. */
export const FIELDS = ['hostname', 'version', 'os'] as const;

/** One of {@link FIELDS}. */
export type Field = (typeof FIELDS)[number];

/** One rule: a greeting of this form comes from this product. */
export interface Signature {
  /** `protocol/name`, unique; shown as evidence. */
  readonly id: string;
  /** Service name of the protocol. */
  readonly protocol: string;
  /** What it reads: `greeting`, or the reply to a request, as `redis/info`. */
  readonly on: readonly string[];
  /** Anchored at the start of the text. */
  readonly pattern: Pattern;
  /** The text is looked at from the line that begins with this, for texts of several lines. */
  readonly startsAt: string | null;
  /** Whether servers of another protocol say the same: it then names the product, and the protocol has to be known already. */
  readonly ambiguous: boolean;
  /** Service name, where it says more than the protocol's; null where it does not. */
  readonly service: string | null;
  readonly product: string;
  readonly vendor: string | null;
  /** CPE 2.3 name without version, null where it is not certain. */
  readonly cpe: string | null;
  /** What the rule itself says about a field, whatever the greeting holds. */
  readonly fixed: Readonly<Partial<Record<Field, string>>>;
  /** Capturing group of each field. */
  readonly captures: Readonly<Partial<Record<Field, number>>>;
}

/** Compiled signatures in order of precedence. */
export interface SignatureSet {
  readonly signatures: readonly Signature[];
  /** Those that read the same text of the same protocol, by `protocol request`, and by the request alone for all. */
  readonly byText: ReadonlyMap<string, readonly Signature[]>;
}

/** A signature that took a greeting, with what it captured. */
export interface SignatureMatch extends Readonly<Record<Field, string | null>> {
  readonly signature: Signature;
  /** What the pattern matched. */
  readonly text: string;
}

/** Bytes of one text that signatures look at: products name themselves early, and time stays bounded. */
const MATCHED_BYTES = 16_384;

/**
 * Compiles signature files, in order: the first signature that matches wins.
 *
 * @param files - Parsed content of `data/signatures/*.json`.
 * @param compiler - Default: the language's own regular expressions, for patterns that are proven to run in linear time.
 * @throws {PortolanError} `ERR_DATA` for anything that is not of the expected shape.
 */
export function compileSignatures(files: readonly unknown[], compiler: PatternCompiler = nativePattern): SignatureSet {
  const signatures = files.flatMap((file) => compileFile(file, compiler));
  const seen = new Set<string>();
  for (const { id } of signatures) {
    if (seen.has(id)) throw malformed(id, 'this signature id is there twice');
    seen.add(id);
  }
  return { signatures, byText: indexed(signatures) };
}

/** Both sets as one: those of the first are tried first, and take the place of those of the second with the same id. */
export function joinSignatures(first: SignatureSet, second: SignatureSet): SignatureSet {
  const replaced = new Set(first.signatures.map(({ id }) => id));
  const signatures = [...first.signatures, ...second.signatures.filter(({ id }) => !replaced.has(id))];
  return { signatures, byText: indexed(signatures) };
}

function indexed(signatures: readonly Signature[]): Map<string, Signature[]> {
  const byText = new Map<string, Signature[]>();
  for (const signature of signatures) {
    for (const request of signature.on) {
      const own = `${signature.protocol} ${request}`;
      for (const key of signature.ambiguous ? [own] : [own, request]) {
        const list = byText.get(key);
        if (list === undefined) byText.set(key, [signature]);
        else list.push(signature);
      }
    }
  }
  return byText;
}

/**
 * The first signature that takes the text, null where none does.
 *
 * @param request - What the text answers, as `redis/info`; `greeting` where it was said unasked.
 * @param protocol - Only signatures of this protocol. Default: of all.
 */
export function matchSignatures(
  set: SignatureSet,
  request: string,
  text: string,
  protocol?: string,
): SignatureMatch | null {
  const candidates = set.byText.get(protocol === undefined ? request : `${protocol} ${request}`) ?? [];
  const looked = text.length > MATCHED_BYTES ? text.slice(0, MATCHED_BYTES) : text;
  const starts = new Map<string, string | null>();
  for (const signature of candidates) {
    const from = fromLine(looked, signature.startsAt, starts);
    const match = from === null ? null : signature.pattern.exec(from);
    if (match !== null) return describe(signature, match);
  }
  return null;
}

function describe(signature: Signature, match: readonly (string | undefined)[]): SignatureMatch {
  const field = (name: Field) => {
    const group = signature.captures[name];
    return (group === undefined ? undefined : match[group]) ?? signature.fixed[name] ?? null;
  };
  return {
    signature,
    text: withoutLineEnd(match[0] ?? ''),
    hostname: field('hostname'),
    version: field('version'),
    os: field('os'),
  };
}

/** Text without blanks and line ends behind it. `trimEnd` would also take U+00A0, part of a letter where bytes are UTF-8. */
export function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text from the line that begins so; null where no line does. Looked up once a text. */
function fromLine(text: string, startsAt: string | null, starts: Map<string, string | null>): string | null {
  if (startsAt === null || text.startsWith(startsAt)) return text;
  const known = starts.get(startsAt);
  if (known !== undefined) return known;
  const at = text.indexOf(`\n${startsAt}`) + 1;
  const from = at === 0 ? null : text.slice(at);
  starts.set(startsAt, from);
  return from;
}

function compileFile(file: unknown, compiler: PatternCompiler): Signature[] {
  if (!isEntry(file)) throw malformed(undefined, 'a signature file must be an object');
  const protocol = text(file, 'protocol', 'signature file');
  const defaults = { protocol, startsAt: optionalText(file, 'startsAt', protocol), on: requests(file, protocol) };
  const entries = file['signatures'];
  if (!Array.isArray(entries)) throw malformed(protocol, 'the signatures must be an array');
  return entries.map((entry: unknown, index) => {
    const place = `${protocol}, signature ${index + 1}`;
    if (!isEntry(entry)) throw malformed(place, 'a signature must be an object');
    return compileEntry(entry, { ...defaults, place, compiler });
  });
}

interface FileDefaults {
  readonly protocol: string;
  readonly startsAt: string | null;
  readonly on: readonly string[] | null;
}

interface EntryContext extends FileDefaults {
  /** How to call an entry without an id. */
  readonly place: string;
  readonly compiler: PatternCompiler;
}

function compileEntry(entry: Entry, { protocol, startsAt, on, place, compiler }: EntryContext): Signature {
  const id = text(entry, 'id', place);
  if (!id.startsWith(`${protocol}/`)) throw malformed(id, 'the id must begin with {protocol}/', { protocol });
  const { pattern, groups } = compilePattern(entry, id, compiler);
  return {
    id,
    protocol,
    on: requests(entry, protocol, id) ?? on ?? ['greeting'],
    pattern,
    startsAt: optionalText(entry, 'startsAt', id) ?? startsAt,
    service: optionalText(entry, 'service', id),
    ambiguous: entry['ambiguous'] === true,
    product: text(entry, 'product', id),
    vendor: optionalText(entry, 'vendor', id),
    cpe: optionalText(entry, 'cpe', id),
    fixed: fixedFields(entry, id),
    captures: captureGroups(entry, groups, id),
  };
}

function compilePattern(entry: Entry, id: string, compiler: PatternCompiler): CompiledPattern {
  const source = text(entry, 'pattern', id);
  const flags = optionalText(entry, 'flags', id) ?? '';
  if (!source.startsWith('^')) throw malformed(id, 'the pattern must begin with ^');
  if (flags !== '' && flags !== 'i') throw malformed(id, 'the only flag allowed is i');
  try {
    return compiler(source, flags);
  } catch (cause) {
    if (cause instanceof PortolanError) throw new PortolanError(cause.code, { ...cause.details, value: id });
    throw malformed(id, 'the pattern is not a regular expression', {}, cause);
  }
}

function fixedFields(entry: Entry, id: string): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const value = optionalText(entry, field, id);
    if (value !== null) found[field] = value;
  }
  return found;
}

function captureGroups(entry: Entry, groups: number, id: string): Partial<Record<Field, number>> {
  const captures = entry['captures'] ?? {};
  if (!isEntry(captures)) throw malformed(id, 'the captures must be an object');
  const found: Partial<Record<Field, number>> = {};
  for (const [name, group] of Object.entries(captures)) {
    const field = FIELDS.find((each) => each === name);
    if (field === undefined) {
      throw malformed(id, '{name} is not one of {fields}', { name, fields: FIELDS.join(', ') });
    }
    if (!Number.isInteger(group) || Number(group) < 1 || Number(group) > groups) {
      throw malformed(id, 'the pattern has no group for {name}', { name });
    }
    found[field] = Number(group);
  }
  return found;
}

/** Names of requests with their protocol before them; null where the entry says nothing of what it reads. */
function requests(entry: Entry, protocol: string, subject = protocol): string[] | null {
  const on = entry['on'];
  if (on === undefined) return null;
  const names: readonly unknown[] = Array.isArray(on) ? on : [on];
  return names.map((name) => {
    if (typeof name !== 'string' || name === '') throw malformed(subject, '{key} must be a string', { key: 'on' });
    return name === 'greeting' || name.includes('/') ? name : `${protocol}/${name}`;
  });
}
