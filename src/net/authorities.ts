import { X509Certificate } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { MAX_AUTHORITIES_BYTES } from '../defaults.js';
import { type ErrorDetails, PortolanError } from '../errors.js';

const PEM = '-----BEGIN ';
/** How a certificate begins, by its names of RFC 7468 section 5.1 and OpenSSL. */
const BEGIN = /^(?=-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----)/m;
/** How one begins in DER: a sequence (X.690). */
const SEQUENCE = 0x30;

/**
 * Reads authorities to trust.
 *
 * @param sources - Paths of files in PEM or DER, or texts in PEM. Certificates are taken from them, and nothing else.
 * @returns Each certificate in PEM.
 * @throws PortolanError with code `ERR_OPTION` for a file that cannot be read, is too large, or has no certificate in it.
 */
export async function readAuthorities(sources: readonly string[]): Promise<string[]> {
  const certificates: string[] = [];
  for (const source of sources) {
    const isText = source.includes(PEM);
    // A text is not cited: it may hold a key.
    const value = isText ? {} : { value: source };
    const bytes = isText ? Buffer.from(source) : await readFile(source);
    certificates.push(...certificatesIn(bytes, value));
  }
  return certificates;
}

function certificatesIn(bytes: Buffer, value: { value?: string }): string[] {
  const der = bytes[0] === SEQUENCE ? inPem(bytes) : null;
  if (der !== null) return [der];
  const blocks = bytes
    .toString('latin1')
    .split(BEGIN)
    .filter((block) => BEGIN.test(block));
  if (blocks.length === 0) throw unfit({ ...value, problem: 'has no certificate in it: neither PEM nor DER' });
  return blocks.map((block, index) => {
    const values = { number: index + 1 };
    const certificate = inPem(block);
    if (certificate !== null) return certificate;
    throw unfit({ ...value, problem: 'certificate number {number} in it cannot be read', values });
  });
}

function inPem(certificate: Buffer | string): string | null {
  try {
    return new X509Certificate(certificate).toString();
  } catch {
    return null;
  }
}

async function readFile(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // In pieces, so that a device that never ends does not fill the memory.
    for await (const chunk of createReadStream(path, { end: MAX_AUTHORITIES_BYTES }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
    }
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
  if (length <= MAX_AUTHORITIES_BYTES) return Buffer.concat(chunks);
  throw unfit({ value: path, problem: 'has more than {most} bytes', values: { most: MAX_AUTHORITIES_BYTES } });
}

function unreadable(value: string, cause: NodeJS.ErrnoException): PortolanError {
  const { code = cause.message } = cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return unfit({ value, problem: 'no such file of certificates', cause });
  }
  if (code === 'EISDIR') return unfit({ value, problem: 'is a folder, not a file of certificates', cause });
  return unfit({ value, problem: 'cannot be read ({code})', values: { code }, cause });
}

function unfit(details: ErrorDetails): PortolanError {
  return new PortolanError('ERR_OPTION', details);
}
