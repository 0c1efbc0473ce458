import { isIP } from 'node:net';
import os from 'node:os';
import { type ErrorDetails, PortolanError } from '../errors.js';
import type { Family } from '../types.js';
import { type DnsAnswer, type DnsClient, type DnsFailure, recordsOf } from './dns-types.js';
import type { ResolvedAddress, Resolver } from './resolve.js';

const LOOPBACK = /^(?:127\.|::1$)/;

/**
 * A resolver that asks DNS, and nothing else that the system may know (hosts file, mDNS). An address is itself, and nobody is asked.
 *
 * Without a `family`, addresses of an IP version that this machine has no address of are left out, as the system's resolver does
 * it; not so those of loopback, and not where the name has no others.
 */
export function resolverOf(client: DnsClient): Resolver {
  return async (name, family) => {
    const own = isIP(name);
    if (own !== 0 && own === (family ?? own)) return [{ address: name, family: own === 6 ? 6 : 4 }];
    if (own !== 0) throw resolveError(name, noAddressOf(family));
    const families: readonly Family[] = family === undefined ? [6, 4] : [family];
    const answers = await Promise.all(families.map((each) => client.query(name, each === 6 ? 'AAAA' : 'A')));
    const addresses = answers.flatMap(addressesOf);
    if (addresses.length === 0) throw resolveError(name, problemOf(answers, family));
    return family === undefined ? usable(addresses) : addresses;
  };
}

function addressesOf(answer: DnsAnswer): ResolvedAddress[] {
  return [
    ...recordsOf(answer, 'AAAA').map(({ address }): ResolvedAddress => ({ address, family: 6 })),
    ...recordsOf(answer, 'A').map(({ address }): ResolvedAddress => ({ address, family: 4 })),
  ];
}

/** What this machine can connect to, in the order of RFC 6724 section 6: IPv6 first. All where that is nothing, or not known. */
function usable(addresses: readonly ResolvedAddress[]): readonly ResolvedAddress[] {
  const own = Object.values(os.networkInterfaces()).flatMap((each) => each ?? []);
  // Not the addresses of IPv6 that each link has by itself, which lead no further.
  const global = own.filter((each) => !each.internal && (each.family === 'IPv4' || each.scopeid === 0));
  const families = new Set(global.map((each): Family => (each.family === 'IPv6' ? 6 : 4)));
  const kept = addresses.filter(({ address, family }) => families.has(family) || LOOPBACK.test(address));
  return families.size === 0 || kept.length === 0 ? addresses : kept;
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
