import { MAX_SERVICE_RECORDS } from '../../defaults.js';
import { type DnsAnswer, type DnsClient, type DnsRecordOf, recordsOf } from '../../net/dns-client.js';
import type { Resolver } from '../../net/resolve.js';
import { fitHostOf, withoutAddress } from './named-host.js';
import type { ClientService, DomainFacts, NamedHost } from './types.js';

type ServiceName = ClientService['service'];
/** What is known of a domain's services for clients. */
export type ClientServices = Pick<DomainFacts, 'clientServices' | 'unansweredServices' | 'omittedServices'>;

/** RFC 6186 section 3, RFC 8314 section 5.1 and RFC 5804 section 1.8. */
const SERVICES: readonly ServiceName[] = ['submissions', 'submission', 'imaps', 'imap', 'pop3s', 'pop3', 'sieve'];

/** What is known where nobody was asked. */
export const NO_CLIENT_SERVICES: ClientServices = { clientServices: null, unansweredServices: [], omittedServices: 0 };

/**
 * The services that a domain names for who has an account, by SRV record (RFC 2782): service by service, and of each first
 * those of the lowest priority, among them first those of the highest weight, which clients choose more often. Of one service at
 * most {@link MAX_SERVICE_RECORDS} are told, and the others counted. The words for a target without address are those of
 * {@link fitHostOf}; each target is looked up once.
 *
 * @param client - Who is asked about the domain, and about each target what keeps it from being found.
 * @param resolve - Who is asked for addresses.
 */
export async function clientServicesOf(domain: string, client: DnsClient, resolve: Resolver): Promise<ClientServices> {
  const answers = await Promise.all(SERVICES.map((service) => client.query(`_${service}._tcp.${domain}`, 'SRV')));
  const records = answers.map(sortedRecords);
  const looked = records.map((each) => each.slice(0, MAX_SERVICE_RECORDS));
  const hosts = new Map<string, Promise<NamedHost>>();
  const hostOf = (target: string): Promise<NamedHost> => {
    const host = hosts.get(target) ?? fitHostOf(target, client, resolve);
    hosts.set(target, host);
    return host;
  };
  const services = looked.map((each, index) => each.map((record) => serviceOf(SERVICES[index]!, record, hostOf)));
  const unansweredServices = SERVICES.filter((_, index) => answers[index]?.outcome === 'failed');
  return {
    clientServices: unansweredServices.length === SERVICES.length ? null : await Promise.all(services.flat()),
    unansweredServices,
    omittedServices: records.flat().length - looked.flat().length,
  };
}

async function serviceOf(
  service: ServiceName,
  { priority, weight, port, target }: DnsRecordOf<'SRV'>,
  hostOf: (target: string) => Promise<NamedHost>,
): Promise<ClientService> {
  // RFC 2782: with a target of `.` the service is decidedly not there.
  const isThere = target !== '.';
  const host = isThere ? await hostOf(target) : withoutAddress(null);
  return { service, priority, weight, target: isThere ? target : null, port, ...host };
}

function sortedRecords(answer: DnsAnswer): DnsRecordOf<'SRV'>[] {
  return recordsOf(answer, 'SRV').sort((one, other) => {
    const order = one.priority - other.priority || other.weight - one.weight;
    return order || (one.target < other.target ? -1 : 1);
  });
}
