/** Rules about the upgrade to TLS. */
import { splitLines } from '../../protocols/index.js';
import type { Exchange } from '../../protocols/types.js';
import type { MailFacts } from '../types.js';
import { announcement, greetingLine, isWhole, lastExchange, lineWith, offersIn, unique } from './facts.js';
import { lacksTlsAtStart } from './ports.js';
import { byRole, ifAny, type Rule } from './rule.js';

export const STARTTLS_RULES: readonly Rule<MailFacts>[] = [
  ...byRole('starttls-missing', missing),
  { id: 'starttls-stripped', judge: strippedLines },
  { id: 'starttls-refused', judge: refused },
  { id: 'tls-handshake-failed', judge: handshakeFailed },
  {
    id: 'tls-client-certificate-required',
    judge: (facts) => (wantsCertificate(facts) ? ifAny([facts.verdict.evidence ?? '']) : null),
  },
  { id: 'starttls-injection', judge: ({ injected }) => ifAny(splitLines(injected).filter((line) => line !== '')) },
  { id: 'starttls-inside-tls', judge: offeredInside },
];

/** Only where the talk went to its end: behind a 421 nothing is known. */
function missing(facts: MailFacts): readonly string[] | null {
  if (!isWithoutUpgrade(facts) || strippedLines(facts) !== null || lacksTlsAtStart(facts)) return null;
  const offers = offersIn(facts, 'clear');
  // Who knows no EHLO can announce nothing, which is told by itself.
  if (facts.role === 'relay' && offers?.protocol === 'smtp' && offers.hello === 'HELO') return null;
  return withoutUpgradeLines(facts);
}

/** The name by which the server answered, where it tells one, and what it announces instead of a way into TLS, in one line. */
export function withoutUpgradeLines(facts: MailFacts): readonly string[] {
  const offers = offersIn(facts, 'clear');
  const missing = `no ${facts.protocol === 'pop3' ? 'STLS' : 'STARTTLS'}`;
  const isUnknown =
    (offers?.protocol === 'smtp' && offers.hello === 'HELO') || (offers?.protocol === 'pop3' && !offers.capa);
  if (isUnknown) {
    const ask = facts.protocol === 'smtp' ? 'EHLO' : 'CAPA';
    const [answer] = splitLines(lastExchange(facts, 'clear', new RegExp(`^${ask}\\b`, 'i'))?.reply ?? '');
    return [answer ? `${ask} -> ${answer}` : missing];
  }
  const announced = offers?.capabilities.map(({ keyword, text }) => (facts.protocol === 'imap' ? text : keyword)) ?? [];
  const others = unique(announced).filter((word) => word !== '');
  const name = facts.protocol === 'smtp' ? announcement(facts, 'clear').slice(0, 1) : [];
  return [...name, others.length === 0 ? missing : `${missing} among: ${others.join(', ')}`];
}

/** Whether the server announced no way into TLS, as far as we hear it. */
export function isWithoutUpgrade(facts: MailFacts): boolean {
  if (facts.secure || facts.startTls !== 'not-offered' || !isWhole(facts)) return false;
  return offersIn(facts, 'clear')?.startTls === false;
}

/**
 * What a device on the way wrote over the announcement with: an extension, the greeting, or our own EHLO, which the server
 * then quotes. Null where STARTTLS came through.
 */
export function strippedLines(facts: MailFacts): readonly string[] | null {
  if (facts.protocol !== 'smtp' || !isWithoutUpgrade(facts)) return null;
  const offers = offersIn(facts, 'clear');
  if (offers?.protocol === 'smtp' && offers.masked !== null) return [lineWith(facts, 'clear', offers.masked)];
  const ehlo = lastExchange(facts, 'clear', /^EHLO\b/i)?.reply ?? '';
  return /^5\d\d[^\r\n]*\bX{4}\b/.test(ehlo) ? [splitLines(ehlo)[0] ?? greetingLine(facts)] : null;
}

/** A server that is only out of order for the moment has said nothing about TLS. */
export function refused(facts: MailFacts): readonly string[] | null {
  if (facts.startTls !== 'refused') return null;
  const exchange = lastExchange(facts, 'clear', /^(?:\S+ )?START ?TLS$|^STLS$/i);
  if (exchange === undefined || isPassing(exchange)) return null;
  return ifAny(splitLines(exchange.reply).filter((line) => line !== ''));
}

const PASSING =
  /^421|^(?:\S+ )?(?:NO|BAD|BYE) [[(](?:UNAVAILABLE|TRYLATER|INUSE|LIMIT)|^\* BYE|^BYE|^-ERR \[SYS\/TEMP/im;

function isPassing({ reply, end }: Exchange): boolean {
  return end !== 'complete' || PASSING.test(reply);
}

/** Alerts about the client's certificate, of which none is shown here. */
const ABOUT_CLIENT = /^(?:certificate_required|bad_certificate|no_certificate)$/;

/** One that lets in only who has a certificate does as it was told to; of other servers nobody can ask for one. */
function wantsCertificate({ verdict, role }: MailFacts): boolean {
  return role !== 'relay' && verdict.code === 'tls-alert' && ABOUT_CLIENT.test(verdict.evidence ?? '');
}

function handshakeFailed(facts: MailFacts): readonly string[] | null {
  const { code, evidence } = facts.verdict;
  if ((code !== 'tls-alert' && code !== 'tls-failed') || wantsCertificate(facts)) return null;
  return [evidence ?? code];
}

function offeredInside(facts: MailFacts): readonly string[] | null {
  if (offersIn(facts, 'secure')?.startTls !== true) return null;
  const keyword = facts.protocol === 'pop3' ? 'STLS' : 'STARTTLS';
  return [lineWith(facts, 'secure', keyword)];
}
