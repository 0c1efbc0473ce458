import { splitLines, trimBlanks } from './framing.js';
import { type Conversation, draftFindings, isComplete, READ, send, upgradeToTls } from './steps.js';
import type { ConverseOptions, Findings } from './types.js';

/**
 * The conversation of SMTP and LMTP (RFC 2033 section 4.1), which differ in how they say hello.
 *
 * @param hello - Says hello with our name: the capabilities, null where the server will not talk now.
 */
export function* converseMail(
  options: ConverseOptions,
  hello: (clientName: string) => Conversation<readonly string[] | null>,
): Conversation<Findings> {
  const found = draftFindings();
  // 1. The greeting, all of its lines.
  const greeting = yield READ;
  found.greeting = greeting.text;
  if (!isComplete(greeting)) return found;
  found.ready = greeting.text.startsWith('220');
  if (!found.ready) return found;
  // 2. What it can do.
  const capabilities = yield* hello(options.clientName);
  if (capabilities === null) return found;
  found.capabilities = capabilities;
  // 3. Into TLS, and what it can do there.
  yield* upgradeToTls(found, options, {
    offer: 'STARTTLS',
    request: send('STARTTLS'),
    accepts: (reply) => reply.startsWith('220'),
    askAgain: () => hello(options.clientName),
  });
  return found;
}

/** The lines of an EHLO reply behind the first, which names the server (RFC 5321 section 4.1.1.1). */
export function extensions(reply: string): string[] {
  return splitLines(reply)
    .slice(1)
    .map((line) => trimBlanks(line.slice(4)))
    .filter((line) => line !== '');
}
