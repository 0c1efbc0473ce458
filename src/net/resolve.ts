import { ADDRCONFIG, promises as dns } from 'node:dns';
import { RESOLVE_TIMEOUT_MS } from '../defaults.js';
import { PortolanError } from '../errors.js';
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

/**
 * Asks the system's resolver (hosts file, DNS and what else the system knows).
 *
 * Without a `family`, addresses of an IP version that this machine has no address of are left out, as getaddrinfo's
 * AI_ADDRCONFIG does (RFC 3493 section 6.1); a name that then has none left is asked again without that rule.
 */
export const resolveWithSystem: Resolver = async (name, family) => {
  try {
    const addresses = unique(await withTimeout(lookupAll(name, family), name));
    if (addresses.length > 0) return addresses;
    const problem = `no ${family === undefined ? '' : `IPv${family} `}address for this name`;
    throw new PortolanError('ERR_RESOLVE', { value: name, problem });
  } catch (error) {
    throw error instanceof PortolanError ? error : resolveError(name, family, error as NodeJS.ErrnoException);
  }
};

async function lookupAll(name: string, family: Family | undefined): Promise<ResolvedAddress[]> {
  if (family !== undefined) return asResolved(await dns.lookup(name, { all: true, family }));
  try {
    return asResolved(await dns.lookup(name, { all: true, hints: ADDRCONFIG }));
  } catch {
    return asResolved(await dns.lookup(name, { all: true }));
  }
}

function asResolved(addresses: readonly { address: string; family: number }[]): ResolvedAddress[] {
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function unique(addresses: readonly ResolvedAddress[]): ResolvedAddress[] {
  return [...new Map(addresses.map((entry) => [entry.address, entry])).values()];
}

async function withTimeout<T>(work: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const problem = `the resolver did not answer within ${RESOLVE_TIMEOUT_MS / 1000} s`;
      reject(new PortolanError('ERR_RESOLVE', { value: name, problem }));
    }, RESOLVE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function resolveError(name: string, family: Family | undefined, cause: NodeJS.ErrnoException): PortolanError {
  return new PortolanError('ERR_RESOLVE', { value: name, problem: problemOf(cause.code, family), cause });
}

function problemOf(code: string | undefined, family: Family | undefined): string {
  if (code === 'ENOTFOUND' || code === 'ENODATA') {
    return family === undefined ? 'no such host name' : `no IPv${family} address for this name`;
  }
  if (code === 'EAI_AGAIN') return 'the resolver gave no answer; the name may or may not exist';
  return `the name could not be resolved (${code ?? 'unknown reason'})`;
}
