/** Services that a person reads together: those of one host, or those that DNS names for a domain. */
import { SURE } from '../defaults.js';
import type { VerdictCode } from '../mail/types.js';
import type { MailHostRecord, ProbeRecord } from '../probe-records.js';
import type { MailWords } from './mail-words.js';

/** Services under one heading, and what is to be said of their hosts as a whole. */
export interface MailGroup {
  /** One of them, which tells what they are called. */
  readonly first: ProbeRecord;
  /** How many were asked. */
  readonly asked: number;
  /** Those that more is to be told of than that nothing answers, in the order in which they were asked. */
  readonly records: readonly ProbeRecord[];
  /** The others, by host and by what became of them. */
  readonly silent: readonly SilentPorts[];
  readonly hosts: readonly MailHostRecord[];
  /** Whether they are of several hosts, so that each service names its own. */
  readonly isOfDomain: boolean;
  /** Names of hosts that were asked at several addresses. */
  readonly ambiguous: ReadonlySet<string>;
}

/** Ports of a host that nothing answers at, for the same reason. */
export interface SilentPorts {
  readonly host: Host;
  readonly code: VerdictCode;
  readonly ports: readonly number[];
}

/** Whom a service belongs to. */
type Host = Pick<ProbeRecord, 'target' | 'address' | 'origin'>;

/** What was asked, without its port: a host name or an address. */
export function hostName({ target, origin, address }: Host): string {
  if (origin !== null) return origin.name;
  const place = target.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/.*$/, '');
  if (place === address) return place;
  return place.replace(/^(\[.*\]|[^:]*):\d+$/, '$1').replace(/^\[(.*)\]$/, '$1');
}

/** Whether the services are shown as a table: where several were asked, and one of them at least is a service of mail. */
export function isTable({ asked, records }: MailGroup): boolean {
  const open = records.filter(({ state }) => state === 'open');
  return asked > 1 && (open.length === 0 || open.some(({ role }) => role !== null));
}

/** What a group is called: a host and for which domain it was asked, or a domain. The first is its name. */
export function headingOf({ first, records, isOfDomain }: MailGroup, words: MailWords): string[] {
  if (isOfDomain) return [words.hostsOf(first.origin?.kind ?? 'mx', first.origin?.domain ?? '')];
  const name = hostName(first);
  const parts = [name, name === first.address ? '' : first.address, originText(first, records, words)];
  return parts.filter((part) => part !== '');
}

/** For which domain, and as what, a host was asked; empty where it was given by itself. */
export function originText({ origin }: Host, records: readonly ProbeRecord[], words: MailWords): string {
  if (origin === null) return '';
  if (origin.kind === 'srv') {
    const services = new Set(records.flatMap(({ origin }) => origin?.service ?? []));
    return words.namedFor([...services].join(words.listComma), origin.domain);
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
export function placeLabel(record: Host & { readonly port: number }, group: MailGroup): string {
  const { origin, port, address } = record;
  if (!group.isOfDomain || origin === null) return String(port);
  const name = origin.kind === 'mx' ? origin.name : `${origin.name}:${port}`;
  return isAmbiguous(record, group) ? `${name} [${address}]` : name;
}

/** Whether the same name was asked at another address too. */
function isAmbiguous({ origin }: Host, { ambiguous }: MailGroup): boolean {
  return ambiguous.has(origin?.name ?? '');
}

/** `25 smtp`; a guess from the port number has its question mark. */
function serviceName({ port, service }: ProbeRecord): string {
  if (service === null) return String(port);
  return `${port} ${service.name}${service.confidence < SURE ? '?' : ''}`;
}

/** Places that nothing answers at, by what became of them. */
export function placesWithout(group: MailGroup): Map<VerdictCode, string[]> {
  const places = new Map<VerdictCode, string[]>();
  for (const { host, code, ports } of group.silent) {
    for (const port of ports) addTo(places, code, placeLabel({ ...host, port }, group));
  }
  for (const record of group.records) {
    if (record.state !== 'open') addTo(places, record.verdict.code, placeLabel(record, group));
  }
  return places;
}

/** Adds to the values of a key. */
export function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

const PORT = /^\d+$/;
/** Ports that follow each other, from which they are told as one. */
const SHORTEST_RUN = 3;

/** Places as a person reads them: ports that follow each other as one, `1-24`; other places as they are. */
export function shortPlaces(places: readonly string[]): readonly string[] {
  return places.every((place) => PORT.test(place)) ? portRuns(places.map(Number)) : places;
}

/** Ports in their order, `1-3`, `8`, `9`. */
export function portRuns(ports: readonly number[]): string[] {
  const sorted = [...ports].sort((one, other) => one - other);
  const runs: string[] = [];
  let begin = 0;
  for (let index = 0; index < sorted.length; index++) {
    const port = sorted[index] as number;
    if (sorted[index + 1] === port + 1) continue;
    const run = sorted.slice(begin, index + 1);
    runs.push(...(run.length < SHORTEST_RUN ? run.map(String) : [`${run[0]}-${port}`]));
    begin = index + 1;
  }
  return runs;
}
