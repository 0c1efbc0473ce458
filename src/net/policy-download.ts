import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ConnectionOptions, PeerCertificate, TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { MAX_POLICY_BYTES, POLICY_ADDRESS_PAUSE_MS, POLICY_TIMEOUT_MS } from '../defaults.js';
import { type Clock, systemClock } from './clock.js';
import { Deadline } from './deadline.js';
import type { ResolvedAddress, Resolver } from './resolve.js';
import { sharedContext } from './roots.js';

/**
 * Why there is no policy at its place.
 *
 * - `unresolvable`: its host has no address, or the resolver gave no answer
 * - `unreachable`: nobody answers there
 * - `timeout`: it was not read in time
 * - `stopped`: the signal was aborted
 * - `tls-failed`: no TLS came about
 * - `certificate`: the server's certificate does not verify, or is for another name
 * - `redirected`: the server leads elsewhere, where nobody may follow
 * - `not-found`: it has no such page
 * - `server-error`: it answers with another status than 200
 * - `wrong-media-type`: what it has is no `text/plain`
 * - `too-large`: more than a policy can be
 * - `cut-off`: the connection broke off, or what came is no answer
 */
export type PolicyProblem =
  | 'unresolvable'
  | 'unreachable'
  | 'timeout'
  | 'stopped'
  | 'tls-failed'
  | 'certificate'
  | 'redirected'
  | 'not-found'
  | 'server-error'
  | 'wrong-media-type'
  | 'too-large'
  | 'cut-off';

export type PolicyDownload = { readonly text: string } | { readonly fault: PolicyProblem };

export interface PolicyOptions {
  /** Finds the addresses of the host. */
  readonly resolve: Resolver;
  /** Authorities to trust. Default: those of the runtime. */
  readonly roots?: readonly string[] | undefined;
  /** Default 443. */
  readonly port?: number | undefined;
  /** Milliseconds for everything: names, connections, reading. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** What the connection takes, though the types of the request do not tell. */
interface AddressSettings {
  readonly autoSelectFamily: boolean;
  readonly autoSelectFamilyAttemptTimeout: number;
}

const PATH = '/.well-known/mta-sts.txt';
const GONE: readonly number[] = [404, 410];

/**
 * Gets the policy of MTA-STS as RFC 8461 section 3.3 has it: by HTTPS with a certificate that verifies and is for the host, no
 * redirects, `text/plain`, not more than 64 KiB, one deadline for all. Never rejects.
 *
 * @param host - Such as `mta-sts.example.org`, in Unicode or ASCII.
 */
export function downloadPolicy(host: string, options: PolicyOptions): Promise<PolicyDownload> {
  const { timeoutMs = POLICY_TIMEOUT_MS, clock = systemClock, signal } = options;
  return new Promise((resolve) => {
    const over = new AbortController();
    const finish = (download: PolicyDownload) => {
      cancel();
      signal?.removeEventListener('abort', stop);
      resolve(download);
      over.abort();
    };
    const stop = () => finish({ fault: 'stopped' });
    const cancel = new Deadline(timeoutMs, clock).schedule(() => finish({ fault: 'timeout' }));
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    else void fetchFrom(domainToASCII(host), options, over.signal).then(finish);
  });
}

async function fetchFrom(host: string, options: PolicyOptions, over: AbortSignal): Promise<PolicyDownload> {
  // What is no host name has become empty.
  const addresses = host === '' ? [] : await options.resolve(host, undefined).catch(() => []);
  if (addresses.length === 0) return { fault: 'unresolvable' };
  return over.aborted ? { fault: 'stopped' } : await ask(host, addresses, options, over);
}

function ask(
  host: string,
  addresses: readonly ResolvedAddress[],
  { roots, port = 443 }: PolicyOptions,
  signal: AbortSignal,
): Promise<PolicyDownload> {
  return new Promise((resolve) => {
    const settings: RequestOptions & ConnectionOptions & AddressSettings = {
      host,
      port,
      path: PATH,
      servername: host,
      agent: false,
      signal,
      lookup: lookupIn(addresses),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: POLICY_ADDRESS_PAUSE_MS,
      secureContext: sharedContext(roots),
      rejectUnauthorized: true,
      checkServerIdentity: identityError,
    };
    const asked = request(settings);
    asked.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ fault: faultOf(error, asked.socket as TLSSocket | null) });
    });
    asked.on('response', (response) => {
      void textOf(response).then((download) => {
        resolve(download);
        asked.destroy();
      });
    });
    asked.end();
  });
}

/** Gives the addresses that are known already. */
function lookupIn(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** Only the alternative names count (RFC 8461 section 3.3). */
function identityError(host: string, { raw }: PeerCertificate): Error | undefined {
  try {
    if (new X509Certificate(raw).checkHost(host, { subject: 'never' }) !== undefined) return undefined;
  } catch {
    // A certificate of a shape that cannot be read twice is for nobody.
  }
  return new Error('the certificate is for another name');
}

function faultOf({ code = '' }: NodeJS.ErrnoException, socket: TLSSocket | null): PolicyProblem {
  if (socket?.authorizationError) return 'certificate';
  if (/^(?:ERR_SSL_|EPROTO$)/.test(code)) return 'tls-failed';
  if (code.startsWith('HPE_')) return 'cut-off';
  // A connection that ends before TLS is there never was one to the policy.
  if (socket?.getProtocol?.()) return 'cut-off';
  return code === 'ECONNRESET' ? 'tls-failed' : 'unreachable';
}

async function textOf(response: IncomingMessage): Promise<PolicyDownload> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode <= 399) return { fault: 'redirected' };
  if (GONE.includes(statusCode)) return { fault: 'not-found' };
  if (statusCode !== 200) return { fault: 'server-error' };
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (mediaType.trim().toLowerCase() !== 'text/plain') return { fault: 'wrong-media-type' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_POLICY_BYTES) return { fault: 'too-large' };
    }
  } catch {
    return { fault: 'cut-off' };
  }
  return { text: Buffer.concat(chunks).toString('utf8') };
}
