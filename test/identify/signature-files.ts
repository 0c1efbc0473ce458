import { readFileSync } from 'node:fs';

/** One example of a signature: a greeting and the fields that it must give. */
export interface Example {
  readonly text: string;
  readonly hostname?: string;
  readonly version?: string;
  readonly os?: string;
}

/** A signature as it stands in its file. */
export interface SignatureEntry {
  readonly id: string;
  readonly pattern: string;
  readonly flags?: string;
  readonly product: string;
  readonly source: string;
  readonly examples: readonly Example[];
}

/** A signature file as it stands in `data/signatures`. */
export interface SignatureFile {
  readonly protocol: string;
  readonly startsAt?: string;
  readonly signatures: readonly SignatureEntry[];
}

export const NAMES = ['smtp', 'pop3', 'imap', 'ftp', 'ssh'];

export function signatureFile(name: string): SignatureFile {
  return JSON.parse(readFileSync(new URL(`../../data/signatures/${name}.json`, import.meta.url), 'utf8'));
}

export const FILES: readonly SignatureFile[] = NAMES.map(signatureFile);
