import { lazy } from './files.js';
import { portsOfGroup } from './groups.js';
import { mailEntries } from './mail-entries.js';
import { aliasNames, registeredNames } from './names.js';
import { type Candidate, candidate, nearestOf } from './near-spelling.js';
import { serviceName } from './ports.js';
import { allProtocols } from './protocols.js';
import type { EntryKind, MailProtocol } from './types.js';

const SYSTEM_END = 1023;

const serviceCandidates = lazy((): Candidate[] => {
  const common = new Set((portsOfGroup('common') ?? []).map(([first]) => first));
  const isKnown = (name: string, port: number): boolean =>
    (port <= SYSTEM_END || common.has(port)) && serviceName(port, 'tcp')?.toLowerCase() === name;
  const byName = new Map<string, Candidate>();
  for (const [name] of aliasNames()) byName.set(name, candidate(name, lowestPort(aliasNames(), name), true));
  for (const [name] of registeredNames()) {
    const port = lowestPort(registeredNames(), name);
    if (!byName.has(name)) byName.set(name, candidate(name, port, isKnown(name, port)));
  }
  return [...byName.values()];
});

const protocolCandidates = lazy((): Candidate[] =>
  allProtocols().flatMap(({ keyword, aliases, number }) =>
    [keyword?.toLowerCase() ?? '', ...aliases]
      .filter((name) => name !== '')
      .map((name) => candidate(name, number, true)),
  ),
);

const mailCandidates: Readonly<Record<MailProtocol, () => Candidate[]>> = {
  smtp: lazy(() => candidatesOf('smtp')),
  pop3: lazy(() => candidatesOf('pop3')),
  imap: lazy(() => candidatesOf('imap')),
  sieve: lazy(() => candidatesOf('sieve')),
  sasl: lazy(() => candidatesOf('sasl')),
};

/**
 * Known names like a misspelt one, nearest first: service names, aliases and protocol keywords in lower case; of a mail
 * protocol its commands and keywords as they are written. Without `kind`: of ports and IP protocols. Swapped neighbours count
 * less than other slips; of equally near names the well-known one and the lower port win. Empty when nothing is near.
 */
export function nearest(name: string, limit: number, kind?: EntryKind): string[] {
  const wanted = name.trim().toLowerCase();
  if (kind === 'topic') return [];
  if (kind !== undefined && kind !== 'port' && kind !== 'protocol') {
    const near = nearestOf(mailCandidates[kind](), wanted, limit);
    return near.map((found) => found.toUpperCase());
  }
  const candidates = [
    ...(kind === 'protocol' ? [] : serviceCandidates()),
    ...(kind === 'port' ? [] : protocolCandidates()),
  ];
  return nearestOf(candidates, wanted, limit);
}

function candidatesOf(protocol: MailProtocol): Candidate[] {
  return mailEntries(protocol).map(({ name }, index) => candidate(name.toLowerCase(), index, true));
}

function lowestPort(index: ReadonlyMap<string, readonly { first: number }[]>, name: string): number {
  return Math.min(...(index.get(name) ?? []).map(({ first }) => first));
}
