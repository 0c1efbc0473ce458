import { Duplex } from 'node:stream';
import { Deadline } from '../../src/net/deadline.js';
import { type MeetOptions, Visit } from '../../src/probe/visit.js';
import { FakeClock } from './fake-clock.js';
import { probeOptions } from './probe-options.js';

/** The client's end of a connection to a {@link PretendedServer}. No socket. */
export class PretendedConnection extends Duplex {
  readonly localAddress = '127.0.0.1';
  /** What the client has sent, one character a byte. */
  sent = '';
  /** Called with each thing that the client sends. */
  onSent: (bytes: string) => void = () => {};

  constructor() {
    super({ allowHalfOpen: false });
  }

  /** The server says something. Nobody hears it where the client has closed. */
  say(text: string): void {
    if (!this.destroyed) this.push(Buffer.from(text, 'latin1'));
  }

  /** The server closes. */
  hangUp(): void {
    if (!this.destroyed) this.push(null);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    const bytes = chunk.toString('latin1');
    this.sent += bytes;
    callback();
    setImmediate(() => this.onSent(bytes));
  }
}

/** What a server does with each of its connections, which it counts from 0. */
export type Behaviour = (connection: PretendedConnection, index: number, server: PretendedServer) => void;

/** A server in memory, which is met with a clock that runs as fast as it can. */
export class PretendedServer {
  readonly clock = new FakeClock();
  readonly connections: PretendedConnection[] = [];
  readonly #behave: Behaviour;
  #own = 0;

  constructor(behave: Behaviour) {
    this.#behave = behave;
  }

  /** What was sent over each connection. */
  get heard(): string[] {
    return this.connections.map(({ sent }) => sent);
  }

  /** Whether the client has closed every connection. */
  get isLeft(): boolean {
    return this.connections.every(({ destroyed }) => destroyed);
  }

  /** Timers that the client has set. */
  get timersOfClient(): number {
    return this.clock.pending - this.#own;
  }

  /** The server does something after so many milliseconds. */
  later(ms: number, callback: () => void): void {
    this.#own += 1;
    this.clock.schedule(ms, () => {
      this.#own -= 1;
      callback();
    });
  }

  connect(): PretendedConnection {
    const connection = new PretendedConnection();
    this.connections.push(connection);
    this.#behave(connection, this.connections.length - 1, this);
    return connection;
  }

  /** A look at this server, which connects again as often as it likes. */
  visit(changes: Partial<MeetOptions> = {}, timeoutMs = 3000): Visit {
    const redial = async () => this.connect();
    return new Visit(this.connect(), probeOptions({ redial, ...changes }), new Deadline(timeoutMs, this.clock));
  }
}

/** Answers what the client sends, by what it begins with; everything else gets silence. */
export function answering(answers: Readonly<Record<string, string>>): Behaviour {
  return (connection) => {
    connection.onSent = (bytes) => {
      const start = Object.keys(answers).find((each) => bytes.startsWith(each));
      if (start !== undefined) connection.say(answers[start]!);
    };
  };
}
