import type { Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { TLSSocket } from 'node:tls';
import type { Endpoint } from '../../src/net/dial.js';
import { MAIL } from './certificate.js';
import { serve } from './server.js';

/** What a line server says to one line. */
export interface Answer {
  readonly text: string;
  /** `starttls`: TLS begins behind the text. `garbage`: it should, but the server talks nonsense. `close`: it hangs up. */
  readonly after?: 'starttls' | 'garbage' | 'close';
}

export interface LineServerOptions {
  readonly greeting: string;
  /** A line that has no answer gets silence. */
  readonly answer: (line: string, secure: boolean) => string | Answer | undefined;
}

/** A running line server and what it has seen. */
export interface LineServer {
  readonly endpoint: Endpoint;
  /** Lines that came, in order; those inside TLS begin with `tls:`. */
  readonly lines: readonly string[];
  /** Bytes that came while the server had not yet said what the client had to wait for. */
  readonly early: readonly string[];
  readonly connections: number;
  /** Resolves once every connection so far is closed. */
  readonly closed: () => Promise<void>;
}

/** Milliseconds that the server takes its time with each answer, so that a client that does not wait is found out. */
const ANSWER_AFTER_MS = 4;

/** A server that greets and answers line by line, and notices a client that pipelines. Ends with its test. */
export async function serveLines(t: TestContext, options: LineServerOptions): Promise<LineServer> {
  const lines: string[] = [];
  const early: string[] = [];
  const closings: Promise<void>[] = [];
  const endpoint = await serve(t, (socket) => {
    closings.push(new Promise((resolve) => socket.once('close', () => resolve())));
    talk(socket, options, { lines, early, secure: false });
  });
  return {
    endpoint,
    lines,
    early,
    get connections() {
      return closings.length;
    },
    closed: async () => void (await Promise.all(closings)),
  };
}

interface TalkState {
  readonly lines: string[];
  readonly early: string[];
  readonly secure: boolean;
}

function talk(socket: Socket, options: LineServerOptions, state: TalkState): void {
  let busy = false;
  let pending = '';
  const say = (text: string, after?: () => void) => {
    busy = true;
    setTimeout(() => {
      busy = false;
      if (!socket.destroyed) socket.write(text, 'latin1');
      after?.();
    }, ANSWER_AFTER_MS);
  };
  const onData = (chunk: Buffer) => {
    if (busy) state.early.push(chunk.toString('latin1'));
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '');
      pending = pending.slice(end + 1);
      state.lines.push(`${state.secure ? 'tls:' : ''}${line}`);
      const answer = options.answer(line, state.secure);
      if (answer === undefined) continue;
      const { text, after } = typeof answer === 'string' ? { text: answer, after: undefined } : answer;
      say(text, () => follow(after));
    }
  };
  const follow = (after: Answer['after']) => {
    if (after === 'close') socket.end();
    if (after === 'garbage') socket.once('data', () => socket.end('this is not TLS\r\n'));
    if (after !== 'starttls') return;
    socket.off('data', onData);
    const secured = new TLSSocket(socket, { isServer: true, ...MAIL });
    secured.on('error', () => {});
    talk(secured, { ...options, greeting: '' }, { ...state, secure: true });
  };
  socket.on('data', onData);
  if (options.greeting !== '') say(options.greeting);
}

/** An SMTP server that offers STARTTLS, and something more inside TLS. */
export function smtpAnswer(line: string, secure: boolean): string | Answer {
  if (/^EHLO /i.test(line)) {
    return `250-mail.portolan.test\r\n250-SIZE 1000\r\n${secure ? '250-AUTH PLAIN' : '250-STARTTLS'}\r\n250 HELP\r\n`;
  }
  if (/^STARTTLS$/i.test(line)) return { text: '220 go ahead\r\n', after: 'starttls' };
  if (/^QUIT$/i.test(line)) return { text: '221 bye\r\n', after: 'close' };
  if (/^NOOP$/i.test(line)) return '250 fine\r\n';
  return '500 what?\r\n';
}
