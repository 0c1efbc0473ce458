import type { Language } from '../types.js';
import { allAliases } from './aliases.js';
import type { PortFact } from './facts.js';
import { lazy } from './files.js';
import { portsOfGroup } from './groups.js';
import { listOf } from './lists.js';
import { enhancedEntries, isReplyCode, replyEntry } from './mail-codes.js';
import { MAIL_PROTOCOLS, mailEntries } from './mail-entries.js';
import { historicSpellings } from './names.js';
import { customUses, dissectorUses, explainedPorts, historicNames } from './port-details.js';
import { allRows } from './port-table.js';
import { allProtocols } from './protocols.js';
import { RARE_TIER, SearchDocument } from './search-document.js';
import { allTopics } from './topics.js';
import type { MailEntry } from './types.js';

const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];
/** Groups of ports that people meet, the most usual first; an answer's tier is the place of its group. */
const TIERS = ['common-20', 'common-100', 'common'] as const;
const EXPLAINED_TIER = TIERS.length;

/** Everything that can be searched: ports, IP protocols, words of mail protocols, topics; in both languages. */
export const searchDocuments: () => readonly SearchDocument[] = lazy(() => [
  ...portDocuments(),
  ...protocolDocuments(),
  ...mailDocuments(),
  ...topicDocuments(),
]);

function portDocuments(): SearchDocument[] {
  const byPorts = new Map<string, SearchDocument>();
  const tier = tierOfPort();
  const of = (first: number, last: number): SearchDocument => {
    const key = `${first}-${last}`;
    const known = byPorts.get(key) ?? new SearchDocument({ kind: 'port', number: first, last, tier: tier(first) });
    byPorts.set(key, known);
    return known;
  };
  for (const { first, last, letters, name, description } of allRows()) {
    const document = of(first, last);
    if (name !== null) document.addName(name, letters);
    document.addTitle(description, letters);
  }
  for (const { alias, first, last, letters } of allAliases()) of(first, last).addAlias(alias, letters);
  const addFacts = (facts: readonly PortFact[], namesOf: (fact: PortFact) => string[], texts: readonly number[]) => {
    for (const fact of facts) {
      const document = of(fact.first, fact.last);
      for (const name of namesOf(fact)) document.addAlias(name, fact.letters);
      for (const column of texts) document.addText(fact.fields[column] ?? '', fact.letters);
    }
  };
  const firstColumn = ({ fields: [names = ''] }: PortFact) => listOf(names);
  addFacts(explainedPorts.all(), ({ fields: [, names = ''] }) => listOf(names, '、'), [0, 2, 3]);
  addFacts(customUses.all(), firstColumn, [1, 2]);
  addFacts(dissectorUses.all(), firstColumn, [1, 2]);
  addFacts(historicNames.all(), historicSpellings, []);
  return [...byPorts.values()];
}

function tierOfPort(): (port: number) => number {
  const tiers = new Map<number, number>();
  for (const { first } of explainedPorts.all()) tiers.set(first, EXPLAINED_TIER);
  for (const [tier, group] of [...TIERS.entries()].reverse()) {
    for (const [first, last] of portsOfGroup(group) ?? [])
      for (let port = first; port <= last; port++) tiers.set(port, tier);
  }
  return (port) => tiers.get(port) ?? RARE_TIER;
}

function protocolDocuments(): SearchDocument[] {
  const chinese = allProtocols('zh-CN');
  return allProtocols().map((entry) => {
    const { number, keyword, name, aliases, chineseNames, explanation } = entry;
    const tier = explanation === null ? RARE_TIER : EXPLAINED_TIER;
    const document = new SearchDocument({ kind: 'protocol', number, tier });
    if (keyword !== null) document.addName(keyword, '');
    for (const alias of [...aliases, ...chineseNames]) document.addAlias(alias, '');
    document.addTitle(name, '');
    for (const text of [explanation, chinese[number]?.explanation]) document.addText(text ?? '', '');
    return document;
  });
}

function mailDocuments(): SearchDocument[] {
  return MAIL_PROTOCOLS.flatMap((protocol) => {
    const [english, chinese] = LANGUAGES.map((language) => [
      ...mailEntries(protocol, language).map((entry) => withDigits(entry, language)),
      ...(protocol === 'smtp' ? enhancedEntries(language) : []),
    ]);
    return (english ?? []).map((entry, index) => {
      const document = new SearchDocument({
        kind: protocol,
        number: index,
        tier: EXPLAINED_TIER,
        entries: [entry, chinese?.[index] ?? entry],
      });
      document.addName(entry.name, '');
      for (const alias of entry.aliases) document.addAlias(alias, '');
      for (const text of [entry, chinese?.[index]]) {
        document.addTitle(text?.title ?? '', '');
        document.addText(text?.description ?? '', '');
      }
      return document;
    });
  });
}

/** A reply code with the meaning of its digits, as it is when it is asked for. */
function withDigits(entry: MailEntry, language: Language): MailEntry {
  const isCode = entry.kind === 'smtp' && entry.type === 'reply' && isReplyCode(entry.name);
  return isCode ? replyEntry(entry.name, language) : entry;
}

function topicDocuments(): SearchDocument[] {
  const chinese = allTopics('zh-CN');
  return allTopics().map((entry, index) => {
    const document = new SearchDocument({
      kind: 'topic',
      number: index,
      tier: EXPLAINED_TIER,
      entries: [entry, chinese[index] ?? entry],
    });
    document.addName(entry.name, '');
    for (const alias of entry.aliases) document.addAlias(alias, '');
    document.addText(`${entry.description} ${chinese[index]?.description ?? ''}`, '');
    return document;
  });
}
