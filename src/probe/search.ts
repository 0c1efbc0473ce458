import { LADDER_WAVE_MS, SURE } from '../defaults.js';
import type { Talk } from '../net/converse.js';
import type { Protocol, Request, Saying } from '../protocols/types.js';
import { ask, isAllowed, type Recognized, recognizeReply } from './ask.js';
import type { Secured } from './secure.js';
import type { Visit } from './visit.js';

/** What a search came to. */
export interface Found {
  readonly recognized: Recognized;
  readonly saying: Saying;
  readonly talk: Talk;
}

export interface SearchOptions {
  /** Waves of protocols, each tried by its openings. */
  readonly waves: readonly (readonly Protocol[])[];
  /** Connections to try them over. */
  readonly open: () => Promise<Talk | null>;
  readonly secure: boolean;
  /** Meets a server by a TLS handshake; null where it does not speak TLS. */
  readonly handshake: () => Promise<Secured | null>;
  /** Every reply, also those that nobody recognises. */
  readonly heard: (saying: Saying) => void;
}

/** What the search for a protocol came to: found, or TLS is spoken, or nothing. */
export type SearchResult = Found | Secured | null;

/**
 * Tries the openings of protocols over connections of their own, until a reply is recognised. A wave begins when the one
 * before it has had time for an answer, or has been answered without success; what it asked is still listened to.
 */
export class Search {
  readonly #visit: Visit;
  readonly #options: SearchOptions;
  readonly #result: Promise<SearchResult>;
  #resolve!: (result: SearchResult) => void;
  #done = false;
  #tentative: Found | null = null;

  constructor(visit: Visit, options: SearchOptions) {
    this.#visit = visit;
    this.#options = options;
    this.#result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Runs the search. Null once every try has ended without success. */
  run(): Promise<SearchResult> {
    void this.#run();
    return this.#result;
  }

  /** Ends the search: no further connection is opened. */
  stop(): void {
    this.#finish(null);
  }

  async #run(): Promise<void> {
    const tries: Promise<void>[] = [];
    const { waves } = this.#options;
    for (const [index, wave] of waves.entries()) {
      if (this.#done || this.#visit.deadline.remainingMs() < 1) break;
      const begun = wave.flatMap((protocol) => this.#triesOf(protocol));
      if (begun.length === 0) continue;
      tries.push(...begun);
      await Promise.race([Promise.all(begun), this.#pause(this.#waveMs(waves.length - index))]);
    }
    await Promise.all(tries);
    this.#finish(this.#tentative);
  }

  /** Milliseconds that a wave has: less where the path is long, so that the last wave still gets its answer in time. */
  #waveMs(left: number): number {
    const answerMs = LADDER_WAVE_MS + 2 * this.#visit.roundTripMs;
    return Math.max(0, Math.min(answerMs, (this.#visit.deadline.remainingMs() - answerMs) / left));
  }

  #triesOf(protocol: Protocol): Promise<void>[] {
    if (protocol.byHandshake) return [this.#tryHandshake()];
    const { intensity } = this.#visit.options;
    return protocol.openings
      .filter((opening) => isAllowed(opening, intensity))
      .map((opening) => this.#tryOpening(protocol, opening));
  }

  async #tryHandshake(): Promise<void> {
    const secured = await this.#options.handshake();
    if (secured !== null) this.#finish(secured);
  }

  async #tryOpening(protocol: Protocol, opening: Request): Promise<void> {
    const { open, secure, heard } = this.#options;
    const talk = await open();
    if (talk === null) return;
    const context = this.#visit.context(secure, []);
    const answer = this.#done ? null : await ask(talk, protocol, opening, context, this.#visit.answerDeadline());
    if (answer !== null && answer.text !== '' && !this.#done) {
      const saying = { request: answer.request, text: answer.text };
      heard(saying);
      const recognized = recognizeReply(this.#visit.options.protocols, saying);
      if (recognized !== null) {
        this.#consider({ recognized, saying, talk });
        return;
      }
    }
    this.#visit.drop(talk);
  }

  #consider(found: Found): void {
    const { confidence, wantsTls } = found.recognized.recognition;
    if (confidence >= SURE || wantsTls) this.#finish(found);
    else if (confidence > (this.#tentative?.recognized.recognition.confidence ?? 0)) this.#tentative = found;
  }

  #finish(result: SearchResult): void {
    if (this.#done) return;
    this.#done = true;
    this.#resolve(result);
  }

  /** Waits, no longer than until something was found. */
  async #pause(ms: number): Promise<void> {
    let cancel = () => {};
    const paused = new Promise<void>((resolve) => {
      cancel = this.#visit.deadline.within(ms).schedule(resolve);
    });
    await Promise.race([paused, this.#result]);
    cancel();
  }
}
