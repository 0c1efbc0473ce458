import type { Finding, FoundFault } from './mail/types.js';
import { mailFinding } from './reference/mail-findings.js';
import { FINDING_GRADES, type Language } from './types.js';

/** What was found, with what the reference says of it, the gravest first. */
export function findingsOf(faults: readonly FoundFault[], language: Language): Finding[] {
  const findings = faults.flatMap(({ id, evidence }): Finding[] => {
    const told = mailFinding(id, language);
    return told === undefined ? [] : [{ id, ...told, evidence }];
  });
  return findings.sort((one, other) => FINDING_GRADES.indexOf(one.grade) - FINDING_GRADES.indexOf(other.grade));
}
