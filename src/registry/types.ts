import type { Transport } from '../types.js';

/** IANA's registries that can be read: service names and port numbers, and assigned Internet protocol numbers. */
export type RegistryName = 'ports' | 'protocols';

/** One record of a file, its fields by the column names of IANA's CSV, whatever the form of the file. */
export interface RawRecord {
  /** Line of the file on which the record ends, from 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** A file as it is written, before anything in it was judged. */
export interface RawRegistry {
  readonly registry: RegistryName;
  readonly form: 'csv' | 'xml';
  /** Date of the registry as the file gives it, such as `2026-02-25`; null where it gives none. */
  readonly date: string | null;
  readonly records: readonly RawRecord[];
}

/** One assignment, or one row that says that a port is free or held back. */
export interface PortRecord {
  /** Empty where the row has none. */
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Null where the row names none: then it counts for TCP and UDP. */
  readonly transport: Transport | null;
  /** On one line. */
  readonly description: string;
  /** What the notes of a row without a name tell of an assignment that was taken back; empty otherwise. */
  readonly removal: string;
  /** Day of the row's last change as the file gives it, such as `2006-04-25`; null where it gives none. */
  readonly changed: string | null;
  /** Documents such as `RFC5321`. */
  readonly references: readonly string[];
  /** The name to use instead where this one is a historic alias; null otherwise. */
  readonly insteadUse: string | null;
}

/** What the registry says of one protocol number. */
export interface ProtocolRecord {
  readonly number: number;
  /** Empty where there is none. */
  readonly keyword: string;
  readonly name: string;
  readonly status: 'assigned' | 'reserved' | 'unassigned' | 'experimental';
  readonly ipv6ExtensionHeader: boolean;
  readonly deprecated: boolean;
  readonly references: readonly string[];
}

/** One of IANA's registries, read whole and found plausible. */
export interface Registry {
  readonly registry: RegistryName;
  readonly form: 'csv' | 'xml';
  /** Date of the registry, such as `2026-02-25`: that of an XML file, the newest date in a CSV; null where there is none. */
  readonly date: string | null;
  /** Records in the file, those without a number among them. */
  readonly records: number;
  /** Ports by number and rank; empty in the registry of protocols. */
  readonly ports: readonly PortRecord[];
  /** All 256 numbers in their order; empty in the registry of ports. */
  readonly protocols: readonly ProtocolRecord[];
}

/** One port and transport, or one protocol number, of which two tables say different things. */
export interface RegistryChange {
  /** `4480/tcp`, `6000-6063/udp`, or a protocol number. */
  readonly key: string;
  /** IANA's names in rank order, or the protocol's keyword; empty where there is none. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** `unassigned` where a table says nothing. */
  readonly statusBefore: string;
  readonly statusAfter: string;
}

/** What a new table changes. */
export interface RegistryChanges {
  /** Nameless before, named now. */
  readonly added: readonly RegistryChange[];
  /** Named before, nameless now. */
  readonly removed: readonly RegistryChange[];
  /** Named before and now, by other names or in another order. */
  readonly renamed: readonly RegistryChange[];
  /** Nameless before and now, with another status, such as reserved instead of unassigned. */
  readonly status: readonly RegistryChange[];
  /** How many have the same names and status with another description, reference or note. */
  readonly details: number;
}

/** What an update did, or with a check would do, to one registry. */
export interface RegistryUpdate {
  readonly registry: RegistryName;
  /** The file or URL that was read. */
  readonly source: string;
  readonly form: 'csv' | 'xml';
  /** Date of the registry; null where the file gives none. */
  readonly date: string | null;
  /** Records in the file. */
  readonly records: number;
  /** The user's copy. */
  readonly path: string;
  /** Whether the bundle has a later state of the registry. */
  readonly isOlder: boolean;
  /** False where only a check was asked for. */
  readonly written: boolean;
  /** Against what was in use before. */
  readonly changes: RegistryChanges;
}
