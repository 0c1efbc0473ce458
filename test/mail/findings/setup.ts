/** Scripted servers of one host at the ports of mail, probed through the public API. */
import type { TestContext } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { type ProbeOptions, type ProbeStreamRecord, probe } from '../../../src/index.js';
import { type Dialer, dialTcp } from '../../../src/net/dial.js';
import type { ScriptOptions } from '../../../src/testing/index.js';
import { AUTHORITY, SIGNED } from '../../helpers/certificate.js';
import { type DnsServerOptions, serveDns } from '../../helpers/dns-server.js';
import { systemError } from '../../helpers/fake-dialer.js';
import { changed, type ReadyScript, readyScript, serveScript } from '../../helpers/scripted.js';

/** One service. */
export interface Service extends Pick<ScriptOptions, 'implicitTls'> {
  readonly script: string;
  /** Default: the right certificate of the test authority. */
  readonly tls?: TlsOptions;
}

/** A host, and how it is asked. */
export interface Setup {
  /** Services by port; at all other ports that are asked the host refuses. */
  readonly services: Readonly<Record<number, Service>>;
  /** Ports to ask. Default: those of the services. */
  readonly ports?: string;
  /** Default `mail.portolan.test`; null for none, where domains are asked. */
  readonly target?: string | null;
  readonly options?: Partial<ProbeOptions>;
  /** Records of a DNS server that is to be asked. Default: none is. */
  readonly zone?: readonly string[];
  readonly dns?: DnsServerOptions;
}

type Changes = Readonly<Record<string, string>>;

const service = (name: ReadyScript, ready: Changes, changes: Changes, more: Partial<Service>): Service => ({
  script: changed(changed(readyScript(name), ready), changes),
  ...more,
});

/** What other servers deliver to: no login. */
export const relay = (changes: Changes = {}, more: Partial<Service> = {}): Setup => ({
  services: {
    25: service(
      'smtp',
      { '250-ENHANCEDSTATUSCODES\n  S: 250 AUTH PLAIN LOGIN': '250 ENHANCEDSTATUSCODES' },
      changes,
      more,
    ),
  },
});

export const submission = (changes: Changes = {}, more: Partial<Service> = {}): Setup => ({
  services: { 587: service('smtp', { 'AUTH PLAIN LOGIN': 'AUTH PLAIN' }, changes, more) },
});

export const pop3 = (changes: Changes = {}, more: Partial<Service> = {}): Setup => ({
  services: { 110: service('pop3', {}, changes, more) },
});

export const imap = (changes: Changes = {}, more: Partial<Service> = {}): Setup => ({
  services: { 143: service('imap', { 'SASL-IR LITERAL+': 'SASL-IR' }, changes, more) },
});

export const sieve = (changes: Changes = {}, more: Partial<Service> = {}): Setup => ({
  services: { 4190: service('sieve', {}, changes, more) },
});

/** The same service with TLS from the first byte, at another port. */
export function implicit(setup: Setup, port: number): Setup {
  const [only] = Object.values(setup.services);
  // Nobody asks for an upgrade there, and what is said in clear is never asked for.
  return { ...setup, services: { [port]: { ...only!, implicitTls: true } } };
}

/** Probes a host once. */
export async function records(t: TestContext, setup: Setup): Promise<ProbeStreamRecord[]> {
  const { services, target = 'mail.portolan.test', options = {}, zone, dns: dnsOptions } = setup;
  const places = new Map<number, number>();
  for (const [port, { script, tls = SIGNED.right, ...rest }] of Object.entries(services)) {
    places.set(Number(port), (await serveScript(t, script, { tls, ...rest })).port);
  }
  const dns = zone === undefined ? null : await serveDns(t, zone, dnsOptions);
  const asked = probe({
    ...(target === null ? {} : { targets: target }),
    ports: setup.ports ?? [...places.keys()].join(','),
    dial: dialerTo(places),
    ...(dns === null ? { resolve: async () => [{ address: '127.0.0.1', family: 4 }] } : { dns: dns.text }),
    ca: AUTHORITY,
    retryAfterMs: 0,
    ...options,
  });
  const all: ProbeStreamRecord[] = [];
  for await (const record of asked) all.push(record);
  return all;
}

/** Leads the well-known ports to those where the scripts are served. */
function dialerTo(places: ReadonlyMap<number, number>): Dialer {
  return (endpoint, options) => {
    const port = places.get(endpoint.port);
    if (port === undefined) return Promise.reject(systemError('ECONNREFUSED'));
    return dialTcp({ ...endpoint, address: '127.0.0.1', family: 4, port }, options);
  };
}

/** All findings, of services, hosts and domains. */
export function findingsIn(all: readonly ProbeStreamRecord[]) {
  return all.flatMap((record) => (record.type === 'failure' ? [] : record.findings));
}
