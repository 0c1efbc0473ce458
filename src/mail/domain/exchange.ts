import { MAX_EXCHANGER_ADDRESSES, MAX_EXCHANGERS } from '../../defaults.js';
import { type DnsAnswer, type DnsClient, type DnsRecordOf, recordsOf } from '../../net/dns-client.js';
import { dnsName, isAddressLiteral } from '../../net/dns-names.js';
import type { Resolver } from '../../net/resolve.js';
import type { Exchanger, MailExchange } from './types.js';

/** The name that says that there is none: RFC 7505 section 3. */
const ROOT = '.';

/**
 * Where the mail of a domain goes: to the exchangers of its MX records, or to the domain itself where it has none. Of more than
 * {@link MAX_EXCHANGERS} the best ones are looked at, each with at most {@link MAX_EXCHANGER_ADDRESSES} addresses. An exchanger that
 * is named twice counts once, with its better preference.
 *
 * The words for an exchanger without address: `no-such-name`, `no-address`; `failed` where the resolver gave no answer; `null-mx`,
 * a `.` beside others, which RFC 7505 section 3 forbids; `address-literal`, an address in the place of a name, which RFC 1035
 * section 3.3.9 does not know; `bad-name`, where no name can be like this.
 *
 * @param client - Who is asked about the domain, and about each exchanger what keeps it from being found.
 * @param resolve - Who is asked for addresses.
 * @returns always; what the resolver did not answer is part of it.
 */
export async function mailExchangeOf(domain: string, client: DnsClient, resolve: Resolver): Promise<MailExchange> {
  const answer = await client.query(domain, 'MX');
  const { validated } = answer;
  switch (answer.outcome) {
    case 'answer': {
      const records = bestRecords(answer);
      if (records.length === 1 && records[0]?.exchange === ROOT) return { kind: 'null', exchangers: [], validated };
      const exchangers = await Promise.all(records.map((record) => exchangerOf(record, client, resolve)));
      return { kind: 'mx', exchangers, validated };
    }
    case 'no-data':
      return { ...(await implicitExchange(domain, client, resolve)), validated };
    case 'no-such-name':
      return { kind: 'no-such-domain', exchangers: [], validated };
    case 'failed':
      return { kind: answer.reason === 'bad-name' ? 'no-such-domain' : 'unknown', exchangers: [], validated };
  }
}

/** One a name, in the order in which they are tried: RFC 5321 section 5.1. The names make the order of equals the same each time. */
function bestRecords(answer: DnsAnswer): DnsRecordOf<'MX'>[] {
  const sorted = recordsOf(answer, 'MX').sort(
    (one, other) => one.preference - other.preference || (one.exchange < other.exchange ? -1 : 1),
  );
  const names = sorted.map(({ exchange }) => exchange);
  return sorted.filter(({ exchange }, index) => names.indexOf(exchange) === index).slice(0, MAX_EXCHANGERS);
}

async function exchangerOf(
  { exchange: name, preference }: DnsRecordOf<'MX'>,
  client: DnsClient,
  resolve: Resolver,
): Promise<Exchanger> {
  const unfit = unfitness(name);
  const host = unfit === null ? await hostOf(name, client, resolve) : newHost([], null, unfit);
  return { name, preference, ...host };
}

/** Why nobody is asked for the addresses of a name; null where somebody is. */
function unfitness(name: string): string | null {
  if (name === ROOT) return 'null-mx';
  if (isAddressLiteral(name)) return 'address-literal';
  return dnsName(name) === null ? 'bad-name' : null;
}

/** The domain itself, RFC 5321 section 5.1: there its being an alias is no fault. */
async function implicitExchange(
  domain: string,
  client: DnsClient,
  resolve: Resolver,
): Promise<Pick<MailExchange, 'kind' | 'exchangers'>> {
  const name = dnsName(domain) ?? domain;
  const host = await hostOf(name, client, resolve);
  if (host.problem === null) return { kind: 'implicit', exchangers: [{ name, preference: 0, ...host, alias: null }] };
  return { kind: host.problem === 'failed' ? 'unknown' : 'none', exchangers: [] };
}

type MailHost = Pick<Exchanger, 'addresses' | 'alias' | 'problem'>;

function newHost(addresses: readonly string[], alias: string | null, problem: string | null): MailHost {
  return { addresses, alias, problem };
}

async function hostOf(name: string, client: DnsClient, resolve: Resolver): Promise<MailHost> {
  const [found, ...answers] = await Promise.all([
    resolve(name, undefined).catch(() => []),
    client.query(name, 'A'),
    client.query(name, 'AAAA'),
  ]);
  const addresses = found.map(({ address }) => address).slice(0, MAX_EXCHANGER_ADDRESSES);
  const [alias = null] = answers.flatMap(({ aliases = [] }) => aliases);
  return newHost(addresses, alias, addresses.length > 0 ? null : reasonOf(answers));
}

/** Why a name has no address. */
function reasonOf(answers: readonly DnsAnswer[]): string {
  const outcomes = answers.map(({ outcome }) => outcome);
  // An answer that whoever resolves did not give.
  if (outcomes.includes('failed') || outcomes.includes('answer')) return 'failed';
  return outcomes.includes('no-data') ? 'no-address' : 'no-such-name';
}
