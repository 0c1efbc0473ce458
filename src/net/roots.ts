import { readFileSync, statSync } from 'node:fs';
import * as tls from 'node:tls';
import { MAX_AUTHORITIES_BYTES, MAX_KEPT_CONTEXTS } from '../defaults.js';

export { readAuthorities } from './authorities.js';

/** Where systems keep the authorities that they trust, all in one file. The first that exists counts. */
const BUNDLES = [
  // Debian, Ubuntu, Arch, Gentoo, Alpine
  '/etc/ssl/certs/ca-certificates.crt',
  // Fedora, RHEL
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  // openSUSE
  '/etc/ssl/ca-bundle.pem',
  // OpenBSD, macOS
  '/etc/ssl/cert.pem',
  // FreeBSD
  '/usr/local/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
  // NetBSD
  '/etc/openssl/certs/ca-certificates.crt',
  // Solaris, illumos
  '/etc/certs/ca-certificates.crt',
];
/** Systems that keep them in a store of their own instead. */
const WITH_STORE: readonly string[] = ['darwin', 'win32'];

/** What tells which authorities a machine trusts. */
export interface TrustSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The text of a file; null where it cannot be had. */
  readonly read: (path: string) => string | null;
  /** What the runtime finds in the system's store; empty where it cannot look (before Node 22.15). */
  readonly store: () => readonly string[];
  /** What the runtime brings along. */
  readonly bundled: () => readonly string[];
}

let found: { readonly roots: string[] | undefined } | undefined;

/**
 * The authorities to trust, for the `ca` of a TLS connection: the system's, those of `NODE_EXTRA_CA_CERTS`, and further ones.
 * Each text may hold many. `undefined` where the system's are not found and there are no further ones: the runtime then
 * takes its own, and `NODE_EXTRA_CA_CERTS` by itself.
 *
 * They are read once, when they are asked for first (1 ms), and parsed by whoever makes a context of them: see
 * {@link sharedContext}.
 *
 * @param extra - Authorities in PEM. Default: none.
 */
export function trustedRoots(extra: readonly string[] = []): string[] | undefined {
  found ??= { roots: findRoots(MACHINE) };
  return withFurther(found.roots, MACHINE, extra);
}

/** The same for a machine that is handed in. */
export function rootsOf(sources: TrustSources, extra: readonly string[] = []): string[] | undefined {
  return withFurther(findRoots(sources), sources, extra);
}

function withFurther(
  roots: string[] | undefined,
  sources: TrustSources,
  extra: readonly string[],
): string[] | undefined {
  if (extra.length === 0) return roots;
  return [...(roots ?? [...sources.bundled(), ...furtherRoots(sources)]), ...extra];
}

/** Of the system, in the order of OpenSSL's own habits; undefined where none are found. */
function findRoots(sources: TrustSources): string[] | undefined {
  const { environment, platform, store } = sources;
  const named = environment['SSL_CERT_FILE'];
  const bundles = () => firstBundle(sources, BUNDLES);
  const stored = () => [...new Set(store())];
  const ways = WITH_STORE.includes(platform) ? [stored, bundles] : [bundles, stored];
  for (const way of [() => firstBundle(sources, named ? [named] : []), ...ways]) {
    const roots = way();
    if (roots.length > 0) return [...new Set([...roots, ...furtherRoots(sources)])];
  }
  return undefined;
}

function furtherRoots(sources: TrustSources): string[] {
  const path = sources.environment['NODE_EXTRA_CA_CERTS'];
  return path ? firstBundle(sources, [path]) : [];
}

function firstBundle({ read }: TrustSources, paths: readonly string[]): string[] {
  for (const path of paths) {
    const text = read(path);
    if (text?.includes('CERTIFICATE-----')) return [text];
  }
  return [];
}

const MACHINE: TrustSources = {
  environment: process.env,
  platform: process.platform,
  read: readBundle,
  store: () => readStore(),
  bundled: () => tls.rootCertificates,
};

function readBundle(path: string): string | null {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MAX_AUTHORITIES_BYTES ? readFileSync(path, 'latin1') : null;
  } catch {
    // Not there or not for us: the next place may be.
    return null;
  }
}

function readStore(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => string[] };
  try {
    return getCACertificates?.('system') ?? [];
  } catch {
    // A store that is locked or damaged.
    return [];
  }
}

const contexts = new WeakMap<object, Map<string, tls.SecureContext>>();
/** Stands for the runtime's own authorities, which are shared anyway. */
const OWN = {};

/**
 * A context of TLS for these authorities and settings. It is made once: to parse the authorities of a system takes 18 ms in
 * Node 20 and 5 ms in Node 22, which each connection would pay that is handed a `ca`; a connection with a context pays none.
 *
 * @param roots - What {@link trustedRoots} gave: the same array for the same context.
 */
export function sharedContext(
  roots: readonly string[] | undefined,
  settings: Omit<tls.SecureContextOptions, 'ca'> = {},
): tls.SecureContext {
  const kept = contexts.get(roots ?? OWN) ?? new Map<string, tls.SecureContext>();
  contexts.set(roots ?? OWN, kept);
  const key = JSON.stringify(settings);
  const context = kept.get(key) ?? tls.createSecureContext({ ...settings, ...(roots ? { ca: [...roots] } : {}) });
  if (kept.size >= MAX_KEPT_CONTEXTS) kept.clear();
  kept.set(key, context);
  return context;
}
