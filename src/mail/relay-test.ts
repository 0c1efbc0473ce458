/** Whether a server takes mail from anybody to anybody: the question, put without ever sending mail. */
import { MAX_MAIL_ADDRESS_CHARACTERS } from '../defaults.js';
import { PortolanError } from '../errors.js';
import { type Conversation, isComplete, send } from '../protocols/index.js';
import type { Reply } from '../protocols/types.js';
import { replyCode } from './reply-codes.js';
import { citeReply } from './reply-text.js';
import type { RelayTest } from './types.js';

/** Sender and recipient of a relay test, checked. */
export interface RelayAddresses {
  /** Empty for the empty reverse-path, `<>`. */
  readonly from: string;
  readonly to: string;
}

/**
 * The empty reverse-path, by which notices are sent. Every server has to take it (RFC 5321 section 4.5.5), and it has no
 * domain: an address at one that is reserved would be refused for its own sake by those who look at the sender's domain,
 * and hide what was to be found out.
 */
const DEFAULT_FROM = '';
/** A recipient outside of any server: the domain is reserved for examples (RFC 2606 section 3). */
const DEFAULT_TO = 'relay-test@example.com';

/** Two words of one line with one `@` at least between them; a path in angle brackets cannot be left from within it. */
const ADDRESS = /^[!-;=?-~]+@[!-;=?-~]+$/;

/** Refusals for the sake of an address, its syntax or its domain, or of who names it: one that relays would give them too (RFC 3463). */
const ABOUT_ADDRESS = /^5\.(?:1\.\d+|4\.4|7\.2\d)$/;
/** The same by the code alone: syntax (RFC 5321 section 4.2.3), a domain that takes no mail (RFC 7504). */
const CODES_ABOUT_ADDRESS: ReadonlySet<string> = new Set(['500', '501', '502', '503', '504', '555', '556']);

/**
 * Addresses for a relay test.
 *
 * @param addresses - `from`: the sender, default the empty reverse-path, which can also be given as `<>` or as nothing. `to`:
 *   the recipient, which has to be outside of what the server takes mail for; default an address at example.com.
 * @throws PortolanError with code `ERR_OPTION` for what would not stay one address in one line
 */
export function relayAddresses({
  from = DEFAULT_FROM,
  to = DEFAULT_TO,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
} = {}): RelayAddresses {
  return { from: from === '' || from === '<>' ? '' : checkedAddress(from), to: checkedAddress(to) };
}

function checkedAddress(address: string): string {
  const isOne = typeof address === 'string' && address.length <= MAX_MAIL_ADDRESS_CHARACTERS && ADDRESS.test(address);
  if (isOne) return address;
  const problem = 'an address of mail is name@domain, in ASCII without blanks and angle brackets';
  throw new PortolanError('ERR_OPTION', { value: String(address), problem });
}

/**
 * Names a sender and a recipient, takes both back and ends; the driver says goodbye. The content of a mail is never begun.
 * To be held over a connection whose EHLO was answered.
 *
 * @throws PortolanError with code `ERR_OPTION`, before anything is said, for addresses that are none
 */
export function* relayTestConversation(addresses: RelayAddresses): Conversation<RelayTest> {
  const { from, to } = relayAddresses(addresses);
  const asked = yield send(`MAIL FROM:<${from}>`);
  const isTaken = isComplete(asked) && asked.text.startsWith('2');
  if (!isTaken) return { outcome: outcomeOf(asked), from, to, reply: citeReply(asked.text) ?? '' };
  const answer = yield send(`RCPT TO:<${to}>`);
  yield send('RSET');
  return {
    outcome: isAccepted(answer) ? 'accepted' : outcomeOf(answer),
    from,
    to,
    reply: citeReply(answer.text) ?? '',
  };
}

/** Words of who wants a login, some by 503, or will not relay, some by 550 5.1.1. */
const SAYS_WHY = /\b(?:auth|relay)/i;

/** Servers quote the address that they refuse. */
function withoutAddresses(text: string): string {
  const words = text.split(/[\s<>]+/).filter((word) => !word.includes('@'));
  return words.join(' ');
}

/** 250, 251 and 252 take the recipient (RFC 5321 section 3.3 and 3.4). */
function isAccepted(answer: Reply): boolean {
  return isComplete(answer) && /^2/.test(replyCode(answer.text)?.code ?? '');
}

/** A refusal that is about something else than relaying leaves the question open. */
function outcomeOf(answer: Reply): 'refused' | 'unclear' {
  const told = replyCode(answer.text);
  if (!isComplete(answer) || told === null || !told.code.startsWith('5')) return 'unclear';
  if (SAYS_WHY.test(withoutAddresses(answer.text))) return 'refused';
  return ABOUT_ADDRESS.test(told.enhanced) || CODES_ABOUT_ADDRESS.has(told.code) ? 'unclear' : 'refused';
}
