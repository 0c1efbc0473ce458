import { BLOCKED_PORT_ADDRESSES } from '../defaults.js';
import type { VerdictCode } from './types.js';

/** What came of asking one address at port 25. */
export interface PortOutcome {
  /** What it was asked as: a host name or an address. */
  readonly name: string;
  readonly address: string;
  readonly code: VerdictCode;
}

/** Verdicts that come from near us, or from this machine: they say nothing of whether the port is let through. */
const SAYS_NOTHING: ReadonlySet<VerdictCode> = new Set(['not-asked', 'unreachable']);
/** Labels below a country's domain under which it registers names of one kind, as in `co.uk`. */
const KINDS_OF_COUNTRIES = /^(?:com?|net|org|gov|govt|gob|gouv|go|edu|ac|or|ne|ltd|plc|mil|sch)$/;

/**
 * Whether it is most likely our own network that lets nobody out to port 25: at least three addresses were silent, nobody
 * answered, and two of the silent ones have nothing to do with each other, neither by name nor by network.
 *
 * @param outcomes - Of one run, at port 25 only.
 */
export function ownNetworkBlocks(outcomes: readonly PortOutcome[]): boolean {
  const told = outcomes.filter(({ code }) => !SAYS_NOTHING.has(code));
  if (told.some(({ code }) => code !== 'timed-out')) return false;
  if (new Set(told.map(({ address }) => address)).size < BLOCKED_PORT_ADDRESSES) return false;
  const known = told.map((outcome) => ({ owner: ownerOf(outcome.name), network: networkOf(outcome.address) }));
  return known.some((one) => areUnrelated(one, known));
}

interface Whereabouts {
  readonly owner: string | null;
  readonly network: string;
}

/** Whether one of the others is elsewhere in the same kind of network, and by its name somebody else's. */
function areUnrelated(one: Whereabouts, others: readonly Whereabouts[]): boolean {
  const isIpv6 = one.network.includes(':');
  return others.some(
    (other) =>
      other.network.includes(':') === isIpv6 &&
      other.network !== one.network &&
      (other.owner === null || one.owner === null || other.owner !== one.owner),
  );
}

/** The end of a host name that looks as if it was registered; null for an address, which tells no owner. */
function ownerOf(name: string): string | null {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  if (name.includes(':') || /^\d+$/.test(last)) return null;
  const kind = labels.at(-2) ?? '';
  return labels.slice(last.length === 2 && KINDS_OF_COUNTRIES.test(kind) ? -3 : -2).join('.');
}

/** The first 16 bits of an IPv4 address, the first 32 of an IPv6 address: what is handed out to one provider at most. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address.split('.', 2).join('.');
  const [first = '', second = ''] = address.split('%', 1)[0]?.split(':') ?? [];
  // Zeros may be left out.
  return `${first || '0'}:${second || '0'}`;
}
