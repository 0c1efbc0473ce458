import type { TlsSummary } from '../types.js';
import type { MailRole } from './types.js';

/**
 * How OpenSSL calls an alert that it received: by the version that first had it, whatever the one spoken. Since 3.2 the older
 * ones have `SSL/TLS` in their text in place of `SSLv3`.
 */
const ALERT = /^ERR_SSL_(?:(?:SSLV3|TLSV1|TLSV13|SSL\/TLS|SSL_TLS|TLS)_ALERT|TLSV1(?!_ALERT)|TLSV13(?!_ALERT))_(\w+)$/;

/** The alert by which a server broke off the handshake, as RFC 8446 section 6 names it; null where it was none. */
export function alertOf(problem: string): string | null {
  return ALERT.exec(problem)?.[1]?.toLowerCase() ?? null;
}

/**
 * Why a client that verifies, as it must for this service (RFC 8314 section 5.3), turns away; null where it does not. Who
 * relays mail takes any certificate unless DANE or MTA-STS binds it (RFC 7435), which is judged by itself.
 *
 * @param byAddress - Whether the server was asked by its address: that its certificate is for a name is no fault then.
 */
export function certificateFault(role: MailRole | null, tls: TlsSummary | null, byAddress: boolean): string | null {
  if (role === null || role === 'relay' || tls === null || tls.authorized) return null;
  if (byAddress && tls.chainError === null && tls.certificate !== null) return null;
  return tls.authorizationError ?? 'unknown';
}
