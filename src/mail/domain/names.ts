import { MAX_REVERSE_NAMES } from '../../defaults.js';
import { type DnsAnswer, type DnsClient, recordsOf } from '../../net/dns-client.js';
import { dnsName, isSameAddress, reverseName } from '../../net/dns-names.js';
import type { NameFacts } from '../types.js';

/** Where IPv4 addresses have their names, those that IPv6 carries included. */
const IPV4_END = '.in-addr.arpa';

/** A service's address, and the name that it gives itself. */
export interface NamedService {
  /** IPv4 or IPv6, with or without zone. */
  readonly address: string;
  /** The first word of its greeting; null where it has none. */
  readonly greetingHost: string | null;
}

/**
 * The names of an address (PTR), which of them lead back to it (as mail servers check it: RFC 8601 section 2.7.3), and the
 * addresses of the name in the greeting. Of more than {@link MAX_REVERSE_NAMES} names the first are looked at, and the others
 * counted.
 *
 * @returns null where the resolver gave no answer about the address, so that nothing is held against who may have a name.
 */
export async function nameFactsOf(
  { address, greetingHost }: NamedService,
  client: DnsClient,
): Promise<NameFacts | null> {
  const name = reverseName(address);
  if (name === null) return null;
  const [reverse, greeting] = await Promise.all([client.query(name, 'PTR'), addressesOf(greetingHost, client)]);
  if (reverse.outcome === 'failed') return null;
  const all = recordsOf(reverse, 'PTR').map((record) => record.name);
  const reverseNames = all.slice(0, MAX_REVERSE_NAMES);
  const leadsBack = await Promise.all(
    reverseNames.map((each) => doesLeadTo(each, address, name.endsWith(IPV4_END) ? 'A' : 'AAAA', client)),
  );
  const confirmedNames = reverseNames.filter((_, index) => leadsBack[index]);
  if (confirmedNames.length === 0 && leadsBack.includes(null)) return null;
  return { reverseNames, confirmedNames, omittedNames: all.length - reverseNames.length, greetingAddresses: greeting };
}

/** Null where the resolver gave no answer. */
async function doesLeadTo(
  name: string,
  address: string,
  type: 'A' | 'AAAA',
  client: DnsClient,
): Promise<boolean | null> {
  if (dnsName(name) === null) return false;
  const answer = await client.query(name, type);
  return answer.outcome === 'failed' ? null : addressesIn(answer).some((each) => isSameAddress(each, address));
}

/** All addresses of a name; null where it is none, or the resolver left a question unanswered and has told of none. */
async function addressesOf(name: string | null, client: DnsClient): Promise<readonly string[] | null> {
  if (name === null || dnsName(name) === null) return null;
  const answers = await Promise.all([client.query(name, 'A'), client.query(name, 'AAAA')]);
  const addresses = answers.flatMap(addressesIn);
  return addresses.length === 0 && answers.some(({ outcome }) => outcome === 'failed') ? null : addresses;
}

function addressesIn(answer: DnsAnswer): string[] {
  return [...recordsOf(answer, 'A'), ...recordsOf(answer, 'AAAA')].map(({ address }) => address);
}
