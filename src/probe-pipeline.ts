/** Composes the patient probe of single services, of a host's mail and of a domain's. */
import pLimit from 'p-limit';
import { PROBES_AT_ONCE } from './defaults.js';
import { knowledgeWith } from './knowledge.js';
import { HostGroups, SilentExchangers } from './mail-hosts.js';
import { dialTcp } from './net/dial.js';
import { type DnsClient, dnsClient, resolverOf, systemDnsServers } from './net/dns-client.js';
import { type Resolver, resolveWithSystem } from './net/resolve.js';
import { readAuthorities, trustedRoots } from './net/roots.js';
import { sharedSignal } from './net/shared-controller.js';
import { readOwnSignatures } from './own-signatures.js';
import { resolveDomains } from './probe-domains.js';
import type { ProbeContext, ServiceEndpoint } from './probe-look.js';
import { normalizeProbeOptions, type ProbeOptions, type ProbeSettings } from './probe-options.js';
import type { ProbeStreamRecord } from './probe-records.js';
import { type ProbedService, probeService } from './probe-service.js';
import { parseReach, type Reach, resolveReach } from './reach.js';
import { parseReachRules } from './reach-rules.js';
import { portVocabulary } from './reference/index.js';
import { blocks, createPlan, type parsePorts, probesOf } from './spec/index.js';
import type { Host } from './types.js';

/** Ports that a probe asks where none are given: those of mail. */
export const DEFAULT_PROBE_PORTS = '25,110,143,465,587,993,995,4190';
/** Port of exchangers (RFC 5321 section 4.5.4.2). */
const EXCHANGER_PORTS = '25';

/**
 * Talks patiently to single services: reads the whole greeting, identifies what answers, lists what it offers before and
 * after the upgrade to TLS, says goodbye; then tells what is wrong or weak. No password and no mail is ever sent.
 *
 * Yields one `domain` a domain of `mx` and `srv` first, then one `probe` a service in the order of the plan, and behind those
 * of a host a `mail-host` where several were asked; a `failure` for each target that cannot be asked. Where port 25 is silent,
 * what follows waits until it is known whether anybody answers there.
 *
 * @throws PortolanError at once, with code `ERR_TARGET_SPEC`, `ERR_PORT_SPEC` or `ERR_OPTION`, for what cannot be meant
 * @example
 * for await (const record of probe({ targets: 'mail.example.org' })) {
 *   if (record.type === 'probe') console.log(record.port, record.verdict.code, record.findings);
 * }
 */
export function probe(options: ProbeOptions): AsyncIterable<ProbeStreamRecord> {
  const settings = normalizeProbeOptions(options);
  const isOfDomains = settings.mx.length + settings.srv.length > 0;
  const { targets = [], ...rest } = options;
  const isByDomain = isOfDomains && [targets].flat().length === 0;
  const reach = isByDomain ? null : parseReach({ ...rest, targets }, portVocabulary(), DEFAULT_PROBE_PORTS);
  // What is wrong with the ports and the family is told at once in any case.
  const exchangers = parseReachRules(rest, portVocabulary(), EXCHANGER_PORTS);
  return { [Symbol.asyncIterator]: () => runProbe({ options, settings, reach, ports: exchangers.otherwise }) };
}

/** A probe as it was understood. */
interface Run {
  readonly options: ProbeOptions;
  readonly settings: ProbeSettings;
  /** Null where only domains were given. */
  readonly reach: Reach | null;
  /** Ports to ask exchangers at. */
  readonly ports: ReturnType<typeof parsePorts>;
}

async function* runProbe({ options, settings, reach, ports }: Run): AsyncGenerator<ProbeStreamRecord> {
  const controller = new AbortController();
  const signal = sharedSignal([controller.signal, ...(options.signal ? [options.signal] : [])]);
  try {
    const knowledge = await knowledgeWith(await readOwnSignatures(options.signatures));
    const roots = trustedRoots(await readAuthorities([options.ca ?? []].flat()));
    const dns = dnsOf(settings, signal);
    const resolve = resolverFor(options, settings, dns);
    const context: ProbeContext = { ...settings, knowledge, dns, roots, signal, dial: options.dial ?? dialTcp };
    const endpoints: ServiceEndpoint[] = [];
    if (dns !== null && settings.mx.length + settings.srv.length > 0) {
      const { family } = options;
      for await (const domain of resolveDomains({ ...settings, dns, resolve, family, ports, roots, signal })) {
        yield domain.record;
        yield* domain.failures;
        endpoints.push(...domain.endpoints);
      }
    }
    const resolved = reach && (await resolveReach({ ...reach, resolve }, options.signal));
    yield* resolved?.failures ?? [];
    yield* told(probed(inTurn(endpoints, resolved?.entries ?? []), context), settings);
  } finally {
    controller.abort();
  }
}

/** Who is asked about names beside the system's resolver: nobody, unless a domain is to be looked at or a server was named. */
function dnsOf({ dnsServer, mx, srv }: ProbeSettings, signal: AbortSignal): DnsClient | null {
  if (dnsServer !== null) return dnsClient({ servers: [dnsServer], signal });
  return mx.length + srv.length > 0 ? dnsClient({ servers: systemDnsServers(), signal }) : null;
}

function resolverFor({ resolve }: ProbeOptions, { dnsServer }: ProbeSettings, dns: DnsClient | null): Resolver {
  return resolve ?? (dnsServer !== null && dns !== null ? resolverOf(dns) : resolveWithSystem);
}

/** Those of domains first, then host by host, since a person reads the services of a host together. */
function* inTurn(
  ofDomains: readonly ServiceEndpoint[],
  entries: Parameters<typeof createPlan>[0],
): Generator<ServiceEndpoint> {
  yield* ofDomains;
  for (const block of blocks(createPlan(entries), { hosts: 1 })) {
    for (const { host, port } of probesOf(block)) {
      yield { host: block.hosts[host] as Host, port, origin: null, domain: null };
    }
  }
}

/** Probes several services at a time, and gives them in order. */
async function* probed(endpoints: Iterable<ServiceEndpoint>, context: ProbeContext): AsyncGenerator<ProbedService> {
  const limit = pLimit(PROBES_AT_ONCE);
  const begun: Promise<ProbedService>[] = [];
  for (const endpoint of endpoints) {
    if (context.signal.aborted) break;
    const service = limit(() => probeService(endpoint, context));
    // Told when its turn has come; until then nobody listens.
    service.catch(() => {});
    begun.push(service);
    if (begun.length >= 2 * PROBES_AT_ONCE) yield await (begun.shift() as Promise<ProbedService>);
  }
  for (const service of begun) yield await service;
}

/** The records of services, and of their hosts. */
async function* told(
  services: AsyncIterable<ProbedService>,
  { language }: ProbeSettings,
): AsyncGenerator<ProbeStreamRecord> {
  const hosts = new HostGroups(language);
  const silent = new SilentExchangers();
  for await (const service of services) {
    for (const record of [...hosts.add(service), service.record]) yield* silent.add(record);
  }
  for (const record of hosts.end()) yield* silent.add(record);
  yield* silent.end();
}
