import { UNASKED_CAPABILITIES_MS } from '../defaults.js';
import { splitLines, trimBlanks } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings, Frame, Protocol, Recognition } from './types.js';

const FAREWELL = 'LOGOUT';

/**
 * Lines up to and with the one that says OK, NO or BYE (RFC 5804 section 1.3). A line that begins neither with a quoted
 * string nor with a literal is not of this protocol, and ends what was said.
 */
export const sieveResponse: Frame = (text) => lastLine(text)?.end ?? 0;

/** The line that tells how a response stands, with the literals in it; undefined where it has not come. */
export function sieveStatus(response: string): string | undefined {
  const line = lastLine(response);
  return line && response.slice(line.start, line.end);
}

function lastLine(text: string): { readonly start: number; readonly end: number } | undefined {
  for (let [start, from] = [0, 0]; ; ) {
    const end = text.indexOf('\n', from) + 1;
    if (end === 0) return undefined;
    const literal = literalLength(text.slice(from, end));
    if (literal !== null) {
      // What stands behind a literal is still part of its line.
      from = end + literal;
      continue;
    }
    if (!/["{]/.test(text.charAt(start))) return { start, end };
    start = end;
    from = end;
  }
}

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
  refuses: (reply) => /^(?:BYE|NO)\b/im.test(reply),
  farewell: FAREWELL,
  converse,
};

/** The greeting is the list of capabilities, IMPLEMENTATION among them, mostly first (RFC 5804 section 1.7). */
function recognize(greeting: string): Recognition | null {
  // Who turns us away tells why in a response code, a quoted string or a literal (RFC 5804 section 1.3).
  const refusal = /^BYE(?: \([A-Z][A-Z/-]{1,40}\))? ["{]/.exec(greeting)?.[0];
  if (refusal !== undefined) return { confidence: 0.8, text: 'BYE', hostname: null };
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
  return /^OK\b/i.test(sieveStatus(reply) ?? '');
}

/** The lines that begin with a quoted string, without their quotes. */
function capabilitiesOf(reply: string): string[] {
  return splitLines(reply)
    .filter((line) => line.startsWith('"'))
    .map((line) => trimBlanks(line.replaceAll('"', '')));
}

/** The n of a `{n}` or `{n+}` at the end of a line with its end, null where there is none. */
function literalLength(line: string): number | null {
  const open = line.lastIndexOf('{');
  const digits = open < 0 ? null : /^\{(\d{1,9})\+?\}\r?\n$/.exec(line.slice(open, open + 15));
  return digits && Number(digits[1]);
}
