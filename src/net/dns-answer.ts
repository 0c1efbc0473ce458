import { MAX_DNS_ALIASES } from '../defaults.js';
import { type DnsMessage, type DnsQuestion, recordsAt } from './dns-message.js';
import type { DnsAnswer, DnsFailure } from './dns-types.js';
import { MalformedError } from './dns-wire.js';

const NO_SUCH_NAME = 3;
/** RFC 1035 section 4.1.1, RFC 2136 section 2.2. Codes that are not here mean nothing in reply to a question like ours. */
const FAILURES: Readonly<Record<number, DnsFailure>> = {
  1: 'formerr',
  2: 'servfail',
  4: 'refused',
  5: 'refused',
  9: 'refused',
};
/** FORMERR, NOTIMP and BADVERS: what servers say to an extension that they do not understand (RFC 6891 section 7). */
const WITHOUT_EDNS: readonly number[] = [1, 4, 16];

/** Whether the server may answer the same question without EDNS. */
export function isEdnsRefused(message: DnsMessage): boolean {
  return WITHOUT_EDNS.includes(message.code);
}

/** What a reply says about the question. */
export function answerOf(message: DnsMessage, question: DnsQuestion): DnsAnswer | DnsFailure {
  if (message.code !== 0 && message.code !== NO_SUCH_NAME) return FAILURES[message.code] ?? 'bad-reply';
  try {
    return conclusion(message, question);
  } catch (error) {
    if (error instanceof MalformedError) return 'bad-reply';
    throw error;
  }
}

function conclusion(message: DnsMessage, { name, type }: DnsQuestion): DnsAnswer | DnsFailure {
  const aliases = type === 'CNAME' ? [] : aliasesOf(message, name);
  const known = { reason: null, validated: message.isAuthentic, ...(aliases.length > 0 ? { aliases } : {}) };
  if (message.code === NO_SUCH_NAME) return { ...known, outcome: 'no-such-name', records: [] };
  const records = recordsAt(message.answers, aliases.at(-1) ?? name, type);
  if (records.length > 0) return { ...known, outcome: 'answer', records };
  // One that only knows its own zones has sent us on to another server, which is not ours to ask.
  return message.isConclusive ? { ...known, outcome: 'no-data', records: [] } : 'refused';
}

/** Where the name leads, alias by alias. @throws MalformedError where that is in circles. */
function aliasesOf({ answers }: DnsMessage, name: string): string[] {
  const aliases: string[] = [];
  for (let owner = name; ; ) {
    const [alias] = recordsAt(answers, owner, 'CNAME');
    if (alias === undefined) return aliases;
    owner = alias.target;
    aliases.push(owner);
    if (aliases.length > MAX_DNS_ALIASES) throw new MalformedError('a name leads in circles');
  }
}

/** No answer. */
export function failed(reason: DnsFailure): DnsAnswer {
  return { outcome: 'failed', reason, records: [], validated: false };
}
