import type { Talk } from '../net/converse.js';
import type { Deadline } from '../net/deadline.js';
import { hangsUp, refusesAlpn, speaksTls } from '../net/tls.js';
import type { Protocol } from '../protocols/types.js';
import type { Visit } from './visit.js';

/** What a TLS handshake came to: a connection inside TLS, or a server that speaks TLS and refused or failed. */
export interface Secured {
  /** Null where the handshake failed. */
  readonly talk: Talk | null;
  /** The connection that was tried first, with what its handshake showed. */
  readonly first: Talk;
  /** The protocol that the server chose to speak inside; null where it chose none. */
  readonly chosen: Protocol | null;
}

/**
 * Starts TLS. Where the server chooses a version of a protocol that we only know by name, as HTTP/2, it is asked once more
 * for the one that we speak. Null where the server speaks no TLS.
 *
 * @param protocols - Those whose names are offered (RFC 7301).
 * @param deadline - Until when the handshake may take. Default: as long as everything.
 */
export async function secure(
  visit: Visit,
  talk: Talk,
  protocols: readonly Protocol[],
  deadline: Deadline = visit.deadline,
): Promise<Secured | null> {
  const offered = protocols.flatMap(({ alpn = [] }) => alpn);
  const upgrade = await talk.startTls(offered, deadline);
  if (upgrade.end !== 'complete') return failed(visit, talk, protocols);
  const name = talk.tls?.alpn ?? null;
  const chosen = name === null ? null : (protocols.find(({ alpn = [] }) => alpn.includes(name)) ?? null);
  const spoken = chosen?.alpn?.at(-1);
  if (spoken === undefined || spoken === name) return { talk, first: talk, chosen };
  // Before it is asked again: where a host may have few connections, this one has the place.
  visit.drop(talk);
  const again = await visit.openSecure([spoken]);
  return { talk: again, first: talk, chosen };
}

async function failed(visit: Visit, talk: Talk, protocols: readonly Protocol[]): Promise<Secured | null> {
  const problem = talk.tlsProblem ?? '';
  const named = protocols.filter(({ alpn = [] }) => alpn.length > 0);
  // Where TLS is expected, a server that hangs up may be one that turns the name down without a word.
  const mayMindName = refusesAlpn(problem) || (protocols.length === 1 && hangsUp(problem));
  if (named.length > 0 && mayMindName) {
    const again = await visit.open();
    if (again !== null) return secure(visit, again, []);
  }
  return speaksTls(problem) ? { talk: null, first: talk, chosen: null } : null;
}
