/**
 * Chinese documents about ports and mail protocols, and what lookup answers to every fact in them: the right ones are
 * found, the wrong ones are corrected. The questions are in `test/fixtures/documents/`, one file a kind.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { lookup } from '../../src/reference/index.js';
import type { Entry, LookupResult, MailEntry, Note, PortEntry, ProtocolEntry } from '../../src/reference/types.js';
import type { Language } from '../../src/types.js';

interface Question {
  readonly id: string;
  readonly query: string;
  readonly language: Language;
  /** The wanted answer as {@link keyOf} names it; `notes` for the remarks on a range of ports. */
  readonly answer: string;
  /** Titles of the documents that say it. */
  readonly documents: readonly string[];
  /** `field: value`; several fields joined by `|` are alternatives, as are several values. */
  readonly conditions: readonly string[];
}

type Check = (entry: Entry, value: string, result: LookupResult) => boolean;

const FOLDER = new URL('../fixtures/documents/', import.meta.url);
const HAN = /\p{Script=Han}/u;
/** Fewer would mean that questions were lost. */
const LEAST: Readonly<Record<string, number>> = {
  number: 240,
  name: 40,
  alias: 4,
  'chinese-name': 45,
  topic: 45,
  correction: 110,
  malware: 54,
  dissector: 146,
  hex: 6,
  proxy: 6,
  range: 9,
  protocol: 160,
  'smtp-command': 36,
  'smtp-reply': 50,
  'pop3-command': 18,
  'pop3-reply': 8,
};

const CHECKS: Readonly<Record<string, Check>> = {
  // Lists that hold the value.
  names: (entry, value) => (entry as PortEntry).names.includes(value),
  aliases: (entry, value) => (entry as PortEntry).aliases.includes(value),
  chineseNames: (entry, value) => (entry as PortEntry).chineseNames.includes(value),
  references: (entry, value) => (entry as PortEntry).references.includes(value),
  syntax: (entry, value) => (entry as MailEntry).syntax.includes(value),
  reply: (entry, value) => (entry as MailEntry).replies.some(({ code }) => code === value),
  malware: (entry, value) => (entry as PortEntry).historicAssociations.some(({ name }) => name === value),
  malwareSource: (entry, value) => (entry as PortEntry).historicAssociations.some(({ source }) => source === value),
  dissector: (entry, value) => usesOf(entry, 'dissector').includes(value),
  // Words that are the value.
  status: (entry, value) => (entry as PortEntry).status === value,
  range: (entry, value) => (entry as PortEntry).range === value,
  keyword: (entry, value) => (entry as ProtocolEntry).keyword === value,
  name: (entry, value) => (entry as ProtocolEntry).name === value,
  kind: (entry, value) => entry.kind === value,
  type: (entry, value) => (entry as MailEntry).type === value,
  deprecated: (entry) => (entry as ProtocolEntry).deprecated,
  // Texts with the value in them.
  title: (entry, value) => (entry as MailEntry).title.includes(value),
  description: (entry, value) => (entry as PortEntry).description.includes(value),
  explanation: (entry, value) => (entry as PortEntry).explanation?.includes(value) === true,
  part: (entry, value) => (entry as MailEntry).parts.some(({ meaning }) => meaning.includes(value)),
  replyMeaning: (entry, value) => (entry as MailEntry).replies.some(({ meaning }) => meaning.includes(value)),
  unused: (entry, value) => (entry as PortEntry).unusedTransport?.text.includes(value) === true,
  note: (entry, value) => entry.notes.some(({ text }) => text.includes(value)),
  belief: (entry, value) => entry.notes.some(({ belief }) => belief?.includes(value) === true),
  // The field is written in Chinese.
  chinese: (entry, field) => HAN.test(String((entry as unknown as Record<string, unknown>)[field])),
  first: (entry, _, { matches }) => matches[0] === entry,
  once: (entry, _, { matches }) => matches.filter((other) => keyOf(other) === keyOf(entry)).length === 1,
};

