import type { TlsOptions } from 'node:tls';
import { formatPattern } from './format.js';
import { MAX_LITERAL_BYTES, STEPS_PER_TURN } from './limits.js';
import type { Logbook } from './log.js';
import { type Captures, matchLine } from './pattern.js';
import { beginTls, failHandshake } from './secure.js';
import type { Answer, Pattern, Step, TlsChoice } from './types.js';
import { type Values, Voice } from './voice.js';
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
  /** The client's last line, as far as a pattern took it. */
  line: string;
  /** What the last `{tag}` of a pattern stood for; null where none had one. */
  tag: string | null;
  /** What each `*` of the last pattern stood for. */
  captures: Captures;
  /** The round of the innermost `repeat`, from 1. */
  round: number;
  /** Milliseconds before each byte but the first; 0 says all at once. */
  dripMs: number;
  /** Milliseconds before each answer. */
  paceMs: number;
}

/** A client's good-bye: of SMTP and POP3, of ManageSieve, of IMAP. */
const FAREWELL = /^(?:QUIT|LOGOUT|\S+ LOGOUT)[ \t]*$/i;

/** Plays a script to one client. Never rejects for anything that the client does. */
export class Player {
  readonly #stage: Stage;
  readonly #voice: Voice;
  #state = '';
  /** Whatever line came last. */
  #lastLine = '';
  #hasSaidFarewell = false;
  #steps = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#voice = new Voice(stage.wire, stage.log);
  }

  /** The steps in their order, then answers until the client hangs up; without any, the server hangs up. */
  async play(steps: readonly Step[]): Promise<void> {
    const { wire, log, answers } = this.#stage;
    const frame = { line: '', tag: null, captures: [], round: 1, dripMs: 0, paceMs: 0 };
    try {
      await this.#runBlock(steps, frame);
      while (answers.length > 0) {
        log.at(null);
        await this.#answer(await this.#command(), frame);
      }
    } catch (error) {
      if (!(error instanceof Over)) throw error;
    } finally {
      wire.close();
    }
  }

  async #runBlock(steps: readonly Step[], frame: Frame): Promise<void> {
    await this.#run(steps, frame);
    await this.#voice.flush(frame.dripMs);
  }

  async #run(steps: readonly Step[], frame: Frame): Promise<void> {
    const { wire, log } = this.#stage;
    for (const step of steps) {
      this.#steps += 1;
      if (this.#steps % STEPS_PER_TURN === 0) await wire.turn();
      log.at(step.line || null);
      if (step.do !== 'say' && step.do !== 'repeat') await this.#voice.flush(frame.dripMs);
      await this.#do(step, frame);
    }
  }

  async #do(step: Step, frame: Frame): Promise<void> {
    const { wire, log, tlsFor } = this.#stage;
    switch (step.do) {
      case 'say':
        return await this.#voice.add(step.text, step.as === 'raw' ? '' : '\r\n', this.#values(frame), frame.dripMs);
      case 'flood':
        return await this.#voice.flood(step.text, this.#values(frame), step.bytes);
      case 'garbage':
        return await this.#voice.garbage(step.bytes, step.seed);
      case 'expect':
        return await this.#expect(step.pattern, step.line, frame);
      case 'read-until':
        while (matchLine(step.pattern, await this.#line()) === null);
        return;
      case 'read-line':
        return void (await this.#line());
      case 'read-bytes':
        return await wire.skip(step.bytes === 'literal' ? literalOf(this.#lastLine) : step.bytes);
      case 'repeat':
        return await this.#repeat(step.steps, step.rounds, frame);
      case 'wait':
        return await wire.sleep(step.ms);
      case 'starttls':
        return await beginTls(wire, log, tlsFor(step.tls));
      case 'fail-handshake':
        return await failHandshake(wire, step.fault, step.alert);
      case 'silence':
        return await this.#listen();
      case 'half-close':
        wire.halfClose();
        return await this.#listen();
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
    if (step.do === 'reset') wire.reset();
    if (step.do === 'close' || step.do === 'reset') throw new Over();
  }

  /** Waits for a line, and answers others meanwhile. */
  async #expect(pattern: Pattern, scriptLine: number, frame: Frame): Promise<void> {
    for (;;) {
      this.#stage.log.at(scriptLine);
      const line = await this.#command(pattern);
      const captures = matchLine(pattern, line);
      if (captures === null) {
        await this.#answer(line, frame, pattern);
        continue;
      }
      Object.assign(frame, { line, captures, ...(pattern.tag ? { tag: firstWord(line) } : {}) });
      return await this.#pause(frame);
    }
  }

  /** Answers by the first `when` that takes the line; hangs up where none does. */
  async #answer(line: string, { dripMs, paceMs }: Frame, expected?: Pattern): Promise<void> {
    for (const { conditions, pattern, steps } of this.#stage.answers) {
      const captures = conditions.every((each) => this.#holds(each)) ? matchLine(pattern, line) : null;
      if (captures === null) continue;
      const frame = { line, tag: pattern.tag ? firstWord(line) : null, captures, round: 1, dripMs, paceMs };
      await this.#pause(frame);
      return await this.#runBlock(steps, frame);
    }
    const wish = expected === undefined ? '' : `, it waits for ${formatPattern(expected)}`;
    this.#stage.log.warn('unexpected-line', `the script has no answer to ${line}${wish}`);
    throw new Over();
  }

  async #pause({ paceMs }: Frame): Promise<void> {
    if (paceMs > 0) await this.#stage.wire.sleep(paceMs);
  }

  #holds(condition: string): boolean {
    const isSecure = this.#stage.log.tls !== null;
    if (condition === 'tls' || condition === 'clear') return isSecure === (condition === 'tls');
    return condition === this.#state;
  }

  /** The client's next command. Its hanging up is judged here, where it has the word. */
  async #command(expected?: Pattern): Promise<string> {
    const { wire, log } = this.#stage;
    try {
      const line = await this.#line();
      this.#hasSaidFarewell ||= FAREWELL.test(line);
      return line;
    } catch (error) {
      if (wire.hasEnded && expected !== undefined) {
        log.warn('unfinished', `hung up where the script waits for ${formatPattern(expected)}`);
      }
      if (wire.hasEnded && !this.#hasSaidFarewell) log.warn('no-farewell', 'hung up without QUIT or LOGOUT');
      throw error;
    }
  }

  async #line(): Promise<string> {
    const line = await this.#stage.wire.line();
    this.#stage.log.say('client', line);
    this.#lastLine = line;
    return line;
  }

  /** Reads on until the client hangs up. */
  async #listen(): Promise<never> {
    for (;;) await this.#line();
  }

  async #repeat(steps: readonly Step[], rounds: number, frame: Frame): Promise<void> {
    const { round } = frame;
    for (frame.round = 1; frame.round <= rounds; frame.round += 1) await this.#run(steps, frame);
    frame.round = round;
  }

  #values({ line, tag, captures, round }: Frame): Values {
    const { log, host, port } = this.#stage;
    const numbered = Object.fromEntries(captures.map((text, index) => [index + 1, text]));
    return { ...numbered, tag: tag ?? firstWord(line), line, n: round, connection: log.number, host, port };
  }
}

function firstWord(line: string): string {
  return line.split(' ', 1)[0] as string;
}

/** The octets that follow a line that ends with a literal, `{12}` or `{12+}` (RFC 9051 section 4.3, RFC 5804 section 1.2). */
function literalOf(line: string): number {
  return Math.min(Number(/\{(\d{1,15})\+?\}$/.exec(line)?.[1] ?? 0), MAX_LITERAL_BYTES);
}
