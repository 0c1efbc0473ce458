/** Composes what is said of the services of one host together, and of the way to several. */

import { MAX_HELD_BACK } from './defaults.js';
import { findingsOf } from './findings.js';
import { findHostFaults, ownNetworkBlocks } from './mail/index.js';
import type { MailFacts } from './mail/types.js';
import type { MailHostRecord, ProbeRecord } from './probe-records.js';
import type { ProbedService } from './probe-service.js';
import type { Language } from './types.js';

/** Collects the services of a host as they come, one host behind the other. */
export class HostGroups {
  readonly #language: Language;
  #services: ProbedService[] = [];

  constructor(language: Language) {
    this.#language = language;
  }

  /** Takes a service; what is to be said of the host before, where this one begins another. */
  add(service: ProbedService): MailHostRecord[] {
    const last = this.#services[0]?.record;
    const isSame = last?.target === service.record.target && last.address === service.record.address;
    const ended = last === undefined || isSame ? [] : this.end();
    this.#services.push(service);
    return ended;
  }

  /** What is to be said of the last host. */
  end(): MailHostRecord[] {
    const services = this.#services;
    this.#services = [];
    const [first] = services;
    const facts = services.map((each) => each.facts).filter((each): each is MailFacts => each !== null);
    if (first === undefined || services.length < 2 || facts.length === 0) return [];
    const closed = services.filter(({ record }) => record.state === 'closed').map(({ record }) => record.port);
    const { target, address } = first.record;
    const findings = findingsOf(findHostFaults(facts, closed), this.#language);
    return [{ type: 'mail-host', target, address, findings }];
  }
}

/**
 * Holds back silent exchangers until it is known whether anybody answers at port 25: where several that have nothing to do
 * with each other are silent, the network that we are in is the likely cause.
 */
export class SilentExchangers {
  #held: ProbeRecord[] = [];
  #anybodyAnswered = false;

  /** Takes a record; those that can be told now. */
  add(record: ProbeRecord): ProbeRecord[] {
    if (record.port !== 25) return [record];
    const isSilent = record.state === 'filtered';
    // What this machine could not ask, or a router near us turned down, says nothing of whether the port is let through.
    if (record.state === 'unknown' || record.state === 'unreachable') return [record];
    if (!isSilent) this.#anybodyAnswered = true;
    if (!isSilent) return [...this.#release(), record];
    if (this.#anybodyAnswered) return [record];
    this.#held.push(record);
    return this.#held.length > MAX_HELD_BACK ? this.end() : [];
  }

  /** Those that were held back, with what their silence means. */
  end(): ProbeRecord[] {
    const held = this.#release();
    const outcomes = held.map(({ target, address, verdict }) => ({ name: target, address, code: verdict.code }));
    if (this.#anybodyAnswered || !ownNetworkBlocks(outcomes)) return held;
    return held.map((record) => ({ ...record, verdict: { ...record.verdict, code: 'network-blocks-port' } }));
  }

  #release(): ProbeRecord[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}
