import type { Language } from '../types.js';
import { lazy, readJsonData } from './files.js';
import { type Bilingual, textIn } from './mail-entries.js';
import { frozen } from './ports.js';

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

const findings = lazy(() => readJsonData('mail/findings.json') as readonly FindingData[]);
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

function textOf({ grade, sentence, mend, references }: FindingData, language: Language): MailFindingText {
  return frozen({ grade, sentence: textIn(language, sentence), mend: textIn(language, mend), references });
}
