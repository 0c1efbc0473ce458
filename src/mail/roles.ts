import type { ServiceOrigin } from './domain/types.js';
import type { MailOffers, MailProtocolName } from './offers/types.js';
import type { MailRole } from './types.js';

const PROTOCOLS: ReadonlySet<string> = new Set<MailProtocolName>(['smtp', 'pop3', 'imap', 'sieve']);

/** The protocol where it is one of mail whose offers are read; null for all others. */
export function mailProtocolOf(name: string | undefined): MailProtocolName | null {
  return name !== undefined && PROTOCOLS.has(name) ? (name as MailProtocolName) : null;
}

/** Ports at which mail is submitted: the registered ones, and the one that is in use where these are blocked. */
const SUBMISSION_PORTS: ReadonlySet<number> = new Set([465, 587, 2525]);

/**
 * What a service is for. At an unusual port an SMTP server that lets people log in takes their mail.
 *
 * @param origin - By which record it is asked, which tells for sure.
 * @param offers - What it announced, in clear and inside TLS.
 */
export function roleOf(
  protocol: MailProtocolName,
  port: number,
  origin: ServiceOrigin | null,
  offers: readonly (MailOffers | null)[],
): MailRole {
  if (protocol === 'sieve') return 'filters';
  if (protocol !== 'smtp') return 'retrieval';
  if (origin?.kind === 'srv') return 'submission';
  if (port === 25) return 'relay';
  const letsLogIn = offers.some((each) => each !== null && each.auth.length > 0);
  return SUBMISSION_PORTS.has(port) || (letsLogIn && origin === null) ? 'submission' : 'relay';
}
