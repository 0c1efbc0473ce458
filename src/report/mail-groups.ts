/** Services that a person reads together: those of one host, or those that DNS names for a domain. */
import { SURE } from '../defaults.js';
import type { VerdictCode } from '../mail/types.js';
import type { MailHostRecord, ProbeRecord } from '../probe-records.js';
import type { MailWords } from './mail-words.js';

/** Services under one heading, and what is to be said of their hosts as a whole. */
export interface MailGroup {
  readonly records: readonly ProbeRecord[];
  readonly hosts: readonly MailHostRecord[];
  /** Whether they are of several hosts, so that each service names its own. */
  readonly isOfDomain: boolean;
}

/** What was asked, without its port: a host name or an address. */
export function hostName({ target, origin, address }: ProbeRecord): string {
  if (origin !== null) return origin.name;
  const place = target.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/.*$/, '');
  if (place === address) return place;
  return place.replace(/^(\[.*\]|[^:]*):\d+$/, '$1').replace(/^\[(.*)\]$/, '$1');
}

/** Whether two services that follow each other may belong under one heading. */
export function belongTogether(first: ProbeRecord, second: ProbeRecord): boolean {
  if (first.origin === null || second.origin === null) {
    return first.origin === second.origin && hostKey(first) === hostKey(second);
  }
  return first.origin.domain === second.origin.domain && first.origin.kind === second.origin.kind;
}

function hostKey(record: ProbeRecord): string {
  return `${hostName(record)} ${record.address}`;
}

/**
 * Services that may belong together, as they are shown: each host by itself, or all as one where a domain has them on several
 * hosts and most hosts have but one of them.
 */
export function groupsOf(records: readonly ProbeRecord[], hosts: readonly MailHostRecord[]): MailGroup[] {
  const byHost = new Map<string, ProbeRecord[]>();
  for (const record of records) byHost.set(hostKey(record), [...(byHost.get(hostKey(record)) ?? []), record]);
  const isScattered = byHost.size === records.length || records[0]?.origin?.kind === 'srv';
  if (byHost.size > 1 && isScattered) return [{ records, hosts, isOfDomain: true }];
  return [...byHost.values()].map((own) => ({
    records: own,
    hosts: hosts.filter(({ address }) => address === own[0]?.address),
    isOfDomain: false,
  }));
}

/** Whether the services are shown as a table: where several were asked, and one of them at least is a service of mail. */
export function isTable({ records }: MailGroup): boolean {
  const open = records.filter(({ state }) => state === 'open');
  return records.length > 1 && (open.length === 0 || open.some(({ role }) => role !== null));
}

/** What a group is called: a host and for which domain it was asked, or a domain. The first is its name. */
export function headingOf({ records, isOfDomain }: MailGroup, words: MailWords): string[] {
  const [first] = records;
  if (first === undefined) return [];
  if (isOfDomain) return [words.hostsOf(first.origin?.kind ?? 'mx', first.origin?.domain ?? '')];
  const name = hostName(first);
  const parts = [name, name === first.address ? '' : first.address, originText(records, words)];
  return parts.filter((part) => part !== '');
}

/** For which domain, and as what, a host was asked; empty where it was given by itself. */
export function originText(records: readonly ProbeRecord[], words: MailWords): string {
  const origin = records[0]?.origin ?? null;
  if (origin === null) return '';
  if (origin.kind === 'srv') {
    const services = new Set(records.flatMap(({ origin }) => origin?.service ?? []));
    return words.namedFor([...services].join(words.comma), origin.domain);
  }
  return origin.name === origin.domain && origin.preference === 0
    ? words.implicitExchangerOf(origin.domain)
    : words.exchangerOf(origin.domain, origin.preference);
}

/** How a service is called in the first column: `25 smtp`, `10 mx1.example.org`, `993 imaps imap.example.org`. */
export function serviceLabel(record: ProbeRecord, group: MailGroup): string {
  const { origin } = record;
  if (!group.isOfDomain || origin === null) return serviceName(record);
  const host = [origin.name, ...(isAmbiguous(record, group) ? [record.address] : [])];
  const before = origin.kind === 'mx' ? String(origin.preference) : `${record.port} ${origin.service}`;
  return [before, ...host].join(' ');
}

/** Where a finding was made: `25`, `mx1.example.org`, `imap.example.org:993`. */
export function placeLabel(record: ProbeRecord, group: MailGroup): string {
  const { origin, port, address } = record;
  if (!group.isOfDomain || origin === null) return String(port);
  const name = origin.kind === 'mx' ? origin.name : `${origin.name}:${port}`;
  return isAmbiguous(record, group) ? `${name} [${address}]` : name;
}

/** Whether the same name and port was asked at another address too. */
function isAmbiguous({ origin, port, address }: ProbeRecord, { records }: MailGroup): boolean {
  return records.some(
    (other) => other.origin?.name === origin?.name && other.port === port && other.address !== address,
  );
}

/** `25 smtp`; a guess from the port number has its question mark. */
function serviceName({ port, service }: ProbeRecord): string {
  if (service === null) return String(port);
  return `${port} ${service.name}${service.confidence < SURE ? '?' : ''}`;
}

/** Places that nothing answers at, by what became of them. */
export function placesWithout(group: MailGroup): Map<VerdictCode, string[]> {
  const places = new Map<VerdictCode, string[]>();
  for (const record of group.records) {
    const { code } = record.verdict;
    if (record.state !== 'open') places.set(code, [...(places.get(code) ?? []), placeLabel(record, group)]);
  }
  return places;
}
