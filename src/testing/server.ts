import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, isIP, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { PortolanError } from '../errors.js';
import { HOST, MAX_CONNECTIONS } from './limits.js';
import { type ConnectionLog, Logbook, type ScriptEvent } from './log.js';
import { checkTls, optionsFor } from './needs.js';
import { parseScript } from './parse.js';
import { Player } from './run.js';
import type { Script, Step } from './types.js';
import { type Schedule, Wire } from './wire.js';

/** A script: its text, the file that it stands in, or what `parseScript` made of it. */
export type ScriptSource = string | { readonly file: string | URL } | Script;

export interface ScriptOptions {
  /** Address to listen at. Default: `127.0.0.1`. Another than one of loopback needs `exposed`. */
  readonly host?: string;
  /** Port to listen at. Default: 0, any that is free. */
  readonly port?: number;
  /** Whether others than this machine may connect. Default: false. A script answers everybody who comes. */
  readonly exposed?: boolean;
  /** Key, certificate and further options of TLS, as `node:tls` takes them. Needed where a script says `starttls`. */
  readonly tls?: TlsOptions;
  /** Further ones by the names that `starttls certificate=NAME` gives them. What they leave out is taken from `tls`. */
  readonly certificates?: Readonly<Record<string, TlsOptions>>;
  /** Whether TLS begins with the first byte. Default: false. */
  readonly implicitTls?: boolean;
  /** Told of everything as it happens. */
  readonly onEvent?: (event: ScriptEvent) => void;
  /** Source of time for `wait`, `drip` and `pace`: calls back after so many milliseconds, and returns what cancels it. Default: `setTimeout`. */
  readonly schedule?: Schedule;
}

/** A server that plays a script to everybody who connects. */
export interface ScriptedServer {
  readonly host: string;
  readonly port: number;
  /** One log a connection, in the order in which they came. */
  readonly connections: readonly ConnectionLog[];
  /** The problems of all connections, a line each; empty when every client did what the script says. */
  readonly problems: readonly string[];
  /** Resolves once every connection so far is closed. */
  readonly settled: () => Promise<void>;
  /** Ends every connection and stops listening. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

const systemSchedule: Schedule = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * Starts a server that does what a script says, for tests of clients. It listens at loopback, at a free port.
 *
 * @throws PortolanError (as a rejection) with code `ERR_SCRIPT` for a script that cannot be read or lacks its TLS, with
 * `ERR_OPTION` for an address that is not of loopback without `exposed`; a system error where it cannot listen
 * @example
 * await using server = await startScript('S: 220 mail.example.test ESMTP\nC: QUIT\nS: 221 bye');
 * await myClient({ host: server.host, port: server.port });
 * assert.deepEqual(server.problems, []);
 */
export async function startScript(source: ScriptSource, options: ScriptOptions = {}): Promise<ScriptedServer> {
  const script = await readScript(source);
  checkHost(options);
  checkTls(script, options);
  return await new Host(script, options).listen();
}

async function readScript(source: ScriptSource): Promise<Script> {
  if (typeof source === 'string') return parseScript(source);
  return 'file' in source ? await readScriptFile(source.file) : source;
}

async function readScriptFile(file: string | URL): Promise<Script> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new PortolanError('ERR_SCRIPT', {
      value: String(file),
      problem: 'cannot be read ({code})',
      values: { code: cause.code ?? cause.message },
      cause,
    });
  });
  try {
    return parseScript(text);
  } catch (error) {
    if (!(error instanceof PortolanError)) throw error;
    const name = String(file).replace(/^.*[\\/]/s, '');
    throw new PortolanError(error.code, { ...error.details, value: [name, error.value].filter(Boolean).join(': ') });
  }
}

/** Whoever listens for everybody has to say so. */
function checkHost({ host = HOST, exposed = false }: ScriptOptions): void {
  const isLoopback = /^127\./.test(host) || host === '::1';
  if (isIP(host) !== 0 && (isLoopback || exposed)) return;
  throw new PortolanError('ERR_OPTION', {
    value: host,
    problem: 'a scripted server listens at an address of loopback, such as 127.0.0.1 or ::1, unless "exposed" is true',
    suggestion: host === 'localhost' ? HOST : undefined,
  });
}

const IMPLICIT_TLS: Step = { do: 'starttls', tls: {}, line: 0 };

class Host {
  readonly connections: ConnectionLog[] = [];
  readonly #script: Script;
  readonly #options: ScriptOptions;
  readonly #server: Server;
  readonly #open = new Map<Socket, Promise<void>>();

  constructor(script: Script, options: ScriptOptions) {
    this.#script = script;
    this.#options = options;
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => this.#serve(socket));
  }

  async listen(): Promise<ScriptedServer> {
    const { host = HOST, port = 0 } = this.#options;
    this.#server.listen({ host, port, exclusive: true });
    await once(this.#server, 'listening');
    const { connections } = this;
    const close = () => this.#close();
    return {
      host,
      port: this.#port,
      connections,
      get problems() {
        return connections.flatMap(problemsOf);
      },
      settled: async () => void (await Promise.all(this.#open.values())),
      close,
      [Symbol.asyncDispose]: close,
    };
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #serve(socket: Socket): void {
    if (this.connections.length >= MAX_CONNECTIONS) {
      socket.resetAndDestroy();
      return;
    }
    const { host = HOST, implicitTls = false, schedule = systemSchedule, onEvent = () => {} } = this.#options;
    const log = new Logbook(this.connections.length + 1, onEvent);
    const part = this.#partFor(log.number);
    this.connections.push(log);
    const wire = new Wire(socket, log, schedule);
    const player = new Player({
      wire,
      log,
      answers: part.answers,
      tlsFor: (choice) => optionsFor(choice, this.#options),
      host,
      port: this.#port,
    });
    const played = player.play(implicitTls ? [IMPLICIT_TLS, ...part.steps] : part.steps);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    this.#open.set(
      socket,
      Promise.all([played, closed]).then(() => {
        this.#open.delete(socket);
        log.close();
      }),
    );
  }

  /** The steps of a connection, and its answers before those of all. */
  #partFor(number: number): Pick<Script, 'steps' | 'answers'> {
    const open = this.#open.size;
    const { variants, ...common } = this.#script;
    const variant = variants.find(({ kind, first, last }) =>
      kind === 'busy' ? open >= first : number >= first && number <= (last ?? number),
    );
    if (variant === undefined) return common;
    const { steps } = variant.steps.length > 0 ? variant : common;
    return { steps, answers: [...variant.answers, ...common.answers] };
  }

  async #close(): Promise<void> {
    const closed = this.#server.listening ? once(this.#server, 'close') : undefined;
    this.#server.close();
    for (const socket of this.#open.keys()) socket.destroy();
    await Promise.all([closed, ...this.#open.values()]);
  }
}

function problemsOf({ number, problems }: ConnectionLog): string[] {
  return problems.map(({ code, text, scriptLine }) => {
    const where = scriptLine ? `, line ${scriptLine} of the script` : '';
    return `connection ${number}${where}: ${code}: ${text}`;
  });
}
