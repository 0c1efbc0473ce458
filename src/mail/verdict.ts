/** What came of talking to one service: one rule behind the other, the first that holds decides. */
import type { Exchange, Reply, StartTlsOutcome } from '../protocols/types.js';
import type { ProbeState, TlsSummary } from '../types.js';
import type { MailProtocolName } from './offers/types.js';
import { citeReply } from './reply-text.js';
import type { MailRole, Verdict, VerdictCode } from './types.js';
import { DIALECTS } from './verdict-dialects.js';
import { type Fault, faultOfExchanges, garbled, refusal } from './verdict-exchanges.js';
import { alertOf, certificateFault } from './verdict-tls.js';

export { ownNetworkBlocks, type PortOutcome } from './verdict-network.js';

/** What is known when the talk is over. */
export interface VerdictInput {
  readonly state: ProbeState;
  /** Why, in a short fixed word such as `refused`. */
  readonly reason: string;
  readonly port: number;
  /** Null where no mail service whose offers are read was recognised. */
  readonly protocol: MailProtocolName | null;
  /** Name of another protocol that was recognised, such as `http`, where it tells more than that TLS is spoken. Default none. */
  readonly service?: string | null | undefined;
  readonly role: MailRole | null;
  /** Null where there was no connection. */
  readonly greeting: Reply | null;
  readonly exchanges: readonly Exchange[];
  /** Null where no conversation was held. */
  readonly startTls: StartTlsOutcome | null;
  readonly tls: TlsSummary | null;
  /**
   * Why the last handshake failed, or by what alert it was broken off before a word was said inside; null where none was tried
   * or none failed.
   */
  readonly tlsProblem: string | null;
  /** Whether TLS was spoken from the first byte. */
  readonly secure: boolean;
  /** Whether the server was asked by its address, for which certificates seldom are. Default not. */
  readonly byAddress?: boolean;
}

/** Protocols of the ports at which a silent service is a silent mail service. */
const PROTOCOLS_OF_PORTS: ReadonlyMap<number, MailProtocolName> = new Map([
  ...[25, 465, 587, 2525].map((port) => [port, 'smtp'] as const),
  ...[110, 995].map((port) => [port, 'pop3'] as const),
  ...[143, 993].map((port) => [port, 'imap'] as const),
  [4190, 'sieve'],
]);

const CONNECT_CODES: Readonly<Record<Exclude<ProbeState, 'open'>, VerdictCode>> = {
  closed: 'refused',
  filtered: 'timed-out',
  unreachable: 'unreachable',
  unknown: 'not-asked',
};

/** Verdicts that may be others a little later. */
const PASSING: ReadonlySet<VerdictCode> = new Set([
  'temporarily-refused',
  'greylisted',
  'rate-limited',
  'closed-early',
]);

/** Whether it makes sense to ask once more, later. */
export function isPassing(code: VerdictCode): boolean {
  return PASSING.has(code);
}

/**
 * What came of talking to a service. Pure, never throws. `earlier` is null: of a first try only who made it knows.
 *
 * Silence is `timed-out` in whatever phase it set in behind the greeting; only in phase `connect` did nobody answer at all.
 */
export function verdictOf(input: VerdictInput): Verdict {
  const fault =
    connectFault(input) ?? brokenOffInside(input) ?? greetingFault(input) ?? talkFault(input) ?? tlsFault(input);
  return { ...(fault ?? { code: 'ready', phase: 'done', evidence: welcome(input) }), earlier: null };
}

function welcome({ protocol, greeting }: VerdictInput): string | null {
  return protocol && citeReply(DIALECTS[protocol].deciding(greeting?.text ?? '', null));
}

function connectFault({ state, reason }: VerdictInput): Fault | null {
  return state === 'open' ? null : { code: CONNECT_CODES[state], phase: 'connect', evidence: reason };
}

/** With TLS 1.3 a server sees the client's certificate, or that there is none, only when the client has done with the handshake. */
function brokenOffInside({ tls, tlsProblem }: VerdictInput): Fault | null {
  return tls === null || tlsProblem === null ? null : tlsFailure(tlsProblem);
}

function greetingFault(input: VerdictInput): Fault | null {
  const { greeting, exchanges, port } = input;
  const text = greeting?.text ?? '';
  // A port of TLS whose handshake failed comes without a word, whoever is behind it.
  if (text === '' && exchanges.length === 0) {
    return handshakeFault(input) ?? silentFault(input);
  }
  if (input.protocol !== null) return greeting && faultOfGreeting(input.protocol, greeting);
  // A refusal is often too short to tell whose it is; the port does.
  const expected = PROTOCOLS_OF_PORTS.get(port);
  const refused = expected && refusalIn(expected, text);
  return refused ?? { code: 'other-service', phase: 'greeting', evidence: citeReply(text) };
}

/** The handshake of TLS from the first byte. What was tried beside a silent server is none. */
function handshakeFault({ tlsProblem, secure, greeting }: VerdictInput): Fault | null {
  const isOne = tlsProblem !== null && (secure || greeting?.end === 'failed');
  return isOne ? tlsFailure(tlsProblem) : null;
}

/** It took the connection and said nothing. At other ports than those of mail it need not have anything to do with mail. */
function silentFault({ protocol, service, port, greeting }: VerdictInput): Fault {
  if (protocol === null && (service != null || !PROTOCOLS_OF_PORTS.has(port))) {
    return { code: 'other-service', phase: 'greeting', evidence: null };
  }
  const hungUp = greeting?.end === 'closed' || greeting?.end === 'failed';
  return { code: hungUp ? 'closed-early' : 'no-greeting', phase: 'greeting', evidence: null };
}

function faultOfGreeting(protocol: MailProtocolName, { text, end }: Reply): Fault | null {
  const refused = refusalIn(protocol, text);
  if (refused !== null) return refused;
  const evidence = citeReply(text);
  if (end === 'timeout') return { code: 'no-greeting', phase: 'greeting', evidence };
  if (end === 'closed' || end === 'failed') return { code: 'closed-early', phase: 'greeting', evidence };
  const isWhole = end === 'complete' && DIALECTS[protocol].standing(text, 'greeting', null) === 'yes';
  return isWhole ? null : garbled({ reply: text }, 'greeting');
}

function refusalIn(protocol: MailProtocolName, text: string): Fault | null {
  const isRefusal = DIALECTS[protocol].standing(text, 'greeting', null) === 'no';
  return isRefusal ? refusal(protocol, { reply: text, command: null }, 'greeting') : null;
}

function talkFault({ protocol, exchanges, greeting }: VerdictInput): Fault | null {
  if (protocol === null) return null;
  const [first, ...rest] = exchanges;
  // The greeting was judged; what else was said unasked was not.
  const isGreeting = first?.command === null && first.reply === greeting?.text;
  return faultOfExchanges(protocol, isGreeting ? rest : exchanges);
}

function tlsFault({ startTls, tls, tlsProblem, role, byAddress = false }: VerdictInput): Fault | null {
  if (startTls === 'failed') return tlsFailure(tlsProblem);
  const fault = certificateFault(role, tls, byAddress);
  return fault === null ? null : { code: 'certificate', phase: 'tls', evidence: fault };
}

function tlsFailure(problem: string | null): Fault {
  const alert = problem === null ? null : alertOf(problem);
  return alert === null
    ? { code: 'tls-failed', phase: 'tls', evidence: problem }
    : { code: 'tls-alert', phase: 'tls', evidence: alert };
}
