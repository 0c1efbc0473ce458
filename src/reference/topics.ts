import type { Language } from '../types.js';
import { inLanguage } from './facts.js';
import { lazy, readTsvData } from './files.js';
import { listOf } from './lists.js';
import { notesOn } from './notes.js';
import { frozen, type LanguageOption } from './ports.js';
import type { TopicEntry } from './types.js';

/** A topic with the key under which notes and queries know it. */
interface KeyedTopic {
  readonly key: string;
  readonly entry: TopicEntry;
}

const topicsIn = { en: lazy(() => topicsOf('en')), 'zh-CN': lazy(() => topicsOf('zh-CN')) };

/** All topics, in the file's order. */
export function allTopics(language: Language = 'en'): readonly TopicEntry[] {
  return topicsIn[language]().map(({ entry }) => entry);
}

/** Topics of a key, name or other word, in any case and either language. */
export function lookupTopics(name: string, options?: LanguageOption): TopicEntry[] {
  const wanted = name.trim().toLowerCase();
  return topicsIn[options?.language ?? 'en']()
    .filter(({ key, entry }) => [key, entry.name, ...entry.aliases].some((word) => word.toLowerCase() === wanted))
    .map(({ entry }) => entry);
}

function topicsOf(language: Language): readonly KeyedTopic[] {
  return readTsvData('overlay/topics.tsv').map(([key = '', ...fields]) => {
    const [english = '', chinese = '', words = '', text = '', chineseText = '', references = ''] = fields;
    const name = inLanguage(language, english, chinese);
    const others = [english, chinese, ...listOf(words)].filter((word) => word !== '' && word !== name);
    const entry: TopicEntry = {
      kind: 'topic',
      name,
      aliases: others,
      description: inLanguage(language, text, chineseText),
      references: listOf(references),
      notes: notesOn([`topic:${key}`], language),
    };
    return { key, entry: frozen(entry) };
  });
}
