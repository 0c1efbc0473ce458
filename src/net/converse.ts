import { FAREWELL_TIMEOUT_MS, MAX_REPLY_BYTES, MAX_STEPS } from '../defaults.js';
import type { Findings, Protocol, Reply, Step } from '../protocols/types.js';
import type { TlsSummary } from '../types.js';
import { systemClock } from './clock.js';
import type { Deadline } from './deadline.js';
import type { Connection } from './dial.js';
import { ReplyReader } from './reader.js';
import { upgradeToTls } from './tls.js';

/** One line or block of a conversation, with its time. */
export interface TranscriptEntry {
  readonly from: 'client' | 'server' | 'tls';
  /** One character a byte (Latin-1). For `tls`, what the handshake came to. */
  readonly text: string;
  /** Milliseconds since the conversation began. */
  readonly atMs: number;
  /** Which of the connections to the service it was, from 1. */
  readonly connection: number;
}

/** What several connections to one service share. */
export class Transcript {
  readonly entries: TranscriptEntry[] = [];
  readonly #startedAt = systemClock.now();
  #connections = 0;

  /** A further connection; the returned function notes what happens over it. */
  add(): (from: TranscriptEntry['from'], text: string) => void {
    this.#connections += 1;
    const connection = this.#connections;
    return (from, text) =>
      void this.entries.push({ from, text, atMs: Math.round(systemClock.now() - this.#startedAt), connection });
  }
}

/** Who is talked to, and for how long. */
export interface TalkOptions {
  /** The name to ask for in TLS: a host name or an address. */
  readonly name: string;
  readonly deadline: Deadline;
  /** Where to write down what is said. Default: one of its own. */
  readonly transcript?: Transcript;
}

/** A connection that is being talked over: its reader, its transcript, and TLS where it was started. */
export class Talk {
  readonly deadline: Deadline;
  readonly #name: string;
  readonly #note: ReturnType<Transcript['add']>;
  #connection: Connection;
  #reader: ReplyReader;
  #tls: TlsSummary | null = null;
  #tlsProblem: string | null = null;
  #injected = '';

  constructor(connection: Connection, { name, deadline, transcript = new Transcript() }: TalkOptions) {
    this.#connection = connection;
    this.#name = name;
    this.deadline = deadline;
    this.#note = transcript.add();
    this.#reader = new ReplyReader(connection, MAX_REPLY_BYTES);
  }

  /** Our own address, undefined where the connection does not tell. */
  get localAddress(): string | undefined {
    return this.#connection.localAddress;
  }

  /** Whether something can still be said. */
  get isOpen(): boolean {
    return !this.#connection.destroyed && this.#connection.writable && !this.#reader.hasEnded;
  }

  /** What TLS came to, null while it was not started or failed. */
  get tls(): TlsSummary | null {
    return this.#tls;
  }

  /** Why TLS was started and failed, null where it was not or did not. */
  get tlsProblem(): string | null {
    return this.#tlsProblem;
  }

  /** Clear text that the server sent behind its go-ahead for TLS; it is never taken as an answer (RFC 3207 section 4.2). */
  get injected(): string {
    return this.#injected;
  }

  /** The next reply, by the rule given. Never rejects. */
  async read(rule: Parameters<ReplyReader['read']>[0], deadline: Deadline = this.deadline): Promise<Reply> {
    const reply = await this.#reader.read(rule, deadline);
    if (reply.text !== '') this.#note('server', reply.text);
    return reply;
  }

  /** Sends a line and CRLF, where that can still be done. A line that would break out of itself is a defect of the caller. */
  send(line: string): void {
    if (/[\r\n\0]/.test(line)) throw new TypeError('a command line must not hold CR, LF or NUL');
    this.write(`${line}\r\n`);
  }

  /** Sends bytes as they are, one a character (Latin-1), where that can still be done. */
  write(bytes: string): void {
    if (this.#connection.destroyed || !this.#connection.writable) return;
    this.#note('client', bytes);
    this.#connection.write(bytes, 'latin1');
  }

  /**
   * Upgrades to TLS. Whether it worked shows in the reply's `end`.
   *
   * @param alpn - Names of the protocols that may be spoken inside (RFC 7301). Default: nothing is said of them.
   * @param deadline - Until when the handshake may take. Default: as long as everything.
   */
  async startTls(alpn: readonly string[] = [], deadline: Deadline = this.deadline): Promise<Reply> {
    this.#injected += this.#reader.detach();
    const outcome = await upgradeToTls(this.#connection, { name: this.#name, deadline, alpn });
    if (outcome.connection === null) {
      this.#note('tls', outcome.problem);
      this.#tlsProblem = outcome.problem;
      this.close();
      this.#reader = new ReplyReader(this.#connection, MAX_REPLY_BYTES);
      return { text: '', end: 'failed' };
    }
    this.#note('tls', `${outcome.summary.version} ${outcome.summary.cipher}`);
    this.#tls = outcome.summary;
    this.#connection = outcome.connection;
    this.#reader = new ReplyReader(outcome.connection, MAX_REPLY_BYTES);
    return { text: '', end: 'complete' };
  }

  /** Says goodbye where the protocol has a word for it, and closes. */
  async leave(protocol: Protocol | null): Promise<void> {
    if (protocol?.farewell && !this.#connection.destroyed) {
      this.send(protocol.farewell);
      await this.read({ frame: protocol.frame }, this.deadline.within(FAREWELL_TIMEOUT_MS));
    }
    this.close();
  }

  close(): void {
    this.#connection.destroy();
  }
}

/**
 * Runs a protocol's conversation over a connection to its end.
 *
 * @param greeting - The greeting, where it was read already: it answers the first `read`.
 */
export async function converse<Result extends Findings>(
  talk: Talk,
  protocol: Protocol<Result>,
  conversation: Generator<Step, Result, Reply>,
  greeting: Reply | null,
): Promise<Result | null> {
  let first = greeting;
  let step = conversation.next();
  for (let count = 0; !step.done && count < MAX_STEPS; count += 1) {
    const reply = first !== null && step.value.do === 'read' ? first : await perform(talk, protocol, step.value);
    first = null;
    step = conversation.next(reply);
  }
  return step.done ? step.value : null;
}

async function perform(talk: Talk, protocol: Protocol, step: Step): Promise<Reply> {
  if (step.do === 'starttls') return talk.startTls();
  if (step.do === 'read') return talk.read({ frame: protocol.frame });
  talk.send(step.line);
  return talk.read({ frame: step.frame ?? protocol.frame });
}
