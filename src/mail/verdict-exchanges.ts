/** What the exchanges of a talk come to, as long as it is about what the service offers. */
import type { Exchange, ReplyEnd } from '../protocols/types.js';
import type { MailProtocolName } from './offers/types.js';
import { replyCode } from './reply-codes.js';
import { citeReply } from './reply-text.js';
import type { VerdictCode, VerdictPhase } from './types.js';
import { type Asked, DIALECTS } from './verdict-dialects.js';

/** What is wrong, and where it showed. */
export interface Fault {
  readonly code: VerdictCode;
  readonly phase: VerdictPhase;
  readonly evidence: string | null;
}

/** Commands about which the verdict is not: the goodbye, to which anything may be said, and what a relay test says. */
const BESIDE = /^(?:\S+ )?(?:QUIT|LOGOUT)$|^(?:MAIL|RCPT) |^RSET$/i;
const ASKS_CAPABILITIES = /^(?:EHLO|HELO|LHLO)\b|^CAPA$|^(?:\S+ )?CAPABILITY$/i;
const ASKS_TLS = /^(?:\S+ )?STARTTLS$|^STLS$/i;
/** Codes by which a hello is refused for its form; another one beside tells more. */
const ABOUT_FORM = /^50\d|^555/;

/** The first fault in the exchanges behind the greeting; null where there is none. */
export function faultOfExchanges(protocol: MailProtocolName, exchanges: readonly Exchange[]): Fault | null {
  const dialect = DIALECTS[protocol];
  for (const [at, exchange] of exchanges.entries()) {
    const { command, reply, end, secure } = exchange;
    if (command !== null && BESIDE.test(command)) continue;
    const asked = askedBy(protocol, exchange, at);
    if (dialect.hangsUp(reply)) return refusal(protocol, exchange, asked ?? 'capabilities');
    if (asked === null) continue;
    const standing = dialect.standing(reply, asked, command);
    if (end !== 'complete' && standing !== 'no') return brokenOff(protocol, exchange, asked);
    if (standing === 'yes') continue;
    // Who will not start TLS and stays goes on to serve us in clear; that this is bad is a finding.
    if (asked === 'tls' && standing === 'no') continue;
    // A server without EHLO is asked by HELO, and one that put us off may be asked again.
    const later = exchanges.slice(at + 1).filter((each) => each.secure === secure && asksAgain(each, asked));
    if (later.some((each) => isSettling(protocol, exchange, each, asked))) continue;
    const fault = standing === 'other' ? garbled(exchange, asked) : refusal(protocol, telling(exchange, later), asked);
    if (fault !== null) return fault;
  }
  return null;
}

/** A talk that ended before the reply did. */
export function brokenOff(protocol: MailProtocolName, exchange: Exchange, phase: Asked): Fault {
  const { command, reply, end } = exchange;
  const evidence = citeReply(reply);
  if (end !== 'closed' && end !== 'failed' && DIALECTS[protocol].isAstray(reply, command)) {
    return { code: 'protocol-error', phase, evidence };
  }
  return { code: BROKEN_OFF[end], phase, evidence };
}

/** Why an unfinished reply is no reply. Silence in the middle is silence; a reply without end is none of any protocol. */
const BROKEN_OFF: Readonly<Record<ReplyEnd, VerdictCode>> = {
  timeout: 'timed-out',
  closed: 'closed-early',
  failed: 'closed-early',
  'too-long': 'protocol-error',
  complete: 'protocol-error',
};

/** What an answer that the protocol does not know comes to. */
export function garbled({ reply }: Pick<Exchange, 'reply'>, phase: Asked): Fault {
  return { code: 'protocol-error', phase, evidence: citeReply(reply) };
}

/** What a refusal comes to; null where it does not mean that we are refused. */
export function refusal(
  protocol: MailProtocolName,
  { reply, command }: Pick<Exchange, 'reply' | 'command'>,
  phase: Asked,
): Fault | null {
  const { deciding, cause } = DIALECTS[protocol];
  const part = deciding(reply, command);
  const code = cause(part, phase);
  return code === null ? null : { code, phase, evidence: citeReply(part) };
}

/** What an exchange was about; null for what has nothing to do with what the service offers. */
function askedBy(protocol: MailProtocolName, { command, secure }: Exchange, at: number): Asked | null {
  // Behind the upgrade a ManageSieve server tells unasked what it can do (RFC 5804 section 2.2).
  if (command === null) return protocol === 'sieve' && secure && at > 0 ? 'capabilities' : null;
  if (ASKS_CAPABILITIES.test(command)) return 'capabilities';
  return ASKS_TLS.test(command) ? 'tls' : null;
}

function asksAgain({ command }: Exchange, asked: Asked): boolean {
  if (command === null) return false;
  return asked === 'tls' ? ASKS_TLS.test(command) : ASKS_CAPABILITIES.test(command);
}

/** Whether a later answer makes an earlier no forgotten, or is itself a fault that says more. */
function isSettling(protocol: MailProtocolName, first: Exchange, later: Exchange, asked: Asked): boolean {
  const standing = DIALECTS[protocol].standing(later.reply, asked, later.command);
  if (standing !== 'no') return standing === 'yes' || ABOUT_FORM.test(first.reply);
  return replyCode(later.reply)?.code.startsWith('4') === true;
}

/** Of a refused EHLO and the refused HELO behind it the one that says more than that it did not understand. */
function telling(exchange: Exchange, later: readonly Exchange[]): Exchange {
  return [exchange, ...later].find(({ reply }) => !ABOUT_FORM.test(reply)) ?? later.at(-1) ?? exchange;
}
