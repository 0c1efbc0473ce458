import { UNASKED_CAPABILITIES_MS } from '../defaults.js';
import { splitLines, trimBlanks } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Frame, Protocol, Recognition } from './types.js';

const FAREWELL = 'LOGOUT';

/**
 * Lines up to and with the one that says OK, NO or BYE (RFC 5804 section 1.3). A line that begins neither with a quoted
 * string nor with a literal is not of this protocol, and ends what was said.
 */
export const sieveResponse: Frame = (text) => {
  for (let start = 0, behindLiteral = false; ; ) {
    const end = text.indexOf('\n', start) + 1;
    if (end === 0) return 0;
    const literal = literalLength(text.slice(start, end));
    // What stands behind a literal is still part of its line.
    if (literal === 0 && !behindLiteral && text.charAt(start) !== '"') return end;
    behindLiteral = literal > 0;
    start = end + literal;
  }
};

/** ManageSieve, RFC 5804. It is upgraded to TLS, never inside it from the first byte. */
export const sieve: Protocol = {
  name: 'sieve',
  title: 'ManageSieve, the protocol for remotely managing Sieve scripts',
  ports: [4190],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: sieveResponse,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: FAREWELL,
  converse,
};

/** The greeting is the list of capabilities, IMPLEMENTATION among them, mostly first (RFC 5804 section 1.7). */
function recognize(greeting: string): Recognition | null {
  const text =
    /^"(?:IMPLEMENTATION|SIEVE|SASL|NOTIFY|LANGUAGE|STARTTLS|VERSION|MAXREDIRECTS|UNAUTHENTICATE|OWNER)"/i.exec(
      greeting,
    )?.[0];
  if (text === undefined) return null;
  const told = new Map(
    capabilitiesOf(greeting).map((line) => [line.split(' ', 1)[0]!.toUpperCase(), line.slice(line.indexOf(' ') + 1)]),
  );
  const implementation = told.get('IMPLEMENTATION');
  return {
    confidence: 0.95,
    text,
    hostname: null,
    ...(implementation === undefined ? {} : { subject: `implementation: ${implementation.slice(0, 512)}` }),
  };
}

function* converse(options: ConverseOptions): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting, which is what it can do.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = isAccepted(greeting.text);
  if (!found.ready) return found;
  found.capabilities = capabilitiesOf(greeting.text);
  // 2. Into TLS; there the server says unasked what it can do (RFC 5804 section 2.2).
  yield* upgradeToTls(found, options, {
    offer: 'STARTTLS',
    request: send('STARTTLS'),
    accepts: isAccepted,
    askAgain: readCapabilities,
  });
  return found;
}

/** Cyrus before 2.3.11 waits to be asked. */
function* readCapabilities(): Conversation<readonly string[] | null> {
  let reply = yield { do: 'read', patienceMs: UNASKED_CAPABILITIES_MS };
  if (reply.text === '' && reply.end === 'timeout') reply = yield send('CAPABILITY');
  return isComplete(reply) ? capabilitiesOf(reply.text) : null;
}

function isAccepted(reply: string): boolean {
  return /^OK\b/i.test(splitLines(reply).at(-1) ?? '');
}

/** The lines that begin with a quoted string, without their quotes. */
function capabilitiesOf(reply: string): string[] {
  return splitLines(reply)
    .filter((line) => line.startsWith('"'))
    .map((line) => trimBlanks(line.replaceAll('"', '')));
}

/** The n of a `{n}` or `{n+}` at the end of a line with its end, 0 where there is none. */
function literalLength(line: string): number {
  const open = line.lastIndexOf('{');
  const digits = open < 0 ? null : /^\{(\d{1,9})\+?\}\r?\n$/.exec(line.slice(open, open + 15));
  return digits === null ? 0 : Number(digits[1]);
}
