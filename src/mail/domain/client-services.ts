import { MAX_SERVICE_RECORDS } from '../../defaults.js';
import { type DnsAnswer, type DnsClient, type DnsRecordOf, recordsOf } from '../../net/dns-client.js';
import type { ClientService } from './types.js';

/** RFC 6186 section 3, RFC 8314 section 5.1 and RFC 5804 section 1.8. */
const SERVICES: readonly ClientService['service'][] = [
  'submissions',
  'submission',
  'imaps',
  'imap',
  'pop3s',
  'pop3',
  'sieve',
];

/**
 * The services that a domain names for who has an account, by SRV record (RFC 2782): service by service, and of each first
 * those of the lowest priority, among them first those of the highest weight, which clients choose more often. Of one service at
 * most {@link MAX_SERVICE_RECORDS} are told.
 *
 * @returns null where there is none to tell and the resolver left a question unanswered: nobody knows whether there are some.
 */
export async function clientServicesOf(domain: string, client: DnsClient): Promise<readonly ClientService[] | null> {
  const answers = await Promise.all(SERVICES.map((service) => client.query(`_${service}._tcp.${domain}`, 'SRV')));
  const services = answers.flatMap((answer, index) => servicesOf(SERVICES[index] as ClientService['service'], answer));
  const isUnknown = services.length === 0 && answers.some(({ outcome }) => outcome === 'failed');
  return isUnknown ? null : services;
}

function servicesOf(service: ClientService['service'], answer: DnsAnswer): ClientService[] {
  return recordsOf(answer, 'SRV')
    .sort(compareRecords)
    .slice(0, MAX_SERVICE_RECORDS)
    .map(({ priority, weight, port, target }) => ({
      service,
      priority,
      weight,
      // RFC 2782: the service is decidedly not there.
      target: target === '.' ? null : target,
      port,
    }));
}

function compareRecords(one: DnsRecordOf<'SRV'>, other: DnsRecordOf<'SRV'>): number {
  const order = one.priority - other.priority || other.weight - one.weight;
  return order || (one.target < other.target ? -1 : 1);
}
