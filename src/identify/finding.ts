import type { Transport } from '../types.js';
import type { SignatureSet } from './signatures.js';

/** What identification needs to know of something that a server said. */
interface Recognition {
  readonly confidence: number;
  readonly text: string;
  readonly hostname: string | null;
  readonly os?: string;
  readonly subject?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** What identification needs to know of a protocol; every protocol of this package is one. */
export interface Recognizer {
  readonly name: string;
  readonly ports: readonly number[];
  readonly tlsPorts: readonly number[];
  readonly tlsName: string | null;
  /** Whether it is TLS itself, inside which something else is spoken. */
  readonly byHandshake?: true;
  recognize(greeting: string): Recognition | null;
  recognizeReply?: (reply: string, request: string) => Recognition | null;
}

/** What was found out about an open port. */
export interface Finding {
  readonly port: number;
  readonly transport: Transport;
  /** What the server said unasked (Latin-1); empty or null where it was silent. */
  readonly greeting: string | null;
  /** What it said to requests, in order. Default nothing. */
  readonly replies?: readonly Saying[];
  /** The protocol settled on by talking, with the reply that settled it; null where nothing was asked or settled. */
  readonly settled: Settled | null;
  /** Whether the connection was inside TLS from the first byte. */
  readonly secure: boolean;
}

/** One thing that a server said, and the request that it answers, as `protocol/request`. */
export interface Saying {
  readonly request: string;
  readonly text: string;
}

/** How talking to the server settled its protocol. */
export interface Settled {
  /** Name of the protocol, such as `smtp`. */
  readonly protocol: string;
  readonly method: 'probe';
  /** The request that was answered, such as `http/get`. */
  readonly request: string;
  readonly text: string;
  /** How far the answer speaks for the protocol, where others could have given it too. Default: beyond doubt. */
  readonly confidence?: number;
}

/** What a finding is compared with. */
export interface Knowledge<P extends Recognizer = Recognizer> {
  readonly signatures: SignatureSet;
  readonly protocols: readonly P[];
}
