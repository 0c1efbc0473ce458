import {
  CONNECT_TIMEOUT_MS,
  GREET_TIMEOUT_MS,
  MAX_CONNECT_TIMEOUT_MS,
  MAX_GREET_TIMEOUT_MS,
  MAX_PROBE_TIMEOUT_MS,
  MAX_RETRY_AFTER_MS,
  PATIENT_TALK_MS,
  RETRY_AFTER_MS,
} from './defaults.js';
import { PortolanError } from './errors.js';
import { type RelayAddresses, relayAddresses } from './mail/index.js';
import { type DnsServer, parseDnsServer } from './net/dns-client.js';
import { checkSignatures, oneOf, wholeNumber } from './option-checks.js';
import type { ReachOptions } from './options.js';
import type { IdentifyMode } from './records.js';
import { parseTarget } from './spec/index.js';
import type { Language } from './types.js';

export interface ProbeOptions extends Omit<ReachOptions, 'targets'> {
  /** Hosts and services to probe, as in {@link ReachOptions}. May be left out where `mx` or `srv` is given. */
  readonly targets?: string | readonly string[] | undefined;
  /** How far to go, as in `ScanOptions`; `listen` sends nothing. Default `light`. */
  readonly identify?: Exclude<IdentifyMode, 'off'> | undefined;
  /** Domains whose mail exchangers are probed: every address of each (RFC 5321 section 5.1), at port 25 unless `ports` says else. */
  readonly mx?: string | readonly string[] | undefined;
  /** Domains whose services for clients are probed, as their SRV records name them (RFC 6186, RFC 8314 section 5.1). */
  readonly srv?: string | readonly string[] | undefined;
  /** Of each domain only the first address of the best exchanger, and of the best server of each service. Default false. */
  readonly first?: boolean | undefined;
  /** The DNS server to ask, `address` or `address:port`. Default: those of the system, asked only for `mx` and `srv`. */
  readonly dns?: string | undefined;
  /** How we introduce ourselves in EHLO: a host name, or an address in brackets. Default: our address in brackets. */
  readonly helo?: string | undefined;
  /**
   * Milliseconds for the whole greeting of a server that speaks first, 1 to 300,000. Default 30,000: some delay it for 20 s on
   * purpose.
   */
  readonly greetTimeoutMs?: number | undefined;
  /** Try which versions of TLS are accepted, over up to three further connections a service. Default false. */
  readonly tlsVersions?: boolean | undefined;
  /** Authorities to trust beside the system's: paths of PEM files, or PEM itself. Default none. */
  readonly ca?: string | readonly string[] | undefined;
  /**
   * Ask whether mail from anybody to anybody is taken. Only for hosts of one's own, which `ownHost` confirms. No mail is
   * sent: the sender and the recipient are named, and taken back. Default: not asked.
   */
  readonly relayTest?: RelayTestOptions | undefined;
  /** Milliseconds until a server that put us off is asked once more, 0 to 600,000; 0 is never. Default 5000. */
  readonly retryAfterMs?: number | undefined;
  /** Of the sentences of findings. Default `en`. */
  readonly language?: Language | undefined;
}

export interface RelayTestOptions {
  /** That the hosts are one's own, or that their owner agrees. */
  readonly ownHost: true;
  /** Sender to name. Default none (`<>`), as of bounces: every server has to take it, whatever it makes of domains. */
  readonly from?: string | undefined;
  /** Recipient to name. Default an address at a domain reserved for examples (RFC 2606). */
  readonly to?: string | undefined;
}

/** The numbers and words of a probe after defaults; checked. */
export interface ProbeSettings {
  readonly timeoutMs: number;
  readonly greetTimeoutMs: number;
  readonly probeTimeoutMs: number;
  readonly identify: Exclude<IdentifyMode, 'off'>;
  readonly mx: readonly string[];
  readonly srv: readonly string[];
  readonly first: boolean;
  readonly dnsServer: DnsServer | null;
  readonly helo: string | undefined;
  readonly tlsVersions: boolean;
  readonly relay: RelayAddresses | null;
  readonly retryAfterMs: number;
  readonly language: Language;
}

/** @throws PortolanError with code `ERR_OPTION` for a value out of its range, `ERR_TARGET_SPEC` for what is no domain. */
export function normalizeProbeOptions(options: ProbeOptions): ProbeSettings {
  const { timeoutMs = CONNECT_TIMEOUT_MS, identify = 'light', language = 'en', dns, relayTest } = options;
  checkSignatures(options.signatures);
  const greetTimeoutMs = wholeNumber(
    'greetTimeoutMs',
    options.greetTimeoutMs ?? GREET_TIMEOUT_MS,
    1,
    MAX_GREET_TIMEOUT_MS,
  );
  const probeTimeoutMs = options.probeTimeoutMs ?? greetTimeoutMs + PATIENT_TALK_MS;
  return {
    identify: oneOf('identify', identify, ['listen', 'light', 'full']),
    timeoutMs: wholeNumber('timeoutMs', timeoutMs, 1, MAX_CONNECT_TIMEOUT_MS),
    probeTimeoutMs: wholeNumber('probeTimeoutMs', probeTimeoutMs, 1, MAX_PROBE_TIMEOUT_MS),
    greetTimeoutMs,
    mx: domainsOf(options.mx),
    srv: domainsOf(options.srv),
    first: options.first ?? false,
    dnsServer: dns === undefined ? null : parseDnsServer(dns),
    helo: options.helo === undefined ? undefined : checkedHelo(options.helo),
    tlsVersions: options.tlsVersions ?? false,
    relay: relayTest === undefined ? null : checkedRelay(relayTest),
    retryAfterMs: wholeNumber('retryAfterMs', options.retryAfterMs ?? RETRY_AFTER_MS, 0, MAX_RETRY_AFTER_MS),
    language: oneOf('language', language, ['en', 'zh-CN']),
  };
}

function domainsOf(domains: string | readonly string[] = []): string[] {
  return [...new Set([domains].flat().map(domainOf))];
}

/** The domain in ASCII; of an address of mail the part behind the `@` is meant. */
function domainOf(text: string): string {
  const problem = 'a domain is a name such as example.org';
  const suggestion = String(text).split('@')[1];
  const details = { value: String(text), problem, ...(suggestion ? { suggestion } : {}) };
  if (typeof text !== 'string' || text.includes('@')) throw new PortolanError('ERR_TARGET_SPEC', details);
  const target = parseTarget(text.replace(/\.$/, ''));
  if (target.kind !== 'name' || target.port !== null) throw new PortolanError('ERR_TARGET_SPEC', details);
  return target.name.toLowerCase();
}

/** A name that stays one word of one line (RFC 5321 section 4.1.1.1). */
function checkedHelo(name: string): string {
  const isOneWord = typeof name === 'string' && /^[!-~]{1,255}$/.test(name);
  const problem = 'a name for EHLO is a host name, or an address in brackets, without blanks and control characters';
  if (!isOneWord) throw new PortolanError('ERR_OPTION', { value: String(name), problem });
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) {
    throw new PortolanError('ERR_OPTION', { value: name, problem, suggestion: `[${name}]` });
  }
  return name;
}

function checkedRelay({ ownHost, from, to }: RelayTestOptions): RelayAddresses {
  if (ownHost !== true) {
    throw new PortolanError('ERR_OPTION', { problem: 'a relay test needs the confirmation that the host is your own' });
  }
  return relayAddresses({ from, to });
}
