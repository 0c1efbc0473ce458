import { MAX_REDIRECTS } from '../defaults.js';
import { type ErrorDetails, PortolanError } from '../errors.js';

export interface DownloadOptions {
  /** Most bytes to read; more is refused. */
  readonly maxBytes: number;
  /** Milliseconds for everything: names, connections, redirects, reading. */
  readonly timeoutMs: number;
  /** Ends the download early. */
  readonly signal?: AbortSignal | undefined;
}

/** Answers of a server that says it cannot answer now. */
const LATER: readonly number[] = [408, 425, 429];

/**
 * Reads what is at an `http:` or `https:` URL, whole. Redirects are followed, but not from `https:` to `http:`.
 *
 * @throws PortolanError with code `ERR_DOWNLOAD` where nothing could be had: no connection, no answer in time, stopped, the
 *   server's failure; and with code `ERR_REGISTRY` where what is there cannot be it: no such page, too much, cut off.
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    return await readBody(await follow(url, signal), options.maxBytes);
  } catch (error) {
    throw error instanceof PortolanError ? named(error, url) : failure(url, error, timeout, options);
  }
}

async function follow(first: string, signal: AbortSignal): Promise<Response> {
  let url = parseUrl(first);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await fetch(url, { redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return accepted(response);
    await response.body?.cancel();
    const next = parseUrl(location, url);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      const values = { url: next.href };
      throw unfit({ problem: 'the server leads from https to {url}, which anybody on the way could change', values });
    }
    url = next;
  }
  const values = { times: MAX_REDIRECTS };
  throw unfit({ problem: 'the server leads from one place to another more than {times} times', values });
}

function parseUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
  const isFetchable = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (isFetchable) return url;
  throw unfit({ problem: 'not a URL that can be read: http://… or https://…, without a password' });
}

function accepted(response: Response): Response {
  const { ok, status } = response;
  if (ok && status === 200) return response;
  void response.body?.cancel().catch(() => {});
  const code = status >= 500 || LATER.includes(status) ? 'ERR_DOWNLOAD' : 'ERR_REGISTRY';
  throw new PortolanError(code, { problem: 'the server answers with status {status}', values: { status } });
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const values = { most: maxBytes };
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw unfit({ problem: 'more than {most} bytes, which the registry never has', values });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof PortolanError || isAbort(error)) throw error;
    throw unfit({ problem: 'the connection broke off after {bytes} bytes', values: { bytes }, cause: error });
  }
  return Buffer.concat(chunks);
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

function failure(
  url: string,
  cause: unknown,
  timeout: AbortSignal,
  { timeoutMs, signal }: DownloadOptions,
): PortolanError {
  const about = { value: url, cause };
  if (signal?.aborted) return new PortolanError('ERR_DOWNLOAD', { ...about, problem: 'stopped before it was read' });
  if (timeout.aborted) {
    const values = { seconds: timeoutMs / 1000 };
    return new PortolanError('ERR_DOWNLOAD', { ...about, problem: 'not read within {seconds} s', values });
  }
  const { code, message } = ((cause as Error).cause ?? cause) as NodeJS.ErrnoException;
  const values = { code: code ?? message };
  return new PortolanError('ERR_DOWNLOAD', { ...about, problem: 'no connection ({code})', values });
}

/** What is there cannot be it. */
function unfit(details: ErrorDetails): PortolanError {
  return new PortolanError('ERR_REGISTRY', details);
}

/** The error with the URL that was asked for first. */
function named(error: PortolanError, url: string): PortolanError {
  return new PortolanError(error.code, { ...error.details, value: url });
}
