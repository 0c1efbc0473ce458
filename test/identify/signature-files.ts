import { readdirSync, readFileSync } from 'node:fs';

/** One example of a signature: what a server said, and the fields that it must give. Either `text` or `subject`. */
export interface Example {
  /** As the server sends it, one character a byte. */
  readonly text?: string;
  /** What the protocol makes of it, where nobody could read the bytes: the lines that signatures are shown. */
  readonly subject?: string;
  /** The request that it answers, where the signature reads several. Default: the first that it is an answer to. */
  readonly on?: string;
  readonly hostname?: string;
  readonly version?: string;
  readonly os?: string;
}

/** A signature as it stands in its file. */
export interface SignatureEntry {
  readonly id: string;
  readonly on?: string | readonly string[];
  /** Servers of another protocol say the same: the protocol has to be known already. */
  readonly ambiguous?: boolean;
  readonly pattern: string;
  readonly flags?: string;
  readonly product: string;
  readonly service?: string;
  readonly source: string;
  readonly examples: readonly Example[];
}

/** A signature file as it stands in `data/signatures`; several may be of one protocol. */
export interface SignatureFile {
  readonly protocol: string;
  readonly on?: string | readonly string[];
  readonly startsAt?: string;
  readonly signatures: readonly SignatureEntry[];
}

const FOLDER = new URL('../../data/signatures/', import.meta.url);

/** Names of the files, without their ending. */
export const NAMES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

export function signatureFile(name: string): SignatureFile {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
}

export const FILES: readonly SignatureFile[] = NAMES.map(signatureFile);

/** Names of the requests whose answers a signature reads, each with its protocol; `greeting` for what is said unasked. */
export function requestsOf(file: SignatureFile, entry: SignatureEntry): string[] {
  return [entry.on ?? file.on ?? 'greeting'].flat().map((name) => requestName(file.protocol, name));
}

/** A request's name with its protocol before it. */
export function requestName(protocol: string, name: string): string {
  return name === 'greeting' || name.includes('/') ? name : `${protocol}/${name}`;
}

/** What servers say unasked, of the examples of one protocol; on request without what others say too. */
export function greetingsOf(protocol: string, { clear = false } = {}): string[] {
  return FILES.filter((file) => file.protocol === protocol).flatMap((file) =>
    file.signatures
      .filter((entry) => requestsOf(file, entry).includes('greeting') && !(clear && entry.ambiguous))
      .flatMap(({ examples }) => examples.filter(({ on = 'greeting' }) => on === 'greeting'))
      .flatMap(({ text }) => (text === undefined ? [] : [text])),
  );
}
