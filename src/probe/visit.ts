import {
  ANSWER_MS,
  CROWDED_ANSWER_MS,
  LONGEST_LISTENING_ROUND_TRIP_MS,
  PROBE_CONNECT_TIMEOUT_MS,
} from '../defaults.js';
import { Talk, Transcript } from '../net/converse.js';
import type { Deadline } from '../net/deadline.js';
import type { Connection } from '../net/dial.js';
import type { TlsSettings } from '../net/tls.js';
import type { Intensity, Protocol, RequestContext, Saying } from '../protocols/types.js';

/** The protocol that is usual at a port. */
export interface Hint {
  readonly protocol: Protocol;
  /** Whether it is spoken inside TLS from the first byte there. */
  readonly secure: boolean;
}

/** What is known of the program behind a port. */
export interface Known {
  readonly product: boolean;
  readonly version: boolean;
}

/** How to meet an open port. */
export interface MeetOptions {
  /** What the user calls the server, a host name or an address: asked for in TLS, and named in requests. */
  readonly name: string;
  readonly port: number;
  /** Protocols to tell apart. */
  readonly protocols: readonly Protocol[];
  /** Null where no protocol is usual at the port. */
  readonly hint: Hint | null;
  /** Protocols whose first words are tried where listening and the hint say nothing, wave by wave. */
  readonly ladder: readonly (readonly Protocol[])[];
  /** How far to go. `listen` sends no byte. */
  readonly intensity: 'listen' | Intensity;
  /** The protocols between which a greeting leaves open whose it is; empty where it is clear or hopeless. */
  readonly undecided: (greeting: string) => readonly Protocol[];
  /** What the words of a server of this protocol tell of product and version. */
  readonly known: (protocol: Protocol, said: readonly Saying[]) => Known;
  /**
   * Connects to the same port once more, within so many milliseconds; may wait for a turn, and asks then whether it is
   * still wanted. Without it the first connection is all there is.
   */
  readonly redial?: ((timeoutMs: number, isWanted: () => boolean) => Promise<Connection>) | undefined;
  /** Whether others wait for a turn to connect, so that a connection is not to be kept for long. Default never. */
  readonly isCrowded?: (() => boolean) | undefined;
  /** Milliseconds of listening where nothing tells who speaks first. Default 400. */
  readonly listenMs?: number | undefined;
  /** Milliseconds for the whole greeting where the server is to speak first. Default: half of the time, to the first byte. */
  readonly greetMs?: number | undefined;
  /** Whether what the server can do is asked afterwards, so that it need not be asked who it is before. Default not. */
  readonly conversesLater?: boolean | undefined;
  /** How we introduce ourselves (RFC 5321 section 4.1.1.1). Default: our address as a literal. */
  readonly clientName?: string | undefined;
  /** How TLS is spoken. */
  readonly tls?: TlsSettings | undefined;
  /** Milliseconds from connect to answer, where known: a greeting takes as long. Default 0. */
  readonly roundTripMs?: number | undefined;
}

/** One look at a port: its connections, which all have one deadline and one transcript, and are all closed in the end. */
export class Visit {
  readonly options: MeetOptions;
  readonly deadline: Deadline;
  readonly transcript = new Transcript();
  readonly #talks = new Set<Talk>();
  readonly #clientName: string;
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(first: Connection, options: MeetOptions, deadline: Deadline) {
    this.options = options;
    this.deadline = deadline;
    this.#clientName = options.clientName ?? addressLiteral(first.localAddress);
  }

  /** How we introduce ourselves where a protocol wants a name. */
  get clientName(): string {
    return this.#clientName;
  }

  /** Milliseconds that a greeting needs to reach us. */
  get roundTripMs(): number {
    return Math.min(this.options.roundTripMs ?? 0, LONGEST_LISTENING_ROUND_TRIP_MS);
  }

  /** Until when a try may take. A connection over which nobody answers is one that others wait for. */
  answerDeadline(): Deadline {
    const answerMs = this.options.isCrowded?.() ? CROWDED_ANSWER_MS : ANSWER_MS;
    return this.deadline.within(answerMs + 2 * this.roundTripMs);
  }

  /** What requests may be made of. */
  context(secure: boolean, said: readonly Saying[]): RequestContext {
    const { name: host, port } = this.options;
    return { host, port, secure, clientName: this.clientName, said };
  }

  /** Talks over a connection, and closes it in the end. */
  take(connection: Connection): Talk {
    // Whatever goes wrong from here on is the conversation's to notice; unheard, it would end the process.
    connection.on('error', () => {});
    const { deadline, transcript } = this;
    const { name, tls } = this.options;
    const talk = new Talk(connection, { name, deadline, transcript, tls });
    this.#talks.add(talk);
    return talk;
  }

  /** A further connection in clear; null where there is none in time. */
  async open(): Promise<Talk | null> {
    const { redial } = this.options;
    const timeoutMs = Math.min(this.deadline.remainingMs(), PROBE_CONNECT_TIMEOUT_MS);
    if (redial === undefined || timeoutMs < 1 || this.#ended) return null;
    const isWanted = () => !this.#ended && this.deadline.remainingMs() > 0;
    return new Promise((resolve) => {
      const finish = (talk: Talk | null) => {
        cancel();
        this.#waiting.delete(giveUp);
        resolve(talk);
      };
      const giveUp = () => finish(null);
      const cancel = this.deadline.schedule(giveUp);
      this.#waiting.add(giveUp);
      // A dialer may throw instead of rejecting, and its connection may come when nobody waits any more.
      new Promise<Connection>((dialed) => dialed(redial(timeoutMs, isWanted))).then((connection) => {
        if (isWanted() && this.#waiting.has(giveUp)) finish(this.take(connection));
        else connection.on('error', () => {}).destroy();
        giveUp();
      }, giveUp);
    });
  }

  /** A further connection inside TLS; null where there is none in time. */
  async openSecure(alpn: readonly string[] = []): Promise<Talk | null> {
    const talk = await this.open();
    if (talk === null) return null;
    const upgrade = await talk.startTls(alpn);
    if (upgrade.end === 'complete') return talk;
    this.drop(talk);
    return null;
  }

  /** Closes a connection that has told all it will. */
  drop(talk: Talk): void {
    this.#talks.delete(talk);
    talk.close();
  }

  /** Closes every connection but one. */
  keepOnly(kept: Talk | null): void {
    for (const talk of this.#talks) if (talk !== kept) this.drop(talk);
  }

  /** Closes every connection, and those that are still on their way. */
  end(): void {
    this.#ended = true;
    for (const giveUp of [...this.#waiting]) giveUp();
    this.keepOnly(null);
  }
}

/** How a client without a name of its own introduces itself (RFC 5321 section 4.1.3). */
function addressLiteral(address: string | undefined): string {
  if (address === undefined) return '[127.0.0.1]';
  const bare = address.split('%', 1)[0] ?? address;
  return bare.includes(':') ? `[IPv6:${bare}]` : `[${bare}]`;
}