for (const file of readdirSync(FOLDER).sort()) {
  const kind = file.replace(/\.tsv$/, '');
  const questions = readQuestions(file);
  test(`the documents' facts of the kind ${kind} are answered`, (t) => {
    assert.ok(questions.length >= (LEAST[kind] ?? 1), `only ${questions.length} questions of the kind ${kind}`);
    const failures = questions.flatMap((question) => failureOf(question) ?? []);
    t.diagnostic(`${kind}: ${questions.length - failures.length} of ${questions.length}`);
    assert.deepEqual(failures, []);
  });
}

test('there are questions of every kind, each with an id of its own and a document', (t) => {
  const all = readdirSync(FOLDER).flatMap(readQuestions);
  t.diagnostic(`questions: ${all.length}, documents: ${new Set(all.flatMap(({ documents }) => documents)).size}`);
  assert.deepEqual(
    readdirSync(FOLDER).sort(),
    Object.keys(LEAST)
      .map((kind) => `${kind}.tsv`)
      .sort(),
  );
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  const strays = all.filter(({ documents }) => documents.length === 0 || documents.some((title) => title === ''));
  assert.deepEqual(strays, []);
});

test('a question about what nobody wrote fails', () => {
  const question: Question = { id: 'x', query: '25', language: 'en', answer: '25/tcp', documents: [], conditions: [] };
  assert.equal(failureOf(question), undefined);
  assert.match(String(failureOf({ ...question, answer: '24/tcp' })), /no 24\/tcp/);
  assert.match(String(failureOf({ ...question, conditions: ['names: pop3'] })), /names: pop3/);
  assert.match(String(failureOf({ ...question, conditions: ['belief: nobody believes this'] })), /belief/);
});

function readQuestions(file: string): Question[] {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => {
      const [id = '', query = '', language = '', answer = '', documents = '', ...conditions] = line.split('\t');
      return { id, query, language: language as Language, answer, documents: documents.split('|'), conditions };
    });
}

/** What is wrong with the answer; undefined where nothing is. */
function failureOf({ id, query, language, answer, conditions }: Question): string | undefined {
  const result = lookup(query, { language });
  const candidates =
    answer === 'notes' ? [asEntry(result.notes)] : result.matches.filter((one) => keyOf(one) === answer);
  if (candidates.length === 0) {
    const found = result.matches.slice(0, 5).map(keyOf);
    return `${id}: ${query} finds no ${answer} but ${found.join(', ') || `nothing; ${result.suggestions.join(', ')}`}`;
  }
  const unmet = candidates.map((entry) => conditions.filter((condition) => !holds(entry, condition, result)));
  const least = unmet.reduce((best, one) => (one.length < best.length ? one : best));
  return least.length === 0 ? undefined : `${id}: ${query} finds ${answer} without ${least.join(' and ')}`;
}

function holds(entry: Entry, condition: string, result: LookupResult): boolean {
  const at = condition.indexOf(': ');
  const [fields, values] = [condition.slice(0, at).split('|'), condition.slice(at + 2).split('|')];
  return fields.some((field) => {
    const check = CHECKS[field];
    assert.ok(check, `unknown field in the condition ${condition}`);
    return values.some((value) => check(entry, value, result));
  });
}

/** `25/tcp`, `protocol 6`, `smtp EHLO`, `topic Base64`. */
function keyOf(entry: Entry): string {
  if (entry.kind === 'port') return `${entry.port}/${entry.transport}`;
  return `${entry.kind} ${entry.kind === 'protocol' ? entry.number : entry.name}`;
}

/** Notes of a whole answer, so that the checks of notes work on them. */
function asEntry(notes: readonly Note[]): Entry {
  return { kind: 'topic', name: 'notes', aliases: [], description: '', references: [], notes };
}

function usesOf(entry: Entry, basis: 'custom' | 'dissector'): string[] {
  return (entry as PortEntry).uses.filter((use) => use.basis === basis).flatMap(({ names }) => names);
}
