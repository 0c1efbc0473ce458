/** Rules about the services of one host together. */
import type { CertificateSummary } from '../../types.js';
import type { MailFacts } from '../types.js';
import { greetingLine } from './facts.js';
import { ifAny, type Rule } from './rule.js';

/** What is known of a host. */
export interface HostFacts {
  readonly services: readonly MailFacts[];
  /** Ports that refused the connection. */
  readonly closed: readonly number[];
}

export const HOST_RULES: readonly Rule<HostFacts>[] = [
  { id: 'submissions-missing', judge: (facts) => ifAny(withoutTwin(facts, 'smtp', 587, 465)) },
  {
    id: 'retrieval-tls-port-missing',
    judge: (facts) => ifAny([...withoutTwin(facts, 'imap', 143, 993), ...withoutTwin(facts, 'pop3', 110, 995)]),
  },
  { id: 'certificates-differ', judge: certificatesDiffer },
];

/** A service that begins in clear at its port and is refused at the one of TLS. */
function withoutTwin(
  { services, closed }: HostFacts,
  protocol: MailFacts['protocol'],
  port: number,
  twin: number,
): readonly string[] {
  const service = services.find(
    (each) => each.protocol === protocol && each.port === port && !each.secure && each.greeting !== '',
  );
  return service !== undefined && closed.includes(twin) ? [`${port}: ${greetingLine(service)}`, `${twin}: closed`] : [];
}

/** A certificate, and the ports where it was shown. */
interface Shown {
  readonly certificate: CertificateSummary;
  readonly ports: number[];
}

/** A server may well have one with RSA and one with an elliptic curve for the same names. */
function certificatesDiffer({ services }: HostFacts): readonly string[] | null {
  const shown = new Map<string, Shown>();
  for (const { tls, port } of services) {
    if (tls?.certificate == null) continue;
    const { certificate } = tls;
    const entry = shown.get(certificate.fingerprint) ?? { certificate, ports: [] };
    entry.ports.push(port);
    shown.set(certificate.fingerprint, entry);
  }
  const all = [...shown.values()];
  const kinds = new Set(all.map(({ certificate }) => certificate.key?.type));
  const names = new Set(all.map(({ certificate }) => [...certificate.names].sort().join()));
  return all.length > kinds.size || names.size > 1 ? all.map(describe) : null;
}

function describe({ certificate, ports }: Shown): string {
  const { subject, names, validTo, fingerprint } = certificate;
  return `${ports.join(', ')}: ${names.join(', ') || subject}, valid to ${validTo.slice(0, 10)}, SHA-256 ${fingerprint.slice(0, 16)}`;
}
