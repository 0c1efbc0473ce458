/** Rules about the names of the address, and about who may send through the server. */
import type { MailFacts } from '../types.js';
import { lastExchange } from './facts.js';
import type { Rule } from './rule.js';

export const NAME_RULES: readonly Rule<MailFacts>[] = [
  { id: 'reverse-dns-missing', judge: reverseMissing },
  { id: 'reverse-dns-unconfirmed', judge: reverseUnconfirmed },
  { id: 'open-relay', judge: openRelay },
];

function reverseMissing({ role, names, address }: MailFacts): readonly string[] | null {
  return role === 'relay' && names?.reverseNames.length === 0 ? [address] : null;
}

function reverseUnconfirmed({ role, names, address }: MailFacts): readonly string[] | null {
  if (role !== 'relay' || names === null || names.reverseNames.length === 0) return null;
  return names.confirmedNames.length === 0 ? names.reverseNames.map((name) => `${address}: ${name}`) : null;
}

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
