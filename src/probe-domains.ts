/** Composes what is asked of a domain: its exchangers and its services for clients, as DNS names them. */
import pLimit from 'p-limit';
import { DOMAINS_AT_ONCE, MAX_HOST_ADDRESSES } from './defaults.js';
import { type ErrorDetails, PortolanError } from './errors.js';
import { findingsOf } from './findings.js';
import type { ClientService, DomainFacts, ServiceOrigin } from './mail/domain/types.js';
import { clientServicesOf, findDomainFaults, mailExchangeOf, mtaStsOf, NO_CLIENT_SERVICES } from './mail/index.js';
import type { DnsClient } from './net/dns-client.js';
import { downloadPolicy } from './net/policy-download.js';
import type { Resolver } from './net/resolve.js';
import type { ServiceEndpoint } from './probe-look.js';
import type { ProbeSettings } from './probe-options.js';
import type { DomainRecord } from './probe-records.js';
import { failureOf, Stopper } from './reach.js';
import type { FailureRecord } from './records.js';
import { type PortSet, parseAddress, portsOf } from './spec/index.js';
import type { Family, Host } from './types.js';

/** With what domains are asked for. */
export interface DomainContext extends Pick<ProbeSettings, 'mx' | 'srv' | 'first' | 'language'> {
  readonly dns: DnsClient;
  readonly resolve: Resolver;
  readonly family: Family | undefined;
  /** Ports to ask exchangers at. */
  readonly ports: PortSet;
  readonly roots: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** A domain, the services to ask for it, and what of it cannot be asked. */
export interface ResolvedDomain {
  readonly record: DomainRecord;
  readonly endpoints: readonly ServiceEndpoint[];
  readonly failures: readonly FailureRecord[];
}

/**
 * Asks DNS for every domain, several at a time, and gives them in order; when the signal is aborted, without waiting for
 * whoever resolves names. Never rejects.
 */
export async function* resolveDomains(context: DomainContext): AsyncGenerator<ResolvedDomain> {
  const domains = [...new Set([...context.mx, ...context.srv])];
  const stopper = new Stopper(context.signal);
  const resolve: Resolver = (name, family) => stopper.race(() => context.resolve(name, family));
  // A policy has its time from when it is asked for: it must not wait behind the questions of a hundred other domains.
  const limit = pLimit(DOMAINS_AT_ONCE);
  try {
    for (const begun of domains.map((domain) => limit(() => resolveDomain(domain, { ...context, resolve })))) {
      yield await begun;
    }
  } finally {
    limit.clearQueue();
    stopper.close();
  }
}

async function resolveDomain(domain: string, context: DomainContext): Promise<ResolvedDomain> {
  const { dns, roots, language, signal } = context;
  const resolve = remembering(context.resolve);
  const isAsked = (domains: readonly string[]) => domains.includes(domain);
  const [mail, ofClients, mtaSts] = await Promise.all([
    isAsked(context.mx) ? mailExchangeOf(domain, dns, resolve) : null,
    isAsked(context.srv) ? clientServicesOf(domain, dns, resolve) : NO_CLIENT_SERVICES,
    isAsked(context.mx) ? mtaStsOf(domain, dns, (host) => downloadPolicy(host, { resolve, roots, signal })) : null,
  ]);
  const facts: DomainFacts = { domain, mail, ...ofClients, mtaSts };
  const record: DomainRecord = { type: 'domain', ...facts, findings: findingsOf(findDomainFaults(facts), language) };
  const clients = await clientEndpoints(facts, { ...context, resolve });
  return {
    record,
    endpoints: [...exchangerEndpoints(facts, context), ...clients.endpoints],
    failures: [
      ...(signal.aborted ? [STOPPED] : unansweredOf(facts)).map((problem) =>
        failureOf(domain, new PortolanError('ERR_RESOLVE', problem)),
      ),
      ...withoutFamily(facts, context),
      ...clients.failures,
    ],
  };
}

/** Each name is looked up once, since several services may be of one server. */
function remembering(resolve: Resolver): Resolver {
  const known = new Map<string, ReturnType<Resolver>>();
  return (name, family) => {
    const key = `${family} ${name}`;
    const answer = known.get(key) ?? resolve(name, family);
    known.set(key, answer);
    return answer;
  };
}

type Problem = Pick<ErrorDetails, 'problem' | 'values'>;

const STOPPED: Problem = { problem: 'stopped before the name was resolved' };

/** What could not be learned of a domain; that it takes no mail, or names no services, is an answer. */
function unansweredOf({ mail, clientServices, unansweredServices }: DomainFacts): Problem[] {
  const problems: Problem[] = [];
  if (mail?.kind === 'unknown') {
    problems.push({
      problem: 'the DNS server could not tell the exchangers of this domain (silent, or broken DNSSEC)',
    });
  }
  const lost = mail?.exchangers.filter(({ problem }) => problem === 'failed').map(({ name }) => name) ?? [];
  if (lost.length > 0) {
    const problem = 'the DNS server could not tell the addresses of {exchangers} (silent, or broken DNSSEC)';
    problems.push({ problem, values: { exchangers: lost.join(', ') } });
  }
  const services = unansweredServices.join(', ');
  if (services !== '' && clientServices === null) {
    problems.push({ problem: 'the DNS server could not tell the services of this domain (silent, or broken DNSSEC)' });
  } else if (services !== '') {
    const problem = 'the DNS server gave no answer about some services of this domain: {services}';
    problems.push({ problem, values: { services } });
  }
  return problems;
}

function exchangerEndpoints(facts: DomainFacts, { first, family, ports }: DomainContext): ServiceEndpoint[] {
  const exchangers = facts.mail?.exchangers ?? [];
  const hosts = exchangers.flatMap(({ name, preference, addresses }) => {
    const origin: ServiceOrigin = { domain: facts.domain, kind: 'mx', name, preference, service: null };
    return hostsOf(name, addresses, family).map((host) => ({ host, origin }));
  });
  return hosts
    .slice(0, first ? 1 : undefined)
    .flatMap((each) => [...portsOf(ports)].map((port) => ({ ...each, port, domain: facts })));
}

/** Exchangers that have addresses, but none of the only IP version that is asked. */
function withoutFamily({ mail }: DomainFacts, { family }: DomainContext): FailureRecord[] {
  if (family === undefined) return [];
  const lacking = (mail?.exchangers ?? []).filter(
    ({ name, addresses }) => addresses.length > 0 && hostsOf(name, addresses, family).length === 0,
  );
  const problem = 'no IPv{family} address for this name';
  return lacking.map(({ name }) => failureOf(name, new PortolanError('ERR_RESOLVE', { problem, values: { family } })));
}

/** The services that clients are led to. Why a name has no address is told by whoever resolves all others. */
async function clientEndpoints(
  facts: DomainFacts,
  { first, family, resolve }: DomainContext,
): Promise<Pick<ResolvedDomain, 'endpoints' | 'failures'>> {
  const failures: FailureRecord[] = [];
  const seen = new Set<string>();
  const endpoints = await Promise.all(
    (facts.clientServices ?? []).map(async (service): Promise<ServiceEndpoint[]> => {
      const { target, port, problem } = service;
      if (target === null || (first && seen.has(service.service))) return [];
      seen.add(service.service);
      try {
        if (port === 0) throw new PortolanError('ERR_PORT_SPEC', RESERVED);
        if (problem === 'address-literal') throw new PortolanError('ERR_RESOLVE', NO_NAME);
        const addresses = (await resolve(target, family)).map(({ address }) => address);
        const hosts = hostsOf(target, addresses, family).slice(0, first ? 1 : MAX_HOST_ADDRESSES);
        return hosts.map((host) => ({ host, port, origin: srvOrigin(facts.domain, service), domain: facts }));
      } catch (error) {
        failures.push(failureOf(target, error));
        return [];
      }
    }),
  );
  return { endpoints: hostByHost(endpoints.flat()), failures };
}

/** The services of a host together, hosts in the order in which they are named first. */
function hostByHost(endpoints: readonly ServiceEndpoint[]): ServiceEndpoint[] {
  const byHost = new Map<string, ServiceEndpoint[]>();
  for (const endpoint of endpoints) {
    const { target, address } = endpoint.host;
    const known = byHost.get(`${target} ${address}`);
    if (known === undefined) byHost.set(`${target} ${address}`, [endpoint]);
    else known.push(endpoint);
  }
  return [...byHost.values()].flat();
}

const NO_NAME = { problem: 'an SRV record names a host, not an address' } as const;
const RESERVED = { problem: 'port 0 is reserved and cannot be connected to; a port is 1-65535' } as const;

function srvOrigin(domain: string, { target, priority, service }: ClientService): ServiceOrigin {
  return { domain, kind: 'srv', name: target ?? '', preference: priority, service };
}

function hostsOf(target: string, addresses: readonly string[], family: Family | undefined): Host[] {
  return addresses.flatMap((address) => {
    const parsed = parseAddress(address);
    const isWanted = parsed !== null && (family === undefined || parsed.family === family);
    return isWanted ? [{ target, address, family: parsed.family }] : [];
  });
}
