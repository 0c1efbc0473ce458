import type { Host } from '../types.js';
import type { AttemptOutcome } from './prober.js';

/**
 * What goes between the threads of a scan. A message costs as much as a connect, so attempts and outcomes go in batches of
 * numbers, once a turn of the event loop. Copying them costs 0.3 µs an attempt there and back: shared memory would save
 * less than a hundredth of what an attempt costs.
 */

/** Attempts on their way to a worker. */
export interface AttemptBatch {
  /** Address and target in turn, in the order in which the attempts come to them. */
  readonly hosts: readonly string[];
  /** For each attempt: slot, place of its host, port, milliseconds until it is silent, whether an open port is looked at. */
  readonly numbers: Float64Array;
}

/** Outcomes on their way back. */
export interface OutcomeBatch {
  /** For each outcome: slot, code, milliseconds of its round trip. */
  readonly numbers: Float64Array;
  /** Meanings of the codes that have not been sent before, in their order. */
  readonly meanings: readonly AttemptOutcome[];
}

/** To a worker. */
export interface ToWorker {
  readonly attempts?: AttemptBatch | undefined;
  /** For each attempt whose deadline is sooner now: slot, milliseconds behind its connect. */
  readonly hastened?: Float64Array | undefined;
  readonly isStopped?: boolean | undefined;
}

/** From a worker. The first one comes when it is ready. */
export interface FromWorker<Inspection> {
  readonly settled?: OutcomeBatch | undefined;
  readonly inspected?: readonly (readonly [slot: number, inspection: Inspection | undefined])[] | undefined;
}

/** An attempt as a worker gets it. */
export interface WrittenAttempt {
  readonly slot: number;
  readonly target: Host;
  readonly port: number;
  readonly timeoutMs: number;
  readonly inspects: boolean;
}

/** A worker knows an attempt by its slot, a small number that is free again once the attempt is over. */
export class AttemptWriter {
  #hosts: string[] = [];
  #numbers: number[] = [];
  #lastHost: Host | undefined;

  add(slot: number, { target, port, timeoutMs, inspects }: Omit<WrittenAttempt, 'slot'>): void {
    if (target !== this.#lastHost) {
      this.#lastHost = target;
      this.#hosts.push(target.address, target.target);
    }
    this.#numbers.push(slot, this.#hosts.length / 2 - 1, port, timeoutMs, inspects ? 1 : 0);
  }

  /** What was added, undefined where that was nothing. */
  take(): AttemptBatch | undefined {
    if (this.#numbers.length === 0) return undefined;
    const batch = { hosts: this.#hosts, numbers: new Float64Array(this.#numbers) };
    this.#hosts = [];
    this.#numbers = [];
    this.#lastHost = undefined;
    return batch;
  }
}

export function readAttempts({ hosts, numbers }: AttemptBatch): WrittenAttempt[] {
  const targets: Host[] = [];
  for (let index = 0; index < hosts.length; index += 2) {
    const [address, target] = [hosts[index] as string, hosts[index + 1] as string];
    targets.push({ target, address, family: address.includes(':') ? 6 : 4 });
  }
  const attempts: WrittenAttempt[] = [];
  for (let index = 0; index < numbers.length; index += 5) {
    attempts.push({
      slot: numbers[index] as number,
      target: targets[numbers[index + 1] as number] as Host,
      port: numbers[index + 2] as number,
      timeoutMs: numbers[index + 3] as number,
      inspects: numbers[index + 4] === 1,
    });
  }
  return attempts;
}

export class OutcomeWriter {
  readonly #codes = new Map<string, number>();
  /** The same, sooner found: most outcomes are one of few objects. */
  readonly #known = new Map<AttemptOutcome, number>();
  #numbers: number[] = [];
  #meanings: AttemptOutcome[] = [];

  add(slot: number, outcome: AttemptOutcome, roundTripMs: number): void {
    this.#numbers.push(slot, this.#known.get(outcome) ?? this.#codeOf(outcome), roundTripMs);
  }

  /** What was added, undefined where that was nothing. */
  take(): OutcomeBatch | undefined {
    if (this.#numbers.length === 0) return undefined;
    const batch = { numbers: new Float64Array(this.#numbers), meanings: this.#meanings };
    this.#numbers = [];
    this.#meanings = [];
    return batch;
  }

  #codeOf(outcome: AttemptOutcome): number {
    const name = JSON.stringify(outcome);
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const code = this.#codes.size;
    this.#codes.set(name, code);
    this.#known.set(outcome, code);
    this.#meanings.push(outcome);
    return code;
  }
}

export class OutcomeReader {
  readonly #meanings: AttemptOutcome[] = [];

  read({ numbers, meanings }: OutcomeBatch, tell: (slot: number, outcome: AttemptOutcome, ms: number) => void): void {
    this.#meanings.push(...meanings);
    for (let index = 0; index < numbers.length; index += 3) {
      const outcome = this.#meanings[numbers[index + 1] as number] as AttemptOutcome;
      tell(numbers[index] as number, outcome, numbers[index + 2] as number);
    }
  }
}
