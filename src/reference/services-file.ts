import { LAST_PORT, type Transport } from '../types.js';

/** One entry of a file such as `/etc/services`: the system's own names of one port. */
export interface SystemService {
  readonly port: number;
  readonly transport: Transport;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Line of the file, from 1. */
  readonly line: number;
}

/** The system's own names, found by port and by name. */
export interface SystemNames {
  /** Names of a port, the system's own first; empty where the file has none. */
  readonly namesOf: (port: number, transport: Transport) => readonly string[];
  /** Entries that have a name or alias, in any case. */
  readonly entriesOf: (name: string) => readonly SystemService[];
}

const TRANSPORTS: readonly string[] = ['tcp', 'udp', 'sctp', 'dccp'] satisfies Transport[];

/**
 * Reads a file of the form of `/etc/services` (services(5)): a line is `name port/protocol aliases… # comment`, apart by
 * blanks and tabs. Lines of another form, and those of other protocols (such as AppleTalk's `ddp`), are passed over, as the
 * C library does. The order is the file's; where a port has several lines, its first one is the system's own name of it.
 *
 * Never throws.
 */
export function parseServices(text: string): SystemService[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => parseLine(line, index + 1));
}

function parseLine(text: string, line: number): SystemService[] {
  const [name = '', place = '', ...aliases] = (text.split('#', 1)[0] ?? '').trim().split(/[ \t]+/);
  const [, digits = '', protocol = ''] = /^(\d{1,5})[/,]([A-Za-z0-9-]+)$/.exec(place) ?? [];
  const port = Number(digits);
  const transport = protocol.toLowerCase();
  if (digits === '' || port > LAST_PORT || !TRANSPORTS.includes(transport)) return [];
  return [{ port, transport: transport as Transport, name, aliases: [...new Set(aliases)], line }];
}

/** Makes the entries of a file findable. */
export function systemNames(services: readonly SystemService[]): SystemNames {
  const byPort = new Map<string, Set<string>>();
  const byName = new Map<string, SystemService[]>();
  for (const service of services) {
    const names = [service.name, ...service.aliases];
    const atPort = entry(byPort, `${service.port}/${service.transport}`, () => new Set<string>());
    for (const name of names) atPort.add(name);
    for (const name of new Set(names.map((each) => each.toLowerCase()))) entry(byName, name, () => []).push(service);
  }
  return {
    namesOf: (port, transport) => [...(byPort.get(`${port}/${transport}`) ?? [])],
    entriesOf: (name) => byName.get(name.toLowerCase()) ?? [],
  };
}

/** The value of a key, made where there is none: adding to it costs the same however much it holds. */
function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
