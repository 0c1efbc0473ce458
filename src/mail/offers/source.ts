import type { Exchange } from '../../protocols/types.js';

/** What a server said, out of which its offer is read. */
export interface OfferSource {
  /** The whole greeting, one character a byte. */
  readonly greeting: string;
  /** What the protocol's conversation took out of the reply: lines of SMTP, POP3 and ManageSieve, words of IMAP. */
  readonly capabilities: readonly string[];
  readonly exchanges: readonly Exchange[];
  /** Which half is meant: what was said inside TLS, or in clear. */
  readonly secure: boolean;
}

/**
 * The last finished exchange of the half that is meant whose command begins so; undefined where there is none.
 *
 * @param accepted - How the reply has to begin. Default: in any way.
 */
export function lastExchange(
  { exchanges, secure }: OfferSource,
  command: RegExp,
  accepted: RegExp = /^/,
): Exchange | undefined {
  return exchanges.findLast(
    (each) =>
      each.secure === secure &&
      each.end === 'complete' &&
      each.command !== null &&
      command.test(each.command) &&
      accepted.test(each.reply),
  );
}

/** The greeting where it belongs to the half that is meant: what was said before the upgrade is not to be believed inside TLS. */
export function ownGreeting({ greeting, exchanges, secure }: OfferSource): string {
  const isSecure = exchanges.find(({ command }) => command === null)?.secure ?? exchanges[0]?.secure ?? secure;
  return isSecure === secure ? greeting : '';
}
