import pLimit from 'p-limit';
import { DNS_KEPT_ANSWERS, DNS_QUESTIONS_AT_ONCE, DNS_TIMEOUT_MS, DNS_TRIES } from '../defaults.js';
import { systemClock } from './clock.js';
import { Deadline } from './deadline.js';
import { answerOf, failed, isEdnsRefused } from './dns-answer.js';
import type { DnsQuestion } from './dns-message.js';
import { dnsName } from './dns-names.js';
import { specialAnswer } from './dns-special.js';
import { askServer, type DnsTry } from './dns-transport.js';
import type { DnsAnswer, DnsClient, DnsFailure, DnsServer, DnsType } from './dns-types.js';
import { sharedController } from './shared-controller.js';

export { resolverOf } from './dns-resolver.js';
export { parseDnsServer, systemDnsServers } from './dns-server.js';
export * from './dns-types.js';

export interface DnsClientOptions {
  /** Recursive resolvers, asked in this order until one gives an answer. */
  readonly servers: readonly DnsServer[];
  /** Milliseconds for one question, all servers and tries together, from when it is its turn. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Stops what is being asked; those questions have failed. */
  readonly signal?: AbortSignal | undefined;
}

/** Failures, the more telling the later: what a server said tells more than its silence. */
const TELLING: readonly DnsFailure[] = [
  'no-server',
  'not-sent',
  'timeout',
  'bad-reply',
  'truncated',
  'formerr',
  'refused',
  'servfail',
];

/**
 * A DNS client that tells what the system's resolver does not: whether there is no such name or no such record, the records of
 * DANE (TLSA), and whether the server has validated the answer.
 */
export function dnsClient(options: DnsClientOptions): DnsClient {
  return new Client(options);
}

class Client implements DnsClient {
  readonly #servers: readonly DnsServer[];
  readonly #timeoutMs: number;
  readonly #stop = sharedController();
  readonly #turns = pLimit(DNS_QUESTIONS_AT_ONCE);
  /** By type and name. A promise, so that who asks the same meanwhile waits for the same answer. */
  readonly #answers = new Map<string, Promise<DnsAnswer>>();
  readonly #withoutEdns = new Set<DnsServer>();

  constructor({ servers, timeoutMs = DNS_TIMEOUT_MS, signal }: DnsClientOptions) {
    this.#servers = servers;
    this.#timeoutMs = timeoutMs;
    if (signal?.aborted) this.#stop.abort();
    signal?.addEventListener('abort', () => this.#stop.abort(), { once: true });
  }

  query(text: string, type: DnsType): Promise<DnsAnswer> {
    const name = dnsName(text);
    if (name === null) return Promise.resolve(failed('bad-name'));
    const question = { name, type };
    const special = specialAnswer(question);
    return special === null ? this.#askOnce(question) : Promise.resolve(special);
  }

  #askOnce(question: DnsQuestion): Promise<DnsAnswer> {
    const key = `${question.type} ${question.name}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#turns(() => this.#ask(question));
    this.#answers.set(key, answer);
    const [oldest = key] = this.#answers.keys();
    if (this.#answers.size > DNS_KEPT_ANSWERS) this.#answers.delete(oldest);
    void answer.then(({ outcome }) => {
      if (outcome === 'failed' && this.#answers.get(key) === answer) this.#answers.delete(key);
    });
    return answer;
  }

  /** Asks the servers in turn, each try with its share of the time that is left. */
  async #ask(question: DnsQuestion): Promise<DnsAnswer> {
    const deadline = new Deadline(this.#timeoutMs, systemClock);
    const failures = new Map<DnsServer, DnsFailure>();
    let triesLeft = DNS_TRIES * this.#servers.length;
    for (let round = 0; round < DNS_TRIES; round += 1) {
      for (const server of this.#servers) {
        const timeoutMs = deadline.remainingMs() / triesLeft;
        triesLeft -= 1;
        if (failures.get(server) === 'refused') continue;
        const answer = await this.#try(server, question, timeoutMs);
        if (answer === 'stopped') return failed(answer);
        if (typeof answer !== 'string') return answer;
        failures.set(server, answer);
      }
    }
    return failed(mostTelling([...failures.values()]));
  }

  async #try(server: DnsServer, question: DnsQuestion, timeoutMs: number): Promise<DnsAnswer | DnsFailure> {
    const edns = !this.#withoutEdns.has(server);
    const attempt: DnsTry = { server, question, edns, timeoutMs, signal: this.#stop.signal };
    const reply = await askServer(attempt);
    if (typeof reply === 'string') return reply;
    if (!edns || !isEdnsRefused(reply)) return answerOf(reply, question);
    this.#withoutEdns.add(server);
    return 'formerr';
  }
}

function mostTelling(failures: readonly DnsFailure[]): DnsFailure {
  return failures.toSorted((one, other) => TELLING.indexOf(other) - TELLING.indexOf(one))[0] ?? 'no-server';
}
