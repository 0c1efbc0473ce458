import type { Language } from '../types.js';
import { inLanguage } from './facts.js';
import { lazy, readTsvData } from './files.js';
import { listOf } from './lists.js';
import { findingTopic } from './mail-findings.js';
import { notesOn } from './notes.js';
import { frozen, type LanguageOption } from './ports.js';
import type { TopicEntry } from './types.js';

/** A topic with the words under which queries know it, in lower case. */
interface NamedTopic {
  readonly words: readonly string[];
  /** Made when it is asked for: most questions concern no topic. */
  readonly entry: () => TopicEntry;
}

const topicsIn = { en: lazy(() => topicsOf('en')), 'zh-CN': lazy(() => topicsOf('zh-CN')) };

/** All topics, in the file's order. */
export function allTopics(language: Language = 'en'): readonly TopicEntry[] {
  return topicsIn[language]().map(({ entry }) => entry());
}

/** Topics of a key, name or other word, in any case and either language; a finding of the mail probe by its id is one too. */
export function lookupTopics(name: string, options?: LanguageOption): TopicEntry[] {
  const wanted = name.trim().toLowerCase();
  const language = options?.language ?? 'en';
  const topics = topicsIn[language]().filter(({ words }) => words.includes(wanted));
  return [...topics.map(({ entry }) => entry()), ...[findingTopic(wanted, language) ?? []].flat()];
}

function topicsOf(language: Language): readonly NamedTopic[] {
  return readTsvData('overlay/topics.tsv').map((fields) => {
    const [key = '', english = '', chinese = '', others = ''] = fields;
    const words = [key, english, chinese, ...listOf(others)].filter((word) => word !== '');
    return { words: words.map((word) => word.toLowerCase()), entry: lazy(() => frozen(entryOf(fields, language))) };
  });
}

function entryOf(fields: readonly string[], language: Language): TopicEntry {
  const [key = '', english = '', chinese = '', words = '', text = '', chineseText = '', references = ''] = fields;
  const name = inLanguage(language, english, chinese);
  return {
    kind: 'topic',
    name,
    aliases: [english, chinese, ...listOf(words)].filter((word) => word !== '' && word !== name),
    description: inLanguage(language, text, chineseText),
    references: listOf(references),
    notes: notesOn([`topic:${key}`], language),
  };
}
