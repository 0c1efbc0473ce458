import type { TLSSocket } from 'node:tls';
import type { TlsDetails } from '../types.js';
import { elementsIn, holding, membersOf, numberOf, tagged } from './der.js';

/** Where OpenSSL writes what it knows of a session's ticket. */
const LIFETIME = holding(9);
const TICKET = holding(10);
/**
 * Replies after which a ticket that is to come has come, in TLS 1.3. It follows the handshake, but some servers put their first
 * words before it.
 */
const ENOUGH_REPLIES = 2;

type Ticket = Pick<TlsDetails, 'sessionTicket' | 'sessionTicketSeconds'>;

/** Tells what is known of tickets once so many replies were read inside TLS. */
export type TicketWatch = (replies: number) => Ticket;

/**
 * Notes the tickets that a server gives, in TLS 1.3 after the handshake.
 *
 * @param socket - Before its handshake.
 */
export function watchTickets(socket: TLSSocket): TicketWatch {
  let ticket: Ticket | null = null;
  socket.on('session', (session: Buffer) => {
    ticket ??= ticketIn(session);
  });
  return (replies) => {
    const isSure = socket.getProtocol() !== 'TLSv1.3' || replies >= ENOUGH_REPLIES;
    return ticket ?? { sessionTicket: isSure ? false : null, sessionTicketSeconds: null };
  };
}

/** What OpenSSL's record of a session tells of its ticket; null where it has none, as those that have an ID instead. */
export function ticketIn(session: Uint8Array): Ticket | null {
  const fields = membersOf(session);
  if (tagged(fields, TICKET) === undefined) return null;
  const lifetime = tagged(fields, LIFETIME);
  const [seconds] = elementsIn(lifetime?.content ?? new Uint8Array());
  return { sessionTicket: true, sessionTicketSeconds: numberOf(seconds) };
}
