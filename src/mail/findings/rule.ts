import type { MailFacts } from '../types.js';

/** One fault: how it is recognised. */
export interface Rule<Facts> {
  /** Its id in the reference. */
  readonly id: string;
  /** What shows it, a line each and at least one; null where the facts do not. Pure, never throws. */
  readonly judge: (facts: Facts) => readonly string[] | null;
}

/**
 * A fault that is graver for clients than between servers: two rules, the second with `-on-relay` behind the id. A sender that
 * would otherwise deliver in clear takes any certificate (RFC 7435), so that port 25 is judged more mildly.
 */
export function byRole(id: string, judge: Rule<MailFacts>['judge']): readonly Rule<MailFacts>[] {
  return [
    { id, judge: (facts) => (facts.role === 'relay' ? null : judge(facts)) },
    { id: `${id}-on-relay`, judge: (facts) => (facts.role === 'relay' ? judge(facts) : null) },
  ];
}

/** The lines, or null where there are none. */
export function ifAny(lines: readonly string[]): readonly string[] | null {
  return lines.length === 0 ? null : lines;
}
