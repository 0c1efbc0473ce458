/** How replies of the protocols of mail say yes and no. */
import { sieveStatus, splitLines } from '../protocols/index.js';
import type { MailProtocolName } from './offers/types.js';
import { replyCode, responseCode } from './reply-codes.js';
import type { VerdictCode } from './types.js';
import { permanentCause, temporaryCause, textCause } from './verdict-words.js';

/** What was asked: the phase to which an answer belongs. */
export type Asked = 'greeting' | 'capabilities' | 'tls';

/** `yes`: it goes on. `no`: the server refuses. `other`: nothing that the protocol has for an answer here. */
export type Standing = 'yes' | 'no' | 'other';

/** A protocol's way to say yes and no. */
export interface Dialect {
  /** @param command - Null for what was said unasked. */
  readonly standing: (reply: string, asked: Asked, command: string | null) => Standing;
  /** The part of a reply that decides. */
  readonly deciding: (reply: string, command: string | null) => string;
  /** Whether the server says that it hangs up, whatever it was asked. */
  readonly hangsUp: (reply: string) => boolean;
  /** Why it refuses, by the part that decides; null where its no is no refusal to serve us. */
  readonly cause: (deciding: string, asked: Asked) => VerdictCode | null;
  /** Whether an unfinished reply holds a line that has no place in it, behind which its end can never come. */
  readonly isAstray: (reply: string, command: string | null) => boolean;
}

/** What an SMTP server says when it goes on (RFC 5321 section 4.3.2). */
const GO_ON: Readonly<Record<Asked, string>> = { greeting: '220', capabilities: '250', tls: '220' };
/** Codes that say that the command is not known, not that we are not wanted. */
const NOT_UNDERSTOOD: ReadonlySet<string> = new Set(['500', '502', '503']);

const smtp: Dialect = {
  standing: (reply, asked) => {
    const code = replyCode(reply)?.code ?? '';
    if (code === GO_ON[asked]) return 'yes';
    return /^[45]/.test(code) ? 'no' : 'other';
  },
  deciding: (reply) => reply,
  // RFC 5321 section 3.8: it may come in answer to anything.
  hangsUp: (reply) => replyCode(reply)?.code === '421',
  cause: (reply, asked) => {
    const code = replyCode(reply)?.code ?? '';
    if (code.startsWith('4')) return temporaryCause(reply);
    // 530 asks for STARTTLS or AUTH first (RFC 3207 section 4); a server without working TLS still serves us in clear.
    if ((code === '530' && asked !== 'greeting') || asked === 'tls') return null;
    return asked === 'capabilities' && NOT_UNDERSTOOD.has(code) ? 'protocol-error' : permanentCause(reply);
  },
  // All lines of a reply have the same code (RFC 5321 section 4.2.1).
  isAstray: (reply) => {
    const lines = wholeLines(reply);
    const code = lines[0]?.slice(0, 3) ?? '';
    return lines.some((line) => /^\d{3} /.test(line) && !line.startsWith(code));
  },
};

const POP3_CAUSES: Readonly<Record<string, (line: string) => VerdictCode>> = {
  'SYS/TEMP': temporaryCause,
  'IN-USE': () => 'temporarily-refused',
  'LOGIN-DELAY': () => 'rate-limited',
  'SYS/PERM': () => 'blocked-by-policy',
};

/** RFC 1939 section 3; the response codes: RFC 2449 section 8.1, RFC 3206 section 4. */
const pop3: Dialect = {
  standing: (reply) => {
    if (/^\+OK(?=\s|$)/i.test(reply)) return 'yes';
    return /^-ERR(?=\s|$)/i.test(reply) ? 'no' : 'other';
  },
  deciding: (reply) => splitLines(reply)[0] ?? '',
  hangsUp: () => false,
  // A server that knows no CAPA or has no STLS to give says `-ERR` too.
  cause: (line, asked) => causeByCode(POP3_CAUSES, line) ?? (asked === 'greeting' ? textCause(line) : null),
  isAstray: () => false,
};

const IMAP_CAUSES: Readonly<Record<string, (line: string) => VerdictCode>> = {
  UNAVAILABLE: temporaryCause,
  INUSE: temporaryCause,
  LIMIT: () => 'rate-limited',
  THROTTLED: () => 'rate-limited',
};

/** RFC 9051 section 7.1. */
const imap: Dialect = {
  standing: (reply, _asked, command) => {
    const status = /^\S+ (\w+)(?=\s|$)/.exec(imapLine(reply, command))?.[1]?.toUpperCase() ?? '';
    if (status === 'OK' || (command === null && status === 'PREAUTH')) return 'yes';
    const refusals = command === null ? ['BYE'] : ['NO', 'BAD', 'BYE'];
    return refusals.includes(status) ? 'no' : 'other';
  },
  deciding: (reply, command) => byeLine(reply) ?? imapLine(reply, command),
  hangsUp: (reply) => byeLine(reply) !== undefined,
  cause: (line, asked) => {
    const coded = causeByCode(IMAP_CAUSES, line);
    if (coded !== null || /^\* BYE/i.test(line)) return coded ?? textCause(line);
    if (asked === 'tls') return null;
    // CAPABILITY is a command of every server (RFC 9051 section 6.1.1).
    return /^\S+ BAD/i.test(line) ? 'protocol-error' : textCause(line);
  },
  isAstray: (reply, command) => {
    const tag = tagOf(command);
    // Literals hold anything.
    return (
      !/\{\d+\}\r?\n/.test(reply) && wholeLines(reply).some((line) => !/^[*+] /.test(line) && !line.startsWith(tag))
    );
  },
};

/** RFC 5804 section 1.2: the last line of a response tells how it stands. */
const sieve: Dialect = {
  standing: (reply) => {
    const status = /^(OK|NO|BYE)(?=\s|$)/i.exec(lastLine(reply))?.[1]?.toUpperCase();
    if (status === undefined) return 'other';
    return status === 'OK' ? 'yes' : 'no';
  },
  deciding: lastLine,
  hangsUp: (reply) => /^BYE(?=\s|$)/i.test(lastLine(reply)),
  cause: (line, asked) => {
    if (/^\w+ \(TRYLATER/i.test(line)) return temporaryCause(line);
    return asked === 'tls' && !/^BYE/i.test(line) ? null : textCause(line);
  },
  isAstray: () => false,
};

export const DIALECTS: Readonly<Record<MailProtocolName, Dialect>> = { smtp, pop3, imap, sieve };

function causeByCode(
  causes: Readonly<Record<string, (line: string) => VerdictCode>>,
  line: string,
): VerdictCode | null {
  const code = responseCode(line);
  return Object.hasOwn(causes, code) ? (causes[code]?.(line) ?? null) : null;
}

function byeLine(reply: string): string | undefined {
  return splitLines(reply).find((line) => /^\* BYE(?=\s|$)/i.test(line));
}

/** The line with the command's tag, or the greeting. */
function imapLine(reply: string, command: string | null): string {
  const begin = command === null ? '* ' : tagOf(command);
  return splitLines(reply).find((line) => line.startsWith(begin)) ?? '';
}

function tagOf(command: string | null): string {
  return `${command?.split(' ', 1)[0] ?? '*'} `;
}

/** The line that tells how a response of ManageSieve stands; of an unfinished one what came last. */
function lastLine(reply: string): string {
  return sieveStatus(reply) ?? splitLines(reply).at(-1) ?? '';
}

/** Lines that have come to their end. */
function wholeLines(reply: string): string[] {
  return reply.split('\n').slice(0, -1);
}
