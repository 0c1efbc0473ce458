import type { Transport } from '../types.js';
import { frozen, type LanguageOption, lookupPort } from './ports.js';
import type { SystemNames } from './services-file.js';
import type { Entry, PortEntry } from './types.js';

/** Entries with the names that the system's own services file gives their ports. */
export function withSystemNames(entries: readonly Entry[], system: SystemNames): Entry[] {
  return entries.map((entry) => {
    if (entry.kind !== 'port') return entry;
    const systemNames = system.namesOf(entry.port, entry.transport);
    return systemNames.length === 0 ? entry : frozen({ ...entry, systemNames: [...systemNames] });
  });
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
