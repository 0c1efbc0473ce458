import { MAX_EXCHANGERS } from '../../defaults.js';
import { type DnsAnswer, type DnsClient, type DnsRecordOf, recordsOf } from '../../net/dns-client.js';
import { dnsName } from '../../net/dns-names.js';
import type { Resolver } from '../../net/resolve.js';
import { fitHostOf, hostOf, withoutAddress } from './named-host.js';
import type { Exchanger, MailExchange } from './types.js';

/** The name that says that there is none: RFC 7505 section 3. */
const ROOT = '.';

/**
 * Where the mail of a domain goes: to the exchangers of its MX records, or to the domain itself where it has none. Of more than
 * {@link MAX_EXCHANGERS} the best ones are looked at, and the others counted. An exchanger that is named twice counts once, with its
 * better preference.
 *
 * Beside the words of {@link fitHostOf} there is one for an exchanger without address: `null-mx`, a `.` beside others, which RFC
 * 7505 section 3 forbids.
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
      const records = sortedRecords(answer);
      if (records.length === 1 && records[0]?.exchange === ROOT) return without('null', validated);
      const best = records.slice(0, MAX_EXCHANGERS);
      const exchangers = await Promise.all(best.map((record) => exchangerOf(record, client, resolve)));
      return { kind: 'mx', exchangers, omitted: records.length - best.length, validated };
    }
    case 'no-data':
      return implicitExchange(domain, validated, client, resolve);
    case 'no-such-name':
      return without('no-such-domain', validated);
    case 'failed':
      return without(answer.reason === 'bad-name' ? 'no-such-domain' : 'unknown', validated);
  }
}

function without(kind: MailExchange['kind'], validated: boolean): MailExchange {
  return { kind, exchangers: [], omitted: 0, validated };
}

/** One a name, in the order in which they are tried: RFC 5321 section 5.1. The names make the order of equals the same each time. */
function sortedRecords(answer: DnsAnswer): DnsRecordOf<'MX'>[] {
  const sorted = recordsOf(answer, 'MX').sort(
    (one, other) => one.preference - other.preference || (one.exchange < other.exchange ? -1 : 1),
  );
  const names = sorted.map(({ exchange }) => exchange);
  return sorted.filter(({ exchange }, index) => names.indexOf(exchange) === index);
}

async function exchangerOf(
  { exchange: name, preference }: DnsRecordOf<'MX'>,
  client: DnsClient,
  resolve: Resolver,
): Promise<Exchanger> {
  const host = name === ROOT ? withoutAddress('null-mx') : await fitHostOf(name, client, resolve);
  return { name, preference, ...host };
}

/** The domain itself, RFC 5321 section 5.1: there its being an alias is no fault. */
async function implicitExchange(
  domain: string,
  validated: boolean,
  client: DnsClient,
  resolve: Resolver,
): Promise<MailExchange> {
  const name = dnsName(domain) ?? domain;
  const host = await hostOf(name, client, resolve);
  if (host.problem !== null) return without(host.problem === 'failed' ? 'unknown' : 'none', validated);
  return { ...without('implicit', validated), exchangers: [{ name, preference: 0, ...host, alias: null }] };
}
