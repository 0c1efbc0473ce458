import { type FileHandle, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DOWNLOAD_TIMEOUT_MS, MAX_REGISTRY_BYTES } from '../../defaults.js';
import { type ErrorDetails, PortolanError } from '../../errors.js';
import { download } from '../../net/download.js';

/** Where IANA offers its registries. */
export const IANA_URLS = [
  'https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.csv',
  'https://www.iana.org/assignments/protocol-numbers/protocol-numbers-1.csv',
];

export interface SourceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: {@link DOWNLOAD_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
  /** Default: {@link MAX_REGISTRY_BYTES}. */
  readonly maxBytes?: number | undefined;
}

/**
 * All bytes of a file or of what is at a URL.
 *
 * @throws PortolanError with code `ERR_REGISTRY` or `ERR_DOWNLOAD`
 */
export async function readSource(source: string, options: SourceOptions = {}): Promise<Uint8Array> {
  const { signal, timeoutMs = DOWNLOAD_TIMEOUT_MS, maxBytes = MAX_REGISTRY_BYTES } = options;
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(source)) return download(source, { signal, timeoutMs, maxBytes });
  return readFile(source, maxBytes);
}

/** In pieces, so that a device that never ends does not fill the memory. */
async function readFile(source: string, maxBytes: number): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(source.startsWith('file://') ? fileURLToPath(source) : source, 'r');
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        const values = { most: maxBytes };
        throw unfit({ value: source, problem: 'more than {most} bytes, which the registry never has', values });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof PortolanError ? error : unreadable(source, error as NodeJS.ErrnoException);
  } finally {
    await file?.close();
  }
}

function unfit(details: ErrorDetails): PortolanError {
  return new PortolanError('ERR_REGISTRY', details);
}

function unreadable(value: string, cause: NodeJS.ErrnoException): PortolanError {
  const { code = String(cause) } = cause;
  const values = { code };
  return unfit({ value, ...(PROBLEMS[code] ?? { problem: 'cannot be read ({code})', values }), cause });
}

const PROBLEMS: Readonly<Record<string, ErrorDetails>> = {
  ENOENT: { problem: 'no such file' },
  ENOTDIR: { problem: 'no such file' },
  EACCES: { problem: 'permission denied' },
  EISDIR: { problem: 'it is a folder' },
};
