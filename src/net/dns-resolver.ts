import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type ErrorDetails, PortolanError } from '../errors.js';
import type { Family } from '../types.js';
import { type DnsAnswer, type DnsClient, type DnsFailure, recordsOf } from './dns-types.js';
import type { ResolvedAddress, Resolver } from './resolve.js';

/**
 * A resolver that asks DNS, and nothing else that the system may know (hosts file, mDNS). Without a family it gives the IPv6
 * and the IPv4 addresses, those first that this machine has an address of the same kind for (RFC 6724 section 6); none is left
 * out. An address is itself, and nobody is asked.
 */
export function resolverOf(client: DnsClient): Resolver {
  return async (name, family) => {
    const own = isIP(name);
    if (own !== 0 && own === (family ?? own)) return [{ address: name, family: own === 6 ? 6 : 4 }];
    if (own !== 0) throw resolveError(name, noAddressOf(family));
    const families = family === undefined ? usualOrder() : [family];
    const answers = await Promise.all(families.map((each) => client.query(name, each === 6 ? 'AAAA' : 'A')));
    const addresses = answers.flatMap(addressesOf);
    if (addresses.length > 0) return addresses;
    throw resolveError(name, problemOf(answers, family));
  };
}

function addressesOf(answer: DnsAnswer): ResolvedAddress[] {
  return [
    ...recordsOf(answer, 'AAAA').map(({ address }): ResolvedAddress => ({ address, family: 6 })),
    ...recordsOf(answer, 'A').map(({ address }): ResolvedAddress => ({ address, family: 4 })),
  ];
}

/** IPv6 first, where it leads further than this link. */
function usualOrder(): readonly Family[] {
  const addresses = Object.values(networkInterfaces()).flat();
  const isGlobal = addresses.some((each) => each?.family === 'IPv6' && !each.internal && each.scopeid === 0);
  return isGlobal ? [6, 4] : [4, 6];
}

type Problem = Pick<ErrorDetails, 'problem' | 'values'>;

function resolveError(name: string, details: Problem): PortolanError {
  return new PortolanError('ERR_RESOLVE', { value: name, ...details });
}

function problemOf(answers: readonly DnsAnswer[], family: Family | undefined): Problem {
  const reason = answers.find((answer) => answer.reason !== null)?.reason;
  if (reason) return failureOf(reason);
  return answers.every(({ outcome }) => outcome === 'no-such-name')
    ? { problem: 'no such host name' }
    : noAddressOf(family);
}

function noAddressOf(family: Family | undefined): Problem {
  if (family === undefined) return { problem: 'no address for this name' };
  return { problem: 'no IPv{family} address for this name', values: { family } };
}

function failureOf(reason: DnsFailure): Problem {
  if (reason === 'bad-name') return { problem: 'no such host name' };
  if (reason === 'timeout') return { problem: 'the DNS server did not answer in time' };
  return { problem: 'the name could not be resolved ({code})', values: { code: reason } };
}
