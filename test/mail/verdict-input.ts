import assert from 'node:assert/strict';
import type { MailProtocolName } from '../../src/mail/offers/types.js';
import type { VerdictCode, VerdictPhase } from '../../src/mail/types.js';
import { type VerdictInput, verdictOf } from '../../src/mail/verdict.js';
import type { Exchange, ReplyEnd } from '../../src/protocols/types.js';
import type { TlsSummary } from '../../src/types.js';

export const GREETINGS: Readonly<Record<MailProtocolName, string>> = {
  smtp: '220 mail.example.org ESMTP\r\n',
  pop3: '+OK ready\r\n',
  imap: '* OK ready\r\n',
  sieve: '"SIEVE" "fileinto"\r\n"STARTTLS"\r\nOK "ready"\r\n',
};

/** One row of the table: what was said, and what it comes to. */
export interface Row {
  /** The greeting; default one that takes us as a client. */
  readonly greeting?: string;
  readonly greetingEnd?: ReplyEnd;
  /** Exchanges behind the greeting, as `command`, reply, and how the reply ended where it did not come to its end. */
  readonly said?: readonly (readonly [command: string | null, reply: string, end?: ReplyEnd, secure?: boolean])[];
  readonly code: VerdictCode;
  readonly phase?: VerdictPhase;
  /** Default: not looked at. */
  readonly evidence?: string | null;
  readonly input?: Partial<VerdictInput>;
}

const PORTS: Readonly<Record<MailProtocolName, number>> = { smtp: 25, pop3: 110, imap: 143, sieve: 4190 };

/** What is known after such a talk. */
export function inputOf(protocol: MailProtocolName, row: Omit<Row, 'code'>): VerdictInput {
  const { greeting = GREETINGS[protocol], greetingEnd: end = 'complete', said = [], input } = row;
  const first: Exchange = { command: null, reply: greeting, end, secure: input?.secure ?? false };
  const rest = said.map(
    ([command, reply, replyEnd = 'complete', secure = false]): Exchange => ({ command, reply, end: replyEnd, secure }),
  );
  return {
    ...{ state: 'open', reason: 'accepted', port: PORTS[protocol], protocol },
    role: protocol === 'smtp' ? 'relay' : protocol === 'sieve' ? 'filters' : 'retrieval',
    greeting: { text: greeting, end },
    // A conversation is only held behind a whole greeting.
    exchanges: end === 'complete' ? [first, ...rest] : rest,
    ...{ startTls: 'not-offered', tls: null, tlsProblem: null, secure: false },
    ...input,
  };
}

/** What a row comes to, beside what it says that it should. */
function judged(protocol: MailProtocolName, row: Row): [actual: Partial<Row>, expected: Partial<Row>] {
  const { code, phase, evidence } = verdictOf(inputOf(protocol, row));
  const actual = {
    code,
    ...(row.phase === undefined ? {} : { phase }),
    ...(row.evidence === undefined ? {} : { evidence }),
  };
  const expected = {
    code: row.code,
    ...(row.phase === undefined ? {} : { phase: row.phase }),
    ...(row.evidence === undefined ? {} : { evidence: row.evidence }),
  };
  return [actual, expected];
}

/** A finished handshake. */
export function handshake(changes: Partial<TlsSummary> = {}): TlsSummary {
  return {
    ...{ version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: null, certificate: null },
    ...{ authorized: true, authorizationError: null, matchesName: true, chainError: null, keyExchange: null },
    ...changes,
  };
}

/** Looks at a table of rows for one protocol. */
export function check(protocol: MailProtocolName, rows: Readonly<Record<string, Row>>): void {
  for (const [title, row] of Object.entries(rows)) {
    const [actual, expected] = judged(protocol, row);
    assert.deepEqual(actual, expected, title);
  }
}

/** Rows for greetings alone: each is also the evidence. */
export function greetings(code: Row['code'], ...texts: string[]): Record<string, Row> {
  const row = (text: string): Row => ({ greeting: `${text}\r\n`, code, phase: 'greeting', evidence: text });
  return Object.fromEntries(texts.map((text) => [text, row(text)]));
}
