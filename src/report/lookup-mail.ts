import type { MailEntry, ProtocolEntry, TopicEntry } from '../reference/index.js';
import {
  type Detail,
  detailLines,
  headingLines,
  type LookupTableOptions,
  noteDetails,
  paragraph,
  rowLines,
} from './lookup-layout.js';
import type { LookupWords } from './lookup-words.js';
import { printable } from './text.js';

/** Most columns for what an entry is and is called, in a list. */
const HEADING_CAP = 34;

/** One IP protocol. */
export function protocolBlock(entry: ProtocolEntry, options: LookupTableOptions): string[] {
  const { words } = options;
  const named = entry.status === 'unassigned' ? words.status.unassigned : entry.name;
  const remarks = [
    entry.keyword !== null && entry.name !== entry.keyword ? entry.name : '',
    entry.aliases.length > 0 ? words.aliases(entry.aliases.join(', ')) : '',
    entry.ipv6ExtensionHeader ? words.ipv6ExtensionHeader : '',
    entry.deprecated ? words.deprecated : '',
  ].filter((remark) => remark !== '');
  const details: Detail[] = [
    [words.labels.chineseNames, entry.chineseNames.join(words.comma)],
    ...noteDetails(entry.notes, words),
    [words.labels.references, entry.references.join(words.comma)],
  ];
  return [
    ...headingLines(words.protocol(entry.number), printable(entry.keyword ?? named), options),
    ...paragraph(remarks.join(words.semicolon), options),
    ...paragraph(entry.explanation ?? '', options),
    ...detailLines(details, options),
  ];
}

/** One command, reply, status code or keyword of a mail protocol. */
export function mailBlock(entry: MailEntry, options: LookupTableOptions): string[] {
  const { words } = options;
  const { labels } = words;
  const details: Detail[] = [
    ...entry.parts.map(({ part, meaning }): Detail => [labels.parts, `${part}  ${meaning}`]),
    ...entry.syntax.map((form): Detail => [labels.syntax, form]),
    ...entry.replies.map(({ code, meaning }): Detail => [labels.replies, `${code}  ${meaning}`]),
    ...entry.example.map((line): Detail => [labels.example, line]),
    [labels.aliases, entry.aliases.join(words.comma)],
    [labels.standing, entry.standing === 'standard' ? '' : words.standing[entry.standing]],
    ...noteDetails(entry.notes, words),
    [labels.references, entry.references.join(words.comma)],
  ];
  return [
    ...headingLines(mailHeading(entry, words), printable(entry.title), options),
    ...paragraph(entry.description, options),
    ...detailLines(details, options),
  ];
}

/** One notion. */
export function topicBlock(entry: TopicEntry, options: LookupTableOptions): string[] {
  const { words } = options;
  const details: Detail[] = [
    ...noteDetails(entry.notes, words),
    [words.labels.references, entry.references.join(words.comma)],
  ];
  return [
    ...headingLines(printable(entry.name), '', options),
    ...paragraph(entry.description, options),
    ...detailLines(details, options),
  ];
}

/** Several entries without numbers, a row each. */
export function otherList(entries: readonly (MailEntry | TopicEntry)[], options: LookupTableOptions): string[] {
  const { words } = options;
  const cells = entries.map((entry) =>
    entry.kind === 'topic'
      ? [printable(entry.name), printable(firstSentence(entry.description))]
      : [mailHeading(entry, words), printable(entry.title)],
  );
  return [...headingLines(words.others, '', options), ...rowLines(cells, [HEADING_CAP], options)];
}

function mailHeading({ kind, type, name }: MailEntry, words: LookupWords): string {
  return words.mail(kind.toUpperCase(), type, printable(name));
}

function firstSentence(text: string): string {
  return /^.*?(?:\.(?=\s)|。)/s.exec(text)?.[0] ?? text;
}
