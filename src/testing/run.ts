import type { TlsOptions } from 'node:tls';
import { CHUNK_BYTES, MAX_LITERAL_BYTES, STEPS_PER_TURN } from './limits.js';
import type { Logbook } from './log.js';
import { type Captures, matchLine } from './pattern.js';
import { garbage } from './random.js';
import { beginTls, failHandshake } from './secure.js';
import type { Answer, Pattern, Step, Text, TlsChoice } from './types.js';
import { Over, type Wire } from './wire.js';

/** What one connection's run of a script needs. */
export interface Stage {
  readonly wire: Wire;
  readonly log: Logbook;
  /** In the order in which they are asked. */
  readonly answers: readonly Answer[];
  readonly tlsFor: (choice: TlsChoice) => TlsOptions;
  readonly host: string;
  readonly port: number;
}

/** What the steps of one block know. */
interface Frame {
  /** The client's last line. */
  line: string;
  /** What each `*` of the last pattern stood for. */
  captures: Captures;
  /** The round of the innermost `repeat`, from 1. */
  round: number;
  /** Milliseconds before each byte; 0 says all at once. */
  dripMs: number;
  /** Milliseconds before each answer. */
  paceMs: number;
}

/** A client's good-bye: of SMTP and POP3, of IMAP, of ManageSieve. */
const FAREWELL = /^(?:QUIT|LOGOUT|\S+ LOGOUT)[ \t]*$/i;

/** Plays a script to one client. Never rejects for anything that the client does. */
export class Player {
  readonly #stage: Stage;
  #state = '';
  #hasSaidFarewell = false;
  /** Bytes that are said together. */
  #unsaid = '';
  #steps = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The steps in their order, then answers until the client hangs up; without any, the server hangs up. */
  async play(steps: readonly Step[]): Promise<void> {
    const { wire, answers } = this.#stage;
    try {
      const frame = { line: '', captures: [], round: 1, dripMs: 0, paceMs: 0 };
      await this.#run(steps, frame);
      await this.#flush(frame);
      while (answers.length > 0) {
        this.#stage.log.at(null);
        await this.#answer(await this.#line(), frame);
      }
    } catch (error) {
      if (!(error instanceof Over)) throw error;
    } finally {
      wire.close();
    }
  }

  async #run(steps: readonly Step[], frame: Frame): Promise<void> {
    for (const step of steps) {
      this.#steps += 1;
      if (this.#steps % STEPS_PER_TURN === 0) await this.#stage.wire.turn();
      this.#stage.log.at(step.line || null);
      if (step.do !== 'say' && step.do !== 'repeat' && step.do !== 'nothing') await this.#flush(frame);
      await this.#do(step, frame);
    }
  }

  async #do(step: Step, frame: Frame): Promise<void> {
    const { wire, log } = this.#stage;
    switch (step.do) {
      case 'say':
        return await this.#say(step.text, step.as === 'raw' ? '' : '\r\n', frame);
      case 'expect':
        return await this.#expect(step.pattern, step.line, frame);
      case 'repeat':
        return await this.#repeat(step.steps, step.rounds, frame);
      case 'starttls':
        return await beginTls(wire, log, this.#stage.tlsFor(step.tls));
      case 'fail-handshake':
        return await failHandshake(wire, step.fault, step.alert);
      case 'read-until':
        return await this.#readUntil(step.pattern);
      case 'read-bytes':
        return await wire.skip(step.bytes === 'literal' ? literalOf(frame.line) : step.bytes);
      case 'wait':
        return await wire.sleep(step.ms);
      case 'flood':
        return await this.#flood(Buffer.from(this.#fill(step.text, frame), 'latin1'), step.bytes);
      case 'garbage':
        for (const bytes of garbage(step.bytes, step.seed)) await wire.write(bytes);
        return log.say('server', `(garbage of ${step.bytes} bytes)`);
      case 'silence':
        for (;;) log.say('client', await wire.line());
      default:
        return this.#set(step, frame);
    }
  }

