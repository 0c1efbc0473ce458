import { ADDRCONFIG, promises as dns } from 'node:dns';
import pLimit from 'p-limit';
import { RESOLVE_CONCURRENCY, RESOLVE_TIMEOUT_MS } from '../defaults.js';
import { type ErrorDetails, PortolanError } from '../errors.js';
import type { Family } from '../types.js';

/** An address that a name stands for. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: Family;
}

/**
 * Turns a host name into all its addresses, in the resolver's order and without repetition. Hand in your own to use
 * another resolver or none.
 *
 * @throws PortolanError with code `ERR_RESOLVE`
 */
export type Resolver = (name: string, family: Family | undefined) => Promise<readonly ResolvedAddress[]>;

/** The system's resolver blocks a thread for each lookup: one more than there are threads would only wait for a thread. */
const limit = pLimit(RESOLVE_CONCURRENCY);

/** Codes that a name has no address of the kind that was asked for; other failures say nothing about the name. */
const NO_ADDRESS: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA', 'EAI_ADDRFAMILY']);

/**
 * Asks the system's resolver (hosts file, DNS and what else the system knows).
 *
 * Without a `family`, addresses of an IP version that this machine has no address of are left out, as getaddrinfo's
 * AI_ADDRCONFIG does (RFC 3493 section 6.1); a name that then has none left is asked again without that rule.
 *
 * A few names are asked at once and the others wait for their turn, which costs them none of their own time.
 */
export const resolveWithSystem: Resolver = async (name, family) => {
  try {
    const addresses = unique(await lookupInTurn(name, family));
    if (addresses.length > 0) return addresses;
    throw new PortolanError('ERR_RESOLVE', {
      value: name,
      ...(family === undefined ? { problem: 'no address for this name' } : noAddressOf(family)),
    });
  } catch (error) {
    throw error instanceof PortolanError ? error : resolveError(name, family, error as NodeJS.ErrnoException);
  }
};

/** Answers when the lookup does, or in time. The turn of a lookup that is given up on lasts as long as it keeps its thread. */
function lookupInTurn(name: string, family: Family | undefined): Promise<ResolvedAddress[]> {
  return new Promise((resolve, reject) => {
    void limit(async () => {
      const timer = setTimeout(() => reject(silenceError(name)), RESOLVE_TIMEOUT_MS);
      await lookupAll(name, family).then(resolve, reject);
      clearTimeout(timer);
    });
  });
}

async function lookupAll(name: string, family: Family | undefined): Promise<ResolvedAddress[]> {
  if (family !== undefined) return asResolved(await dns.lookup(name, { all: true, family }));
  try {
    return asResolved(await dns.lookup(name, { all: true, hints: ADDRCONFIG }));
  } catch (error) {
    if (!NO_ADDRESS.has((error as NodeJS.ErrnoException).code)) throw error;
    return asResolved(await dns.lookup(name, { all: true }));
  }
}

function asResolved(addresses: readonly { address: string; family: number }[]): ResolvedAddress[] {
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function unique(addresses: readonly ResolvedAddress[]): ResolvedAddress[] {
  return [...new Map(addresses.map((entry) => [entry.address, entry])).values()];
}

function silenceError(name: string): PortolanError {
  const problem = 'the resolver did not answer within {seconds} s';
  const values = { seconds: RESOLVE_TIMEOUT_MS / 1000 };
  return new PortolanError('ERR_RESOLVE', { value: name, problem, values });
}

function resolveError(name: string, family: Family | undefined, cause: NodeJS.ErrnoException): PortolanError {
  return new PortolanError('ERR_RESOLVE', { value: name, ...problemOf(cause.code, family), cause });
}

type Problem = Pick<ErrorDetails, 'problem' | 'values'>;

function noAddressOf(family: Family): Problem {
  return { problem: 'no IPv{family} address for this name', values: { family } };
}

function problemOf(code: string | undefined, family: Family | undefined): Problem {
  if (NO_ADDRESS.has(code)) return family === undefined ? { problem: 'no such host name' } : noAddressOf(family);
  if (code === 'EAI_AGAIN') return { problem: 'the resolver gave no answer; the name may or may not exist' };
  if (code === undefined) return { problem: 'the name could not be resolved (unknown reason)' };
  return { problem: 'the name could not be resolved ({code})', values: { code } };
}
