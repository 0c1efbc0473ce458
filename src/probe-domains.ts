/** Composes what is asked of a domain: its exchangers and its services for clients, as DNS names them. */

import { MAX_SERVICE_ADDRESSES } from './defaults.js';
import { PortolanError } from './errors.js';
import { findingsOf } from './findings.js';
import type { ClientService, DomainFacts, ServiceOrigin } from './mail/domain/types.js';
import { clientServicesOf, findDomainFaults, mailExchangeOf, mtaStsOf } from './mail/index.js';
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

/** Asks DNS for every domain; when the signal is aborted, without waiting for whoever resolves names. Never rejects. */
export async function resolveDomains(context: DomainContext): Promise<ResolvedDomain[]> {
  const domains = [...new Set([...context.mx, ...context.srv])];
  const stopper = new Stopper(context.signal);
  const resolve: Resolver = (name, family) => stopper.race(() => context.resolve(name, family));
  try {
    return await Promise.all(domains.map((domain) => resolveDomain(domain, { ...context, resolve })));
  } finally {
    stopper.close();
  }
}

async function resolveDomain(domain: string, context: DomainContext): Promise<ResolvedDomain> {
  const { dns, resolve, roots, language, signal } = context;
  const isAsked = (domains: readonly string[]) => domains.includes(domain);
  const [mail, clientServices, mtaSts] = await Promise.all([
    isAsked(context.mx) ? mailExchangeOf(domain, dns, resolve) : null,
    isAsked(context.srv) ? clientServicesOf(domain, dns) : null,
    isAsked(context.mx) ? mtaStsOf(domain, dns, (host) => downloadPolicy(host, { resolve, roots, signal })) : null,
  ]);
  const facts: DomainFacts = { domain, mail, clientServices, mtaSts };
  const record: DomainRecord = { type: 'domain', ...facts, findings: findingsOf(findDomainFaults(facts), language) };
  const ofClients = await clientEndpoints(facts, context);
  return {
    record,
    endpoints: [...exchangerEndpoints(facts, context), ...ofClients.endpoints],
    failures: [
      ...(mail?.kind === 'unknown' ? [unansweredOf(domain, 'exchangers')] : []),
      ...(isAsked(context.srv) && clientServices === null ? [unansweredOf(domain, 'services')] : []),
      ...ofClients.failures,
    ],
  };
}

const UNANSWERED = {
  exchangers: { problem: 'the DNS server gave no answer about the exchangers of this domain' },
  services: { problem: 'the DNS server gave no answer about the services of this domain' },
} as const;

/** A domain of which nothing could be learned; that it takes no mail, or names no services, is an answer. */
function unansweredOf(domain: string, what: keyof typeof UNANSWERED): FailureRecord {
  return failureOf(domain, new PortolanError('ERR_RESOLVE', UNANSWERED[what]));
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

/** The services that clients are led to. Their names are resolved by whoever resolves all others. */
async function clientEndpoints(
  facts: DomainFacts,
  { first, family, resolve }: DomainContext,
): Promise<Pick<ResolvedDomain, 'endpoints' | 'failures'>> {
  const failures: FailureRecord[] = [];
  const seen = new Set<string>();
  const endpoints = await Promise.all(
    (facts.clientServices ?? []).map(async (service): Promise<ServiceEndpoint[]> => {
      const { target, port } = service;
      if (target === null || (first && seen.has(service.service))) return [];
      seen.add(service.service);
      try {
        if (port === 0) throw new PortolanError('ERR_PORT_SPEC', RESERVED);
        const addresses = (await resolve(target, family)).map(({ address }) => address);
        const hosts = hostsOf(target, addresses, family).slice(0, first ? 1 : MAX_SERVICE_ADDRESSES);
        return hosts.map((host) => ({ host, port, origin: srvOrigin(facts.domain, service), domain: facts }));
      } catch (error) {
        failures.push(failureOf(target, error));
        return [];
      }
    }),
  );
  return { endpoints: endpoints.flat(), failures };
}

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
