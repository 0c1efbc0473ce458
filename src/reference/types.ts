import type { Transport } from '../types.js';

/**
 * What IANA says of a port: `assigned` to a service (or, rarely, to a use without a name), `reserved` (not to be used,
 * or taken back), `unassigned` below 49152, `dynamic` from 49152 (never assigned, RFC 6335 section 6).
 */
export type PortStatus = 'assigned' | 'reserved' | 'unassigned' | 'dynamic';

/** Range of RFC 6335 section 6: system 0-1023, user 1024-49151, dynamic 49152-65535. */
export type PortClass = 'system' | 'user' | 'dynamic';

/** One port of one transport. */
export interface PortEntry {
  readonly kind: 'port';
  readonly port: number;
  /** Last port when the entry stands for a run: unassigned ports in a range query, or a named range found by its name. */
  readonly lastPort?: number;
  readonly transport: Transport;
  /** IANA's service names in rank order, the primary name first; empty where there is none. */
  readonly names: readonly string[];
  /** Other names in use, such as `mail` for 25; hand-written, not IANA's. */
  readonly aliases: readonly string[];
  /** IANA's descriptions of the names, joined by `; ` where they differ; may be empty. */
  readonly description: string;
  readonly status: PortStatus;
  readonly range: PortClass;
  /** First and last port of the registry's row when it covers several ports, such as x11's 6000-6063. */
  readonly registeredAs?: readonly [first: number, last: number];
}

/** `experimental`: 253 and 254, free for anybody's tests (RFC 3692). */
export type ProtocolStatus = 'assigned' | 'reserved' | 'unassigned' | 'experimental';

/** One IP protocol number: what an IP packet carries. Not a port. */
export interface ProtocolEntry {
  readonly kind: 'protocol';
  readonly number: number;
  /** IANA's keyword, such as `TCP`; null where the registry has none. */
  readonly keyword: string | null;
  /** IANA's name of the protocol, or its keyword where the registry gives no name. */
  readonly name: string;
  /** Other names in use, such as `ospf` for OSPFIGP; hand-written. */
  readonly aliases: readonly string[];
  readonly ipv6ExtensionHeader: boolean;
  readonly deprecated: boolean;
  readonly status: ProtocolStatus;
  /** RFCs that IANA refers to, such as `RFC9293`. */
  readonly references: readonly string[];
}

export type Entry = PortEntry | ProtocolEntry;

/** What one query found. */
export interface LookupResult {
  /** The query as given. */
  readonly query: string;
  /** Ports first, by number and transport, then IP protocols. */
  readonly matches: readonly Entry[];
  /** Names like the one asked for, nearest first, when nothing matched. */
  readonly suggestions: readonly string[];
}

/** What a query asks for. */
export type Query =
  | {
      readonly kind: 'ports';
      readonly first: number;
      readonly last: number;
      /** Null: every transport. */
      readonly transport: Transport | null;
      /** Whether the number also asks for the IP protocol of that number. */
      readonly protocolToo: boolean;
    }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly transport: Transport | null;
      /** Whether the name also asks for the IP protocol of that name. */
      readonly protocolToo: boolean;
    }
  | { readonly kind: 'protocol'; readonly protocol: number | string };
