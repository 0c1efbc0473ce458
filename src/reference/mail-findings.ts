import type { Language } from '../types.js';
import { lazy, parseJsonData, readData } from './files.js';
import { type Bilingual, textIn } from './mail-entries.js';
import { frozen } from './ports.js';
import type { TopicEntry } from './types.js';

/** What the mail probe says of a fault, in the language asked for. */
export interface MailFindingText {
  /** How serious it is: `wrong` breaks or exposes something, `weak` could be better, `note` is worth knowing. */
  readonly grade: 'wrong' | 'weak' | 'note';
  /** What is the case and what follows from it, in one sentence. */
  readonly sentence: string;
  /** How to mend it, with the settings of the usual servers. */
  readonly mend: string;
  /** Such as `RFC 8314 section 4.1`. */
  readonly references: readonly string[];
}

/** One entry of `data/mail/findings.json`. */
interface FindingData {
  readonly id: string;
  readonly grade: MailFindingText['grade'];
  readonly sentence: Bilingual;
  readonly mend: Bilingual;
  readonly references: readonly string[];
}

const FILE = 'mail/findings.json';
const fileText = lazy(() => readData(FILE));
const findings = lazy(() => parseJsonData(FILE, fileText()) as readonly FindingData[]);
const findingsById = lazy(() => new Map(findings().map((finding) => [finding.id, finding])));

/** What is said of a fault; undefined where no fault has this id. */
export function mailFinding(id: string, language: Language = 'en'): MailFindingText | undefined {
  const finding = findingsById().get(id);
  return finding && textOf(finding, language);
}

/** What is said of every fault that the mail probe knows, with its id, in the order in which faults are told. */
export function mailFindings(language: Language = 'en'): readonly (MailFindingText & { readonly id: string })[] {
  return findings().map((finding) => ({ id: finding.id, ...textOf(finding, language) }));
}

/** How ids are written: words in small letters with `-` between them. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

const GRADES: Readonly<Record<MailFindingText['grade'], Bilingual>> = {
  wrong: { en: 'wrong', zh: '错误' },
  weak: { en: 'weak', zh: '薄弱' },
  note: { en: 'note', zh: '提示' },
};

/** A finding as something to be looked up by its id; undefined where no fault has it. */
export function findingTopic(id: string, language: Language): TopicEntry | undefined {
  // The file is only read through once it may have the name: most names with such a form are of services.
  if (!ID.test(id) || !fileText().includes(`"${id}"`)) return undefined;
  const finding = mailFinding(id, language);
  if (finding === undefined) return undefined;
  const { grade, sentence, mend, references } = finding;
  const head = textIn(language, {
    en: `A finding of the mail probe (${GRADES[grade].en}).`,
    zh: `邮件探测的一项发现（${GRADES[grade].zh}）。`,
  });
  const description = textIn(language, {
    en: `${head} ${sentence} To mend it: ${mend}`,
    zh: `${head}${sentence}改进方法：${mend}`,
  });
  return frozen({ kind: 'topic', name: id, aliases: [], description, references, notes: [] });
}

function textOf({ grade, sentence, mend, references }: FindingData, language: Language): MailFindingText {
  return frozen({ grade, sentence: textIn(language, sentence), mend: textIn(language, mend), references });
}
