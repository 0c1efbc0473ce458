import type { HostPath } from './host-path.js';
import { Probe } from './probe.js';
import type { Agenda, ProbeBlock } from './types.js';

/** Probes of a search that wait for a host much slower than its neighbours. */
const PATIENT_SEARCHES = 2;

/** What is still to be asked of one host for the first time: the ports that show whether it is there, then the others. */
export class Questions<Block extends ProbeBlock> {
  readonly #path: HostPath<Block>;
  readonly #agenda: Agenda;
  readonly #discovery: readonly number[];
  /** Place in the order of ports. */
  #cursor = 0;
  #searched = 0;
  /** Answers to the search that are still out. */
  #searching: number;
  /** Whether the host is there; undefined while that is not known. */
  isPresent: boolean | undefined;

  constructor(path: HostPath<Block>, agenda: Agenda) {
    this.#path = path;
    this.#agenda = agenda;
    this.#discovery = agenda.isSought(path.index) ? agenda.discovery : [];
    this.#searching = this.#discovery.length;
    if (this.#searching === 0) this.found();
  }

  /** Whether something is to be asked that does not wait for an answer of the search. */
  get hasMore(): boolean {
    if (this.isPresent === true) return this.#cursor < this.#agenda.ports.length;
    return this.isPresent === undefined && this.#searched < this.#discovery.length;
  }

  /** Whether it is not known yet whether the host is there. */
  get isSearching(): boolean {
    return this.isPresent === undefined;
  }

  next(): Probe<Block> | undefined {
    if (!this.hasMore) return undefined;
    return this.isPresent === true ? this.#nextPort() : this.#nextSearch();
  }

  /** The host showed itself. */
  found(): void {
    if (this.isPresent !== undefined) return;
    this.isPresent = true;
    this.#skip();
  }

  /** One probe of the search came to nothing. Returns whether that was the last hope. */
  searchedInVain(): boolean {
    if (this.isPresent !== undefined) return false;
    this.#searching -= 1;
    if (this.#searching > 0) return false;
    this.isPresent = false;
    return true;
  }

  #nextPort(): Probe<Block> {
    const at = this.#cursor;
    this.#cursor += 1;
    const probe = this.#planned(at, at >= this.#agenda.leading);
    this.#skip();
    return probe;
  }

  #nextSearch(): Probe<Block> {
    const { ports } = this.#agenda;
    const at = this.#searched;
    this.#searched += 1;
    const port = this.#discovery[at] as number;
    const isPatient = at < PATIENT_SEARCHES;
    const place = ports.indexOf(port);
    if (place === -1 || !this.#wants(place)) {
      return new Probe<Block>(this.#path, port, { cell: -1, purpose: 'search', isPatient });
    }
    return this.#planned(place, false, isPatient);
  }

  #planned(at: number, isRandom: boolean, isPatient = false): Probe<Block> {
    const { ports, places, count } = this.#agenda;
    const cell = this.#path.index * count + (places[at] as number);
    return new Probe<Block>(this.#path, ports[at] as number, { cell, purpose: 'plan', isRandom, isPatient });
  }

  /** Passes over what is not to be asked, or was asked by the search. */
  #skip(): void {
    const { ports } = this.#agenda;
    while (this.#cursor < ports.length && (!this.#wants(this.#cursor) || this.#wasSearched(this.#cursor))) {
      this.#cursor += 1;
    }
  }

  #wasSearched(at: number): boolean {
    const place = this.#searched === 0 ? -1 : this.#discovery.indexOf(this.#agenda.ports[at] as number);
    return place !== -1 && place < this.#searched;
  }

  #wants(at: number): boolean {
    const { wants, places } = this.#agenda;
    return wants === undefined || wants(this.#path.index, places[at] as number);
  }
}