  /** The steps that wait for nothing. */
  #set(step: Step, frame: Frame): void {
    const { wire, log } = this.#stage;
    if (step.do === 'drip') frame.dripMs = step.ms;
    if (step.do === 'pace') frame.paceMs = step.ms;
    if (step.do === 'state') this.#state = step.name;
    if (step.do === 'allow') log.allow(step.code);
    if (step.do === 'half-close') wire.halfClose();
    if (step.do === 'reset') wire.reset();
    if (step.do === 'close') wire.close();
    if (step.do === 'close' || step.do === 'reset') throw new Over();
  }

  async #expect(pattern: Pattern, scriptLine: number, frame: Frame): Promise<void> {
    for (;;) {
      this.#stage.log.at(scriptLine);
      const line = await this.#line('unfinished');
      const captures = matchLine(pattern, line);
      if (captures !== null) {
        Object.assign(frame, { line, captures });
        if (frame.paceMs > 0) await this.#stage.wire.sleep(frame.paceMs);
        return;
      }
      await this.#answer(line, frame);
    }
  }

  /** Answers by the first `when` that takes the line; hangs up where none does. */
  async #answer(line: string, { dripMs, paceMs }: Frame): Promise<void> {
    const { wire, log, answers } = this.#stage;
    for (const { conditions, pattern, steps } of answers) {
      const captures = conditions.every((each) => this.#holds(each)) ? matchLine(pattern, line) : null;
      if (captures === null) continue;
      if (paceMs > 0) await wire.sleep(paceMs);
      const frame = { line, captures, round: 1, dripMs, paceMs };
      await this.#run(steps, frame);
      return await this.#flush(frame);
    }
    log.warn('unexpected-line', `the script has no answer to: ${line}`);
    wire.close();
    throw new Over();
  }

  #holds(condition: string): boolean {
    if (condition === 'tls' || condition === 'clear') return (condition === 'tls') === (this.#stage.log.tls !== null);
    return condition === this.#state;
  }

  /** The client's next line; its hanging up here is judged. */
  async #line(unfinished?: 'unfinished'): Promise<string> {
    const { wire, log } = this.#stage;
    try {
      const line = await wire.line();
      log.say('client', line);
      this.#hasSaidFarewell ||= FAREWELL.test(line);
      return line;
    } catch (error) {
      if (wire.hasEnded && unfinished !== undefined) log.warn(unfinished, 'hung up where the script waits for a line');
      if (wire.hasEnded && !this.#hasSaidFarewell) log.warn('no-farewell', 'hung up without QUIT or LOGOUT');
      throw error;
    }
  }

  async #readUntil(pattern: Pattern): Promise<void> {
    while (matchLine(pattern, await this.#line()) === null);
  }

  async #repeat(steps: readonly Step[], rounds: number, frame: Frame): Promise<void> {
    const { round } = frame;
    for (frame.round = 1; frame.round <= rounds; frame.round += 1) await this.#run(steps, frame);
    frame.round = round;
  }

  async #say(text: Text, end: string, frame: Frame): Promise<void> {
    this.#unsaid += this.#fill(text, frame) + end;
    if (this.#unsaid.length >= CHUNK_BYTES) await this.#flush(frame);
  }

  /** Says what is ready to be said, at once or drop by drop. */
  async #flush({ dripMs }: Frame): Promise<void> {
    const { wire, log } = this.#stage;
    const said = this.#unsaid;
    if (said === '') return;
    this.#unsaid = '';
    log.say('server', said);
    const bytes = Buffer.from(said, 'latin1');
    if (dripMs === 0) return await wire.write(bytes);
    for (const [index, byte] of bytes.entries()) {
      if (index > 0) await wire.sleep(dripMs);
      await wire.write(Buffer.of(byte));
    }
  }

  async #flood(text: Buffer, bytes: number): Promise<void> {
    const { wire, log } = this.#stage;
    log.say('server', `(flood of ${bytes} bytes)`);
    if (text.length === 0) return;
    const chunk = Buffer.alloc(Math.ceil(CHUNK_BYTES / text.length) * text.length, text);
    for (let rest = bytes; rest > 0; rest -= chunk.length) await wire.write(chunk.subarray(0, rest));
  }

  #fill(text: Text, { line, captures, round }: Frame): string {
    const { log, host, port } = this.#stage;
    const values: Record<string, string | number | undefined> = {
      tag: line.split(' ', 1)[0],
      line,
      n: round,
      connection: log.number,
      host,
      port,
    };
    return text
      .map((piece) =>
        typeof piece === 'string' ? piece : (values[piece.value] ?? captures[Number(piece.value) - 1] ?? ''),
      )
      .join('');
  }
}

/** The octets that follow a line that ends with a literal, `{12}` or `{12+}` (RFC 9051 section 4.3, RFC 5804 section 1.2). */
function literalOf(line: string): number {
  return Math.min(Number(/\{(\d{1,15})\+?\}$/.exec(line)?.[1] ?? 0), MAX_LITERAL_BYTES);
}
