/** Why a read ended. Only `complete` means that the whole reply is there; the others carry what came until then. */
export type ReplyEnd = 'complete' | 'timeout' | 'closed' | 'too-long' | 'failed';

/** What the driver resumes a conversation with. */
export interface Reply {
  /** The reply, one character a byte (Latin-1), with its line ends. Empty after `starttls`. */
  readonly text: string;
  readonly end: ReplyEnd;
}

/** Length of the first complete reply at the start of `text`, 0 when more is needed. Never throws. */
export type Frame = (text: string) => number;

/**
 * One step of a conversation.
 *
 * - `read`: resumed with the next reply
 * - `send`: sends the line (CRLF is added) and is resumed with its reply; `frame` replaces the protocol's own
 * - `starttls`: upgrades the connection, resumed with an empty reply whose `end` is `complete` or `failed`
 */
export type Step =
  | { readonly do: 'read' }
  | { readonly do: 'send'; readonly line: string; readonly frame?: Frame }
  | { readonly do: 'starttls' };

/**
 * What happened to the upgrade to TLS inside a conversation.
 *
 * - `unsupported`: this package does not upgrade this protocol
 * - `not-tried`: it never came to it: not wanted, already inside TLS, not ready, or broken off before the offer was known
 * - `not-offered`: STARTTLS is not among the capabilities that the server announced
 * - `refused`: the server offered it and then said no
 * - `failed`: the server offered it, and the connection broke or the handshake did not succeed
 * - `done`: the connection is inside TLS
 */
export type StartTlsOutcome = 'unsupported' | 'not-tried' | 'not-offered' | 'refused' | 'failed' | 'done';

/** What a conversation found out, the same for every protocol so far. */
export interface Findings {
  /** The greeting as received; cut short where the connection was. */
  readonly greeting: string;
  /** Whether the server took us as a client: `220`, `+OK`, `* OK`; not `554`, `-ERR`, `* BYE`. */
  readonly ready: boolean;
  /** What the server announced at first, one entry a line or word, in its own order and case. */
  readonly capabilities: readonly string[];
  /** What it announced after the upgrade to TLS, null where there was none. */
  readonly secureCapabilities: readonly string[] | null;
  readonly startTls: StartTlsOutcome;
}

/** Settings of a conversation. */
export interface ConverseOptions {
  /** The name we give ourselves in EHLO: a host name or an address literal (RFC 5321 section 4.1.1.1). */
  readonly clientName: string;
  /** Whether the connection is already inside TLS. */
  readonly secure: boolean;
  /** Whether to upgrade to TLS where it is offered. */
  readonly startTls: boolean;
}

/** How far a greeting alone speaks for a protocol. */
export interface Recognition {
  /** 0 to 1. Below 0.8 another protocol could have sent the same. */
  readonly confidence: number;
  /** The part of the greeting that speaks for it. */
  readonly text: string;
  /** Host name in the greeting's own place for it, null where there is none. */
  readonly hostname: string | null;
}

/** A harmless line whose reply tells whether the server speaks the protocol. */
export interface Question {
  /** Sent as it is, CRLF added; its reply ends where the protocol's own `frame` says. */
  readonly line: string;
  /** Whether this reply is one that only this protocol's servers give. */
  readonly confirms: (reply: string) => boolean;
}

/** One protocol: facts plus a pure conversation. */
export interface Protocol<Result extends Findings = Findings> {
  /** Service name, IANA's where it has one. */
  readonly name: string;
  readonly title: string;
  /** Ports where it is usually spoken in clear, the registered one first. */
  readonly ports: readonly number[];
  /** Ports where it is spoken inside TLS from the first byte. */
  readonly tlsPorts: readonly number[];
  /** Service name inside implicit TLS, such as `imaps`; null where there is none. */
  readonly tlsName: string | null;
  /** Whether the server speaks first. */
  readonly serverFirst: boolean;
  readonly frame: Frame;
  /** Null when the greeting cannot come from this protocol. */
  readonly recognize: (greeting: string) => Recognition | null;
  /** How to settle an ambiguous greeting by asking, in order; empty where asking cannot help. */
  readonly questions: readonly Question[];
  /** Line that ends a conversation politely, null where there is none. */
  readonly farewell: string | null;
  /** The polite probe, in order. Numbered steps; ends with the farewell. */
  converse(options: ConverseOptions): Generator<Step, Result, Reply>;
}
