import type { TlsVersion, TlsVersions } from './types.js';

/** Versions of TLS, the newest first. What is older (SSL) this runtime does not speak. */
const VERSIONS: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/**
 * What a try came to: the version that was agreed upon; `refused` where the server turned down everything that was
 * offered; null where it did not come to a handshake, so that nothing is known.
 */
export type TlsTry = string | 'refused' | null;

/**
 * Which versions of TLS a server accepts. Each try offers all versions up to one, so that a server which accepts two of them
 * needs three tries at most.
 *
 * @param agreed - The version that a handshake offering all of them came to.
 * @param attempt - Makes a handshake that offers versions up to this one.
 */
export async function tryTlsVersions(
  agreed: string | null,
  attempt: (newest: TlsVersion) => Promise<TlsTry>,
): Promise<TlsVersions> {
  const accepted: Record<TlsVersion, boolean | null> = {
    TLSv1: null,
    'TLSv1.1': null,
    'TLSv1.2': null,
    'TLSv1.3': null,
  };
  let outcome: TlsTry = agreed;
  for (let at = 0; at < VERSIONS.length; ) {
    const found = indexOf(outcome);
    if (outcome === 'refused') {
      for (const version of VERSIONS.slice(at)) accepted[version] = false;
      break;
    }
    // An unknown word, or one newer than what was offered, tells nothing.
    if (found < at) break;
    for (const version of VERSIONS.slice(at, found)) accepted[version] = false;
    accepted[VERSIONS[found]!] = true;
    at = found + 1;
    const next = VERSIONS[at];
    if (next !== undefined) outcome = await attempt(next);
  }
  return accepted;
}

function indexOf(outcome: TlsTry): number {
  return (VERSIONS as readonly TlsTry[]).indexOf(outcome);
}
