/** Settled first attempts from which the share of answers is known well enough to miss some. */
const KNOWN_FROM = 32;
/** Weight that the share of answers keeps: what was long ago counts less. */
const MEMORY = 4096;

/** How many of a host's ports answer, by a random sample of them: those that were asked so far. */
export class AnswerShare {
  #asked = 0;
  #answered = 0;

  /** Share of first attempts that are answered, 0 to 1; 1 before anything is known. */
  get value(): number {
    return (this.#answered + 1) / (this.#asked + 1);
  }

  /** Standard deviation of that share; undefined while too little is known. */
  get doubt(): number | undefined {
    if (this.#asked < KNOWN_FROM) return undefined;
    return Math.sqrt((this.value * (1 - this.value)) / this.#asked);
  }

  /** Enters how many of some ports answered. Only whole cohorts count: answers come before silences. */
  add(asked: number, answered: number): void {
    if (this.#asked >= MEMORY) {
      this.#asked /= 2;
      this.#answered /= 2;
    }
    this.#asked += asked;
    this.#answered += answered;
  }

  forget(): void {
    this.#asked = 0;
    this.#answered = 0;
  }
}
