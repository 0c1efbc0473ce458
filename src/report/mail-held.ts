/** Holds the services of a host, or of a domain, until they are all there. */
import type { VerdictCode } from '../mail/types.js';
import type { MailHostRecord, ProbeRecord } from '../probe-records.js';
import { addTo, hostName, type MailGroup } from './mail-groups.js';

/** A host, as long as services of it come. */
interface HeldHost {
  readonly first: ProbeRecord;
  /** Services that more is to be told of than that nothing answers. */
  readonly records: ProbeRecord[];
  /** The other ports. */
  readonly silent: Map<VerdictCode, number[]>;
  asked: number;
}

/** Services that follow each other, as long as they may belong under one heading. */
export class HeldServices {
  #first: ProbeRecord | undefined;
  #asked = 0;
  #records: ProbeRecord[] = [];
  #byHost = new Map<string, HeldHost>();
  #hosts: MailHostRecord[] = [];

  /** Whether what is held is of a host that was asked by itself. */
  get isOfOneHost(): boolean {
    return this.#first !== undefined && this.#first.origin === null;
  }

  /** Whether a service may belong under one heading with those that are held. */
  hasPlaceFor(record: ProbeRecord): boolean {
    return this.#first !== undefined && belongTogether(this.#first, record);
  }

  /** Takes a service. Of a port that nothing answers at only its number is kept, since there may be many. */
  add(record: ProbeRecord): void {
    this.#first ??= record;
    this.#asked += 1;
    const key = hostKey(record);
    const held = this.#byHost.get(key);
    const host = held ?? { first: record, records: [], silent: new Map<VerdictCode, number[]>(), asked: 0 };
    if (held === undefined) this.#byHost.set(key, host);
    host.asked += 1;
    if (!isTold(record)) return void addTo(host.silent, record.verdict.code, record.port);
    this.#records.push(record);
    host.records.push(record);
  }

  /** Takes what is said of a host as a whole. */
  addHost(record: MailHostRecord): void {
    this.#hosts.push(record);
  }

  /**
   * Gives what is held, as it is shown: each host by itself, or all as one where a domain has services on several hosts and most
   * hosts have but one of them.
   */
  take(): MailGroup[] {
    const [hosts, services] = [this.#hosts, [...this.#byHost.values()]];
    const [first, asked, records] = [this.#first, this.#asked, this.#records];
    this.#first = undefined;
    this.#asked = 0;
    this.#records = [];
    this.#byHost = new Map();
    this.#hosts = [];
    if (first === undefined) return [];
    const isScattered = services.length === asked || first.origin?.kind === 'srv';
    const shared = { ambiguous: severalAddresses(services) };
    if (services.length > 1 && isScattered) {
      return [{ ...shared, first, asked, records, silent: services.flatMap(silentOf), hosts, isOfDomain: true }];
    }
    const hostsAt = new Map<string, MailHostRecord[]>();
    for (const host of hosts) addTo(hostsAt, host.address, host);
    return services.map((host) => ({
      ...shared,
      ...{ first: host.first, asked: host.asked, records: host.records, silent: silentOf(host) },
      hosts: hostsAt.get(host.first.address) ?? [],
      isOfDomain: false,
    }));
  }
}

/** Whether there is more to tell of a service than that nothing answers. An SRV record tells what was expected there. */
function isTold({ state, verdict, transcript, origin, findings }: ProbeRecord): boolean {
  const isHeard = state === 'open' || verdict.earlier !== null || transcript.length > 0;
  return isHeard || findings.length > 0 || origin?.kind === 'srv';
}

function silentOf({ first, silent }: HeldHost): MailGroup['silent'] {
  const { target, address, origin } = first;
  return [...silent].map(([code, ports]) => ({ host: { target, address, origin }, code, ports }));
}

/** Names of hosts that were asked at several addresses. */
function severalAddresses(hosts: readonly HeldHost[]): Set<string> {
  const seen = new Map<string, string>();
  const several = new Set<string>();
  for (const { first } of hosts) {
    const name = hostName(first);
    if ((seen.get(name) ?? first.address) !== first.address) several.add(name);
    seen.set(name, first.address);
  }
  return several;
}

/** Whether two services that follow each other may belong under one heading. */
function belongTogether(first: ProbeRecord, second: ProbeRecord): boolean {
  if (first.origin === null || second.origin === null) {
    return first.origin === second.origin && hostKey(first) === hostKey(second);
  }
  return first.origin.domain === second.origin.domain && first.origin.kind === second.origin.kind;
}

function hostKey(record: ProbeRecord): string {
  return `${hostName(record)} ${record.address}`;
}
