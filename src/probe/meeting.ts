import type { Talk } from '../net/converse.js';
import type { Protocol, Reply, Saying } from '../protocols/types.js';
import type { TlsSummary } from '../types.js';

/** What settled the protocol, where it was not the greeting. */
export interface Settled {
  /** Name of the protocol, such as `smtp`. */
  readonly protocol: string;
  readonly method: 'probe';
  /** The request that was answered, such as `http/get`; the question's line, or `tls` for a handshake. */
  readonly request: string;
  readonly text: string;
  /** How far the answer speaks for the protocol, where others could have given it too; left out where it is beyond doubt. */
  readonly confidence?: number;
}

/** What a first contact showed: plain data. */
export interface Meeting {
  /** What the server said unasked; empty where it was silent. */
  readonly greeting: Reply;
  /** Whether TLS is spoken from the first byte. */
  readonly secure: boolean;
  readonly settled: Settled | null;
  /** What it said to requests: in the recognised protocol, or where none was recognised all of it. */
  readonly replies: readonly Saying[];
  readonly tls: TlsSummary | null;
}

/** A meeting, and the connection to go on with. */
export interface Met extends Meeting {
  /** The protocol that is spoken here, as far as that is known. */
  readonly protocol: Protocol | null;
  /** Null where no connection is of use any more. */
  readonly talk: Talk | null;
}

/** Connections of one kind, in clear or inside TLS. */
export interface Wire {
  readonly secure: boolean;
  /** Whether TLS was tried in vain already. Default not. */
  readonly refusesTls?: boolean;
  readonly tls: TlsSummary | null;
  readonly open: () => Promise<Talk | null>;
  /** The protocol to expect, null where nothing tells. */
  readonly expected: Protocol | null;
}

/** What a server that says nothing says. */
export const SILENCE: Reply = { text: '', end: 'timeout' };

/** A meeting of which only the greeting is known. */
export function nothing(greeting: Reply): Omit<Met, 'talk'> {
  return { greeting, secure: false, settled: null, replies: [], tls: null, protocol: null };
}

/** How it was met. */
export function kind({ secure: isSecure, tls }: Wire): Pick<Meeting, 'secure' | 'tls'> {
  return { secure: isSecure, tls };
}
