import type { Transport } from '../types.js';
import { runKey, withLastPort } from './port-runs.js';
import { frozen, type LanguageOption, lookupPort } from './ports.js';
import type { SystemNames } from './services-file.js';
import type { Entry, PortEntry } from './types.js';

/**
 * Entries with the names that the system's own services file gives their ports. A run of free ports is parted where one of
 * them has such a name; a run that is one service stays whole.
 */
export function withSystemNames(
  entries: readonly Entry[],
  system: SystemNames,
  options: LanguageOption,
): readonly Entry[] {
  return entries.flatMap((entry): readonly Entry[] => {
    if (entry.kind !== 'port') return [entry];
    if (entry.lastPort === undefined) return [named(entry, system)];
    return runKey(entry) === '' ? parted(entry, entry.lastPort, system, options) : [entry];
  });
}

function named(entry: PortEntry, system: SystemNames): PortEntry {
  const systemNames = system.namesOf(entry.port, entry.transport);
  return systemNames.length === 0 ? entry : frozen({ ...entry, systemNames: [...systemNames] });
}

function parted(run: PortEntry, last: number, system: SystemNames, options: LanguageOption): PortEntry[] {
  const { transport } = run;
  const parts: PortEntry[] = [];
  const entryAt = (port: number) => lookupPort(port, transport, options)[0] as PortEntry;
  let start = run.port;
  for (let port = run.port; port <= last; port++) {
    if (system.namesOf(port, transport).length === 0) continue;
    if (port > start) parts.push(withLastPort(entryAt(start), port - 1));
    parts.push(named(entryAt(port), system));
    start = port + 1;
  }
  return start <= last ? [...parts, withLastPort(entryAt(start), last)] : parts;
}

/** Entries of the ports that have a name in the system's own services file. */
export function entriesOfSystemName(
  name: string,
  transport: Transport | null,
  system: SystemNames,
  options: LanguageOption,
): PortEntry[] {
  const services = system.entriesOf(name).filter((service) => transport === null || service.transport === transport);
  return services.flatMap((service) => lookupPort(service.port, service.transport, options));
}
