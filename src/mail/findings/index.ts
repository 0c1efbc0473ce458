/** The faults that rules find in what is known of mail services. What they mean stands in the reference under their ids. */
import type { DomainFacts } from '../domain/types.js';
import { decodeReply } from '../reply-text.js';
import type { FoundFault, MailFacts } from '../types.js';
import { ANNOUNCED_RULES } from './announced.js';
import { CERTIFICATE_RULES } from './certificate.js';
import { DOMAIN_RULES } from './domain.js';
import { GREETING_RULES } from './greeting.js';
import { HOST_RULES } from './host.js';
import { IDENTITY_RULES } from './identity.js';
import { LOGIN_RULES } from './login.js';
import { NAME_RULES } from './names.js';
import { POLICY_RULES } from './policies.js';
import { PORT_RULES } from './ports.js';
import type { Rule } from './rule.js';
import { STARTTLS_RULES } from './starttls.js';
import { TLS_RULES } from './tls.js';
import { ANSWER_RULES, type AnswerFacts } from './unanswered.js';
import { USE_RULES } from './use.js';

const SERVICE_RULES: readonly Rule<MailFacts>[] = [
  ...STARTTLS_RULES,
  ...PORT_RULES,
  ...TLS_RULES,
  ...CERTIFICATE_RULES,
  ...USE_RULES,
  ...IDENTITY_RULES,
  ...POLICY_RULES,
  ...LOGIN_RULES,
  ...ANNOUNCED_RULES,
  ...GREETING_RULES,
  ...NAME_RULES,
];

/** Every id that a rule has, in the order in which faults are told. */
export const FAULT_IDS: readonly string[] = [...SERVICE_RULES, ...ANSWER_RULES, ...HOST_RULES, ...DOMAIN_RULES].map(
  ({ id }) => id,
);

/** What is wrong with one service. Pure, never throws; each id at most once. */
export function findFaults(facts: MailFacts): FoundFault[] {
  return judge(SERVICE_RULES, facts);
}

/** What is wrong with a service that a domain names and that may have said nothing. Pure, never throws. */
export function findUnanswered(facts: AnswerFacts): FoundFault[] {
  return judge(ANSWER_RULES, facts);
}

/**
 * What is wrong with the services of one host together.
 *
 * @param closed - Ports of it that refused the connection.
 */
export function findHostFaults(facts: readonly MailFacts[], closed: readonly number[]): FoundFault[] {
  return judge(HOST_RULES, { services: facts, closed });
}

/** What is wrong with what DNS says of a domain's mail. */
export function findDomainFaults(facts: DomainFacts): FoundFault[] {
  return judge(DOMAIN_RULES, facts);
}

function judge<Facts>(rules: readonly Rule<Facts>[], facts: Facts): FoundFault[] {
  return rules.flatMap(({ id, judge }) => {
    const evidence = judge(facts);
    return evidence === null ? [] : [{ id, evidence: evidence.map(decodeReply) }];
  });
}
