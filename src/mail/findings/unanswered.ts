/** Rules about services that a domain names and that do not answer: what is known where nothing was said. */
import type { ServiceOrigin } from '../domain/types.js';
import type { Verdict } from '../types.js';
import type { Rule } from './rule.js';

/** What came of asking a service. */
export interface AnswerFacts {
  readonly origin: ServiceOrigin | null;
  readonly address: string;
  readonly port: number;
  readonly verdict: Verdict;
}

export const ANSWER_RULES: readonly Rule<AnswerFacts>[] = [
  { id: 'exchanger-not-answering', judge: silentExchanger },
  { id: 'service-not-answering', judge: silentService },
];

/** Where other servers deliver to (RFC 5321 section 4.5.4.2). */
const RELAY_PORT = 25;

function silentExchanger({ origin, address, port, verdict }: AnswerFacts): readonly string[] | null {
  const reason = reasonOf(verdict);
  if (origin?.kind !== 'mx' || port !== RELAY_PORT || reason === null) return null;
  const { domain, name, preference } = origin;
  // The address of the domain itself stands in for a record that it has not (RFC 5321 section 5.1).
  const isImplicit = name === domain && preference === 0;
  return [`${isImplicit ? '' : `MX ${preference} `}${name}, ${address}: ${reason}`];
}

function silentService({ origin, address, port, verdict }: AnswerFacts): readonly string[] | null {
  const reason = reasonOf(verdict);
  if (origin?.kind !== 'srv' || reason === null) return null;
  const { domain, name, service } = origin;
  return [`_${service}._tcp.${domain}, ${name}:${port}, ${address}: ${reason}`];
}

/** Why it did not say what it offers, in words; null where it did, or turned us away, or where it is not its own fault. */
function reasonOf({ code, phase, evidence }: Verdict): string | null {
  if (phase === 'tls' || phase === 'done') return null;
  const cited = evidence === null ? '' : `: ${evidence}`;
  switch (code) {
    case 'refused':
      return `connection ${evidence ?? 'refused'}`;
    case 'unreachable':
      return (evidence ?? 'unreachable').replaceAll('-', ' ');
    case 'timed-out':
      return phase === 'connect' ? 'no answer' : `no answer${cited}`;
    case 'no-greeting':
      return evidence === null ? 'no greeting' : `no whole greeting${cited}`;
    case 'closed-early':
      return `hung up${cited}`;
    default:
      return null;
  }
}
