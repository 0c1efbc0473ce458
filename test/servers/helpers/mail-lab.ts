// A small world of mail for a test: an authority, DNS that knows its hosts, and what a probe says of them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { TestContext } from 'node:test';
import {
  type DomainRecord,
  type MailHostRecord,
  type ProbeOptions,
  type ProbeRecord,
  probe,
} from '../../../src/index.js';
import { type DaemonName, requireDaemon } from './availability.js';
import { startBind } from './bind.js';
import type { Certificate } from './certificate.js';
import { type LeafName, type MailAuthority, makeMailAuthority } from './mail-authority.js';
import { MAIL_HOSTS, type MailHost, makeMailZones, nameOf } from './mail-zones.js';
import type { RunningServer } from './running-server.js';
import { stoppedAfter } from './stopped-after.js';
import { startUnbound } from './unbound.js';

const ZONES = ['test', '127.in-addr.arpa'];

/** What a server of the lab has to know of itself. */
export interface MailSite {
  registeredOn: string;
  hostname: string;
  certificate: Certificate;
}

export interface MailLab {
  authority: MailAuthority;
  /** Options by which a probe knows the lab's names and trusts its authority. */
  options: { dns: string; ca: string };
  /** The resolver of the options. */
  resolver: RunningServer;
  /** Where a server of this name is to be, and what it is to show. By default a right certificate. */
  site(host: MailHost, leaf?: LeafName): MailSite;
  /** Probes, with the options above. */
  probe(options: ProbeOptions): Promise<Probed>;
}

/** What a probe told. */
export interface Probed {
  domains: DomainRecord[];
  /** In their order. */
  services: ProbeRecord[];
  hosts: MailHostRecord[];
  /** Why something could not be asked, in words. */
  failures: string[];
  /** The one service at this port. */
  at(port: number): ProbeRecord;
}

/** Undefined, with the test skipped, where something is missing: a daemon, or the ports of mail on the lab's addresses. */
export async function startMailLab(
  context: TestContext,
  { needs, ports }: { needs: readonly DaemonName[]; ports: readonly number[] },
): Promise<MailLab | undefined> {
  const all = [...needs, 'openssl', 'bind', 'dnssec tools', 'unbound'] as const;
  if (!all.every((name) => requireDaemon(context, name))) return undefined;
  if (!(await requirePorts(context, ports))) return undefined;
  const authority = makeMailAuthority();
  context.after(() => authority.remove());
  const leaf = (host: MailHost, name: LeafName = 'right') => authority.leaf(name, nameOf(host));
  const { zones, anchors } = makeMailZones({ mail: leaf('mail') });
  const bind = await stoppedAfter(context, startBind({ zones }));
  const unbound = await stoppedAfter(context, startUnbound({ asks: bind, zones: ZONES, anchors }));
  const options = { dns: `${unbound.host}:${unbound.port}`, ca: authority.rootFile };
  return {
    authority,
    options,
    resolver: unbound,
    site: (host, name) => ({
      registeredOn: MAIL_HOSTS[host],
      hostname: nameOf(host),
      certificate: leaf(host, name),
    }),
    probe: (more) => collect({ ...options, ...more }),
  };
}

/** A mail server of the machine's own may listen on all addresses. */
async function requirePorts(context: TestContext, ports: readonly number[]): Promise<boolean> {
  for (const port of ports) {
    const server = createServer().listen(port, MAIL_HOSTS.mail);
    try {
      await once(server, 'listening');
    } catch (error) {
      if (process.env['CI'] === 'true') throw error;
      context.skip(`needs port ${port} of ${MAIL_HOSTS.mail}: ${(error as Error).message}`);
      return false;
    } finally {
      server.close();
    }
  }
  return true;
}

async function collect(options: ProbeOptions): Promise<Probed> {
  const domains: DomainRecord[] = [];
  const services: ProbeRecord[] = [];
  const hosts: MailHostRecord[] = [];
  const failures: string[] = [];
  for await (const record of probe(options)) {
    if (record.type === 'domain') domains.push(record);
    else if (record.type === 'probe') services.push(record);
    else if (record.type === 'mail-host') hosts.push(record);
    else failures.push(record.message);
  }
  const at = (port: number) => {
    const [found, ...more] = services.filter((service) => service.port === port);
    if (found === undefined || more.length > 0) throw new Error(`not one service at port ${port}`);
    return found;
  };
  return { domains, services, hosts, failures, at };
}

/** The ids of findings, each behind its grade, the gravest first. */
export function faultsOf({ findings }: Pick<ProbeRecord, 'findings'>): string[] {
  return findings.map(({ grade, id }) => `${grade} ${id}`);
}

/** The same for every service that answered, by its port. */
function faultsByPort({ services }: Probed): Record<number, string[]> {
  const open = services.filter(({ state }) => state === 'open');
  return Object.fromEntries(open.map((service) => [service.port, faultsOf(service)]));
}

/** The services that answered have these faults and no others, in whatever order. */
export function assertFaults(found: Probed, expected: Record<number, readonly string[]>): void {
  const inOrder = (faults: Record<number, readonly string[]>) =>
    Object.fromEntries(Object.entries(faults).map(([port, ids]) => [port, [...ids].sort()]));
  assert.deepEqual(inOrder(faultsByPort(found)), inOrder(expected));
}
