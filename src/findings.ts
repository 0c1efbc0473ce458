import type { Finding, FindingGrade, FoundFault } from './mail/types.js';
import { mailFinding } from './reference/mail-findings.js';
import type { Language } from './types.js';

/** Grades, the gravest first. */
export const FINDING_GRADES: readonly FindingGrade[] = ['wrong', 'weak', 'note'];

/** What was found, with what the reference says of it, the gravest first. */
export function findingsOf(faults: readonly FoundFault[], language: Language): Finding[] {
  const findings = faults.flatMap(({ id, evidence }): Finding[] => {
    const told = mailFinding(id, language);
    return told === undefined ? [] : [{ id, ...told, evidence }];
  });
  return findings.sort((one, other) => FINDING_GRADES.indexOf(one.grade) - FINDING_GRADES.indexOf(other.grade));
}
