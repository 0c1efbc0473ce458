import { FAREWELL_TIMEOUT_MS, MAX_REPLY_BYTES, MAX_STEPS } from '../defaults.js';
import type { Exchange, Protocol, Reply, Saying, Step } from '../protocols/types.js';
import type { TlsSummary } from '../types.js';
import { systemClock } from './clock.js';
import type { Deadline } from './deadline.js';
import type { Connection } from './dial.js';
import { ReplyReader } from './reader.js';
import type { TicketWatch } from './session.js';
import { isAlert, type TlsSettings, upgradeToTls } from './tls.js';

/** One line or block of a conversation, with its time. */
export interface TranscriptEntry {
  readonly from: 'client' | 'server' | 'tls';
  /**
   * What was said; for `tls`, what the handshake came to. In records as UTF-8 where it is that, otherwise one character a byte
   * (Latin-1), as the stages before have it.
   */
  readonly text: string;
  /** The exact bytes, where they are not UTF-8; only in records. */
  readonly base64?: string;
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
  /** How TLS is spoken where it comes to that. */
  readonly tls?: TlsSettings | undefined;
}

/** A connection that is being talked over: its reader, its transcript, and TLS where it was started. */
export class Talk {
  readonly deadline: Deadline;
  readonly #name: string;
  readonly #note: ReturnType<Transcript['add']>;
  readonly #tlsSettings: TlsSettings | undefined;
  #connection: Connection;
  #reader: ReplyReader;
  #tls: TlsSummary | null = null;
  #tickets: TicketWatch | null = null;
  #secureReplies = 0;
  #certificates: readonly Buffer[] = [];
  #tlsProblem: string | null = null;
  #injected = '';

  constructor(connection: Connection, { name, deadline, transcript = new Transcript(), tls }: TalkOptions) {
    this.#connection = connection;
    this.#name = name;
    this.deadline = deadline;
    this.#tlsSettings = tls;
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

  /** What TLS came to, null while it was not started or failed. Of its details some are told after the first replies only. */
  get tls(): TlsSummary | null {
    const details = this.#tls?.details;
    if (this.#tls === null || details === undefined || this.#tickets === null) return this.#tls;
    return { ...this.#tls, details: { ...details, ...this.#tickets(this.#secureReplies) } };
  }

  /** The certificates that the server sent, in DER, its own first; empty where TLS was not started or failed. */
  get certificates(): readonly Buffer[] {
    return this.#certificates;
  }

  /** Why TLS was started and failed, or was broken off before a word was said inside; null where it was not or did not. */
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
    if (reply.text !== '' && this.#tls !== null) this.#secureReplies += 1;
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
    const options = { ...this.#tlsSettings, name: this.#name, deadline, alpn };
    const outcome = await upgradeToTls(this.#connection, options);
    if (outcome.connection === null) {
      this.#note('tls', outcome.problem);
      this.#tlsProblem = outcome.problem;
      this.close();
      this.#reader = new ReplyReader(this.#connection, MAX_REPLY_BYTES);
      return { text: '', end: 'failed' };
    }
    this.#note('tls', `${outcome.summary.version} ${outcome.summary.cipher}`);
    this.#tls = outcome.summary;
    this.#tickets = outcome.tickets;
    this.#certificates = outcome.certificates;
    this.#connection = outcome.connection;
    outcome.connection.on('error', (error: NodeJS.ErrnoException) => this.#noteAlert(error.code ?? ''));
    this.#reader = new ReplyReader(outcome.connection, MAX_REPLY_BYTES);
    return { text: '', end: 'complete' };
  }

  /** In TLS 1.3 a server may turn the client away when for the client the handshake is over (RFC 8446 section 4.4.2.4). */
  #noteAlert(problem: string): void {
    if (this.#secureReplies > 0 || !isAlert(problem)) return;
    this.#note('tls', problem);
    this.#tlsProblem = problem;
  }

  /** Says goodbye where the protocol has a word for it, and closes. */
  async leave(protocol: Protocol | null): Promise<void> {
    if (protocol?.farewell && !this.#connection.destroyed) {
      this.send(protocol.farewell);
      const frame = protocol.farewellFrame ?? protocol.frame;
      await this.read({ frame }, this.deadline.within(FAREWELL_TIMEOUT_MS));
    }
    this.close();
  }

  close(): void {
    this.#connection.destroy();
  }
}

/** How a conversation is held. */
export interface ConverseSettings {
  /** The greeting, where it was read already: it answers the first `read`. Default: it is still to be read. */
  readonly greeting?: Reply | null | undefined;
  /** Whether to end as soon as TLS was started, or could not be. Default false. */
  readonly onlyToTls?: boolean | undefined;
}

/** What a conversation came to. */
export interface Conversed<Result> {
  /** What it returned; null where it was not led to its end. */
  readonly result: Result | null;
  /** What was said, command by command. */
  readonly exchanges: readonly Exchange[];
  /** What was said to the protocol's inquiries. */
  readonly replies: readonly Saying[];
}

/** Runs a conversation of a protocol over a connection to its end. Never rejects. */
export async function converse<Result>(
  talk: Talk,
  protocol: Protocol,
  conversation: Generator<Step, Result, Reply>,
  { greeting = null, onlyToTls = false }: ConverseSettings = {},
): Promise<Conversed<Result>> {
  const exchanges: Exchange[] = [];
  const replies: Saying[] = [];
  let first = greeting;
  let next = conversation.next();
  for (let count = 0; !next.done && count < MAX_STEPS; count += 1) {
    const step = next.value;
    const reply = first !== null && step.do === 'read' ? first : await perform(talk, protocol, step);
    first = null;
    if (step.do === 'starttls' && onlyToTls) break;
    if (step.do !== 'starttls') {
      const command = step.do === 'send' ? step.line : null;
      exchanges.push({ command, reply: reply.text, end: reply.end, secure: talk.tls !== null });
    }
    if (step.do === 'send' && step.name !== undefined && reply.text !== '') {
      replies.push({ request: `${protocol.name}/${step.name}`, text: reply.text });
    }
    next = conversation.next(reply);
  }
  return { result: next.done ? next.value : null, exchanges, replies };
}

async function perform(talk: Talk, protocol: Protocol, step: Step): Promise<Reply> {
  if (step.do === 'starttls') return talk.startTls();
  if (step.do === 'read') {
    const { patienceMs = Number.POSITIVE_INFINITY } = step;
    return talk.read({ frame: protocol.frame }, talk.deadline.within(patienceMs));
  }
  talk.send(step.line);
  return talk.read({ frame: step.frame ?? protocol.frame });
}
