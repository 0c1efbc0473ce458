/** Composes what is said of the services of one host together, and of the way to several. */

import { MAX_HELD_BACK } from './defaults.js';
import { findingsOf } from './findings.js';
import { findHostFaults, ownNetworkBlocks } from './mail/index.js';
import type { MailFacts } from './mail/types.js';
import type { MailHostRecord, ProbeRecord } from './probe-records.js';
import type { ProbedService } from './probe-service.js';
import type { Language } from './types.js';

/** What is said of a host or of one of its services. */
type HostRecord = ProbeRecord | MailHostRecord;

/** Collects what rules judge of the services of a host as they come, one host behind the other. */
export class HostGroups {
  readonly #language: Language;
  #host: Pick<ProbeRecord, 'target' | 'address'> | null = null;
  #services = 0;
  #facts: MailFacts[] = [];
  #closed: number[] = [];

  constructor(language: Language) {
    this.#language = language;
  }

  /** Takes a service; what is to be said of the host before, where this one begins another. */
  add({ record, facts }: ProbedService): MailHostRecord[] {
    const { target, address, state, port } = record;
    const isSame = this.#host?.target === target && this.#host.address === address;
    const ended = isSame ? [] : this.end();
    this.#host = { target, address };
    this.#services += 1;
    if (facts !== null) this.#facts.push(facts);
    if (state === 'closed') this.#closed.push(port);
    return ended;
  }

  /** What is to be said of the last host, where several services of it were asked and one is of mail. */
  end(): MailHostRecord[] {
    const [host, services, facts, closed] = [this.#host, this.#services, this.#facts, this.#closed];
    this.#host = null;
    this.#services = 0;
    this.#facts = [];
    this.#closed = [];
    if (host === null || services < 2 || facts.length === 0) return [];
    return [{ type: 'mail-host', ...host, findings: findingsOf(findHostFaults(facts, closed), this.#language) }];
  }
}

/**
 * Holds back silent exchangers until it is known whether anybody answers at port 25: where several that have nothing to do
 * with each other are silent, the network that we are in is the likely cause. What comes behind them waits too, so that the order
 * stays.
 */
export class SilentExchangers {
  #held: HostRecord[] = [];
  #anybodyAnswered = false;

  /** Takes a record; those that can be told now. */
  add(record: HostRecord): HostRecord[] {
    const isExchanger = record.type === 'probe' && record.port === 25;
    // What this machine could not ask, or a router near us turned down, says nothing of whether the port is let through.
    const isTelling = isExchanger && record.state !== 'unknown' && record.state !== 'unreachable';
    const isSilent = isTelling && record.state === 'filtered';
    if (isTelling && !isSilent) this.#anybodyAnswered = true;
    if (this.#anybodyAnswered) return [...this.#release(), record];
    if (!isSilent && this.#held.length === 0) return [record];
    this.#held.push(record);
    return this.#held.length > MAX_HELD_BACK ? this.end() : [];
  }

  /** Those that were held back, with what their silence means. */
  end(): HostRecord[] {
    const held = this.#release();
    const outcomes = held
      .filter(isSilentExchanger)
      .map(({ target, address, verdict }) => ({ name: target, address, code: verdict.code }));
    if (this.#anybodyAnswered || !ownNetworkBlocks(outcomes)) return held;
    return held.map((each) => (isSilentExchanger(each) ? excused(each) : each));
  }

  #release(): HostRecord[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}

/** What our own network holds back is no fault of the exchanger. */
function excused(record: ProbeRecord): ProbeRecord {
  const findings = record.findings.filter(({ id }) => id !== 'exchanger-not-answering');
  return { ...record, findings, verdict: { ...record.verdict, code: 'network-blocks-port' } };
}

function isSilentExchanger(record: HostRecord): record is ProbeRecord {
  return record.type === 'probe' && record.port === 25 && record.state === 'filtered';
}
