import type { TLSSocket } from 'node:tls';
import type { TlsDetails } from '../types.js';
import { elementsIn, holding, membersOf, numberOf, tagged } from './der.js';

/** Where OpenSSL writes for how long a session's ticket is good. */
const LIFETIME = holding(9);
/** What newer runtimes write before OpenSSL's record: this, and the length and the text of the host's name. */
const MARK = Buffer.from('\0nodejs:tls:session:1\0', 'latin1');
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
  let comesLater = false;
  // Asked in time: a connection that is closed tells nothing of itself.
  socket.once('secureConnect', () => {
    comesLater = socket.getProtocol() === 'TLSv1.3';
  });
  socket.on('session', (session: Buffer) => {
    // Before TLS 1.3 it may have an ID instead.
    if (socket.getProtocol() !== 'TLSv1.3' && socket.getTLSTicket() === undefined) return;
    ticket ??= { sessionTicket: true, sessionTicketSeconds: ticketSeconds(session) };
  });
  return (replies) => {
    const isOpen = comesLater && replies < ENOUGH_REPLIES;
    return ticket ?? { sessionTicket: isOpen ? null : false, sessionTicketSeconds: null };
  };
}

/** For how many seconds a ticket is good, by the runtime's record of its session; null where that does not tell. */
export function ticketSeconds(session: Buffer): number | null {
  const fields = membersOf(opensslRecord(session));
  const [seconds] = elementsIn(tagged(fields, LIFETIME)?.content ?? new Uint8Array());
  return numberOf(seconds);
}

function opensslRecord(session: Buffer): Uint8Array {
  if (!session.subarray(0, MARK.length).equals(MARK)) return session;
  const named = session.subarray(MARK.length);
  return named.length < 2 ? named : named.subarray(2 + named.readUInt16BE(0));
}
