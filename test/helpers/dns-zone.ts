import type { Answer } from 'dns-packet';

/** What a zone has at a name. */
export interface ZoneAnswer {
  /** Whether the name, or where it leads, has records of any type, or has names below it. */
  readonly exists: boolean;
  /** With the aliases (CNAME) that lead to the records. */
  readonly records: readonly Answer[];
}

/** Answers from a zone's records. */
export type DnsZone = (name: string, type: string) => ZoneAnswer;

/** Aliases after which a zone is taken to lead in circles. */
const MOST_ALIASES = 20;

/** A zone of lines such as `portolan.test MX 10 mail.portolan.test`: name, type and data as in a zone file, all names absolute. */
export function dnsZone(lines: readonly string[]): DnsZone {
  const records = lines.map(parseLine);
  const hasName = (name: string) => records.some((each) => each.name === name || each.name.endsWith(`.${name}`));
  return (name, type) => {
    const found: Answer[] = [];
    let owner = name;
    for (let aliases = 0; aliases < MOST_ALIASES; aliases += 1) {
      const own = records.filter((each) => each.name === owner);
      const alias = type === 'CNAME' ? undefined : own.find((each) => each.type === 'CNAME');
      found.push(...own.filter((each) => each.type === type || each === alias));
      if (alias === undefined) break;
      owner = withoutDot(String((alias as { data: unknown }).data));
    }
    return { exists: hasName(owner), records: found };
  };
}

function parseLine(line: string): Answer {
  const [, name = '', type = '', data = ''] = /^(\S+)\s+([A-Z]+)\s+(.+)$/.exec(line) ?? [];
  const dataOf = DATA[type];
  if (dataOf === undefined) throw new Error(`no line of a zone: ${line}`);
  return { name: withoutDot(name), type, ttl: 60, class: 'IN', data: dataOf(data) } as Answer;
}

const DATA: Readonly<Record<string, (text: string) => unknown>> = {
  A: (text) => text,
  AAAA: (text) => text,
  CNAME: (text) => text,
  PTR: (text) => text,
  NS: (text) => text,
  MX: (text) => {
    const [preference, exchange] = text.split(' ');
    return { preference: Number(preference), exchange };
  },
  SRV: (text) => {
    const [priority, weight, port, target] = text.split(' ');
    return { priority: Number(priority), weight: Number(weight), port: Number(port), target };
  },
  TLSA: (text) => {
    const [usage, selector, matchingType, ...digits] = text.split(' ');
    const certificate = Buffer.from(digits.join(''), 'hex');
    return { usage: Number(usage), selector: Number(selector), matchingType: Number(matchingType), certificate };
  },
  TXT: (text) => [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => Buffer.from(quoted ?? bare ?? '')),
};

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
