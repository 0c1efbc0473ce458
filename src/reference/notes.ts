import type { Language } from '../types.js';
import { inLanguage } from './facts.js';
import { lazy, readTsvData } from './files.js';
import { append, listOf } from './lists.js';
import type { Note } from './types.js';

const NONE: readonly Note[] = Object.freeze([]);

const rowsBySubject = lazy(() => {
  const bySubject = new Map<string, string[][]>();
  for (const [subjects = '', ...fields] of readTsvData('overlay/notes.tsv')) {
    for (const subject of listOf(subjects)) append(bySubject, subject.toLowerCase(), fields);
  }
  return bySubject;
});

/** Notes on subjects such as `port:25`, `proto:0` or `smtp:helo`, in the file's order, each once. */
export function notesOn(subjects: readonly string[], language: Language): readonly Note[] {
  const index = rowsBySubject();
  const rows = new Set<string[]>();
  for (const subject of subjects) for (const row of index.get(subject.toLowerCase()) ?? []) rows.add(row);
  return rows.size === 0 ? NONE : [...rows].map((row) => noteOf(row, language));
}

/** Every port on which there is a note. */
export function notedPorts(): number[] {
  const ports = [...rowsBySubject().keys()].map((subject) => /^port:(\d+)/.exec(subject)?.[1]);
  return ports.filter((port) => port !== undefined).map(Number);
}

/** A note of the columns that every file of remarks ends with: English, Chinese, source. */
export function remark([english = '', chinese = '', source = '']: readonly string[], language: Language): Note {
  return { belief: null, text: inLanguage(language, english, chinese), source };
}

function noteOf([belief = '', chineseBelief = '', ...rest]: readonly string[], language: Language): Note {
  return { ...remark(rest, language), belief: belief === '' ? null : inLanguage(language, belief, chineseBelief) };
}
