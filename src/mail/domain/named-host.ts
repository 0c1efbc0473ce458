import { MAX_HOST_ADDRESSES } from '../../defaults.js';
import type { DnsAnswer, DnsClient } from '../../net/dns-client.js';
import { dnsName, isAddressLiteral } from '../../net/dns-names.js';
import type { Resolver } from '../../net/resolve.js';
import type { NamedHost } from './types.js';

/**
 * The host that a record leads to, with at most {@link MAX_HOST_ADDRESSES} of its addresses.
 *
 * The words for one without address: `no-such-name`, `no-address`; `failed` where the resolver gave no answer; `address-literal`, an
 * address in the place of a name, which neither RFC 1035 section 3.3.9 nor RFC 2782 know; `bad-name`, where no name can be like
 * this. About the last two nobody is asked.
 *
 * @param client - Who is asked what keeps it from being found.
 * @param resolve - Who is asked for addresses.
 * @returns always; what the resolver did not answer is part of it.
 */
export async function fitHostOf(name: string, client: DnsClient, resolve: Resolver): Promise<NamedHost> {
  if (isAddressLiteral(name)) return withoutAddress('address-literal');
  return dnsName(name) === null ? withoutAddress('bad-name') : hostOf(name, client, resolve);
}

/** A host without addresses, and why it has none. */
export function withoutAddress(problem: string | null): NamedHost {
  return { addresses: [], omittedAddresses: 0, alias: null, problem };
}

/** The same for whatever is called a name. */
export async function hostOf(name: string, client: DnsClient, resolve: Resolver): Promise<NamedHost> {
  const [found, ...answers] = await Promise.all([
    resolve(name, undefined).catch(() => []),
    client.query(name, 'A'),
    client.query(name, 'AAAA'),
  ]);
  const addresses = found.map(({ address }) => address).slice(0, MAX_HOST_ADDRESSES);
  const [alias = null] = answers.flatMap(({ aliases = [] }) => aliases);
  const host = withoutAddress(addresses.length === 0 ? reasonOf(answers) : null);
  return { ...host, addresses, omittedAddresses: found.length - addresses.length, alias };
}

/** Why a name has no address. */
function reasonOf(answers: readonly DnsAnswer[]): string {
  const outcomes = answers.map(({ outcome }) => outcome);
  // An answer that whoever resolves did not give.
  if (outcomes.includes('failed') || outcomes.includes('answer')) return 'failed';
  return outcomes.includes('no-data') ? 'no-address' : 'no-such-name';
}
