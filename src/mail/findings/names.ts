/** Rules about the names of the address, and about who may send through the server. */
import { isGloballyReachable } from '../../net/special-addresses.js';
import type { MailFacts, NameFacts } from '../types.js';
import { lastExchange } from './facts.js';
import { ifAny, type Rule } from './rule.js';

export const NAME_RULES: readonly Rule<MailFacts>[] = [
  { id: 'reverse-dns-missing', judge: reverseMissing },
  { id: 'reverse-dns-unconfirmed', judge: reverseUnconfirmed },
  { id: 'open-relay', judge: openRelay },
];

/** Other mail servers see no address of loopback or of a private network, and for those nobody can ask for a name. */
function judgedNames({ role, names, address }: MailFacts): NameFacts | null {
  return role === 'relay' && isGloballyReachable(address) ? names : null;
}

function reverseMissing(facts: MailFacts): readonly string[] | null {
  return judgedNames(facts)?.reverseNames.length === 0 ? [facts.address] : null;
}

/** Where there are more names than are looked at, one of the others may lead back. */
function reverseUnconfirmed(facts: MailFacts): readonly string[] | null {
  const { reverseNames, confirmedNames, omittedNames } = judgedNames(facts) ?? NO_NAMES;
  if (confirmedNames.length > 0 || omittedNames > 0) return null;
  return ifAny(reverseNames.map((name) => `${facts.address}: ${name}`));
}

const NO_NAMES = { reverseNames: [], confirmedNames: [], omittedNames: 0 };

function openRelay(facts: MailFacts): readonly string[] | null {
  const test = facts.relayTest;
  if (test?.outcome !== 'accepted') return null;
  const half = facts.exchanges.some(({ command, secure }) => secure && command?.startsWith('MAIL'))
    ? 'secure'
    : 'clear';
  const mail = lastExchange(facts, half, /^MAIL\b/i)?.command ?? `MAIL FROM:<${test.from}>`;
  const recipient = lastExchange(facts, half, /^RCPT\b/i)?.command ?? `RCPT TO:<${test.to}>`;
  return [mail, recipient, test.reply];
}
