import { readFileSync } from 'node:fs';
import type { LineProtocol } from '../../src/reference/mail-line.js';

/** What a server of a kind says to a client that greets it and asks what it can do. */
export interface Dialogue {
  readonly server: string;
  readonly protocol: LineProtocol;
  readonly lines: readonly string[];
}

/** The dialogues in `test/fixtures/mail-dialogues`: behind `#` and the server's name its lines, as such servers say them. */
export const DIALOGUES: readonly Dialogue[] = (['smtp', 'pop3', 'imap', 'sieve'] as const).flatMap((protocol) => {
  const file = new URL(`../fixtures/mail-dialogues/${protocol}.txt`, import.meta.url);
  const parts = readFileSync(file, 'utf8').split(/^# /m).slice(1);
  return parts.map((part) => {
    const [server = '', ...lines] = part.trimEnd().split('\n');
    return { server, protocol, lines };
  });
});
