import type { Family } from '../types.js';

/** An inclusive range of port numbers. */
export type PortRange = readonly [first: number, last: number];

/** Ports as sorted, disjoint, non-adjacent ranges. */
export interface PortSet {
  readonly ranges: readonly PortRange[];
  /** How many ports the ranges hold. */
  readonly count: number;
}

/** Where the parser of port lists learns names from; handed in, so that parsing stays pure. */
export interface PortVocabulary {
  /** TCP ports of a service name or alias, in any case; undefined when nobody has the name. */
  portsOfService(name: string): readonly PortRange[] | undefined;
  /** Ports of a group such as `mail` (without its `@`); undefined when there is no such group. */
  portsOfGroup(name: string): readonly PortRange[] | undefined;
  /** Names of all groups, without `@`. */
  groupNames(): readonly string[];
  /** The known service name nearest to a misspelt one, if any is near. */
  nearestService(name: string): string | undefined;
}

/** A target that must be resolved before it can be asked. */
export interface NameTarget {
  readonly kind: 'name';
  /** As written, without the user and password of a URL. */
  readonly text: string;
  /** The name in its ASCII form (IDNA), lower case, without final dot. */
  readonly name: string;
  /** Port that was pasted along, as in `host:25` or `https://host:8443/`. */
  readonly port: number | null;
}

/** One address or an inclusive range of them. */
export interface AddressTarget {
  readonly kind: 'addresses';
  /** As written, without the user and password of a URL. */
  readonly text: string;
  readonly family: Family;
  /** First address as a number. */
  readonly first: bigint;
  /** Last address as a number; equal to `first` for a single address. */
  readonly last: bigint;
  /** IPv6 zone (RFC 4007), such as `eth0`. */
  readonly zone: string | null;
  readonly port: number | null;
}

export type Target = NameTarget | AddressTarget;

/** Addresses with the ports to ask there: what a plan is made from, after names were resolved. */
export interface PlanEntry {
  /** The target as the user wrote it. */
  readonly target: string;
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly zone: string | null;
  readonly ports: PortSet;
}
