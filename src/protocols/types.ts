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
 * - `read`: resumed with the next reply, or with what there is of it after `patienceMs` milliseconds
 * - `send`: sends the line (CRLF is added) and is resumed with its reply; `frame` replaces the protocol's own. A `name` is
 *   that of one of the protocol's inquiries, which is then not put again
 * - `starttls`: upgrades the connection, resumed with an empty reply whose `end` is `complete` or `failed`
 */
export type Step =
  | { readonly do: 'read'; readonly patienceMs?: number }
  | { readonly do: 'send'; readonly line: string; readonly frame?: Frame; readonly name?: string }
  | { readonly do: 'starttls' };

/** A command of a conversation and what came back. */
export interface Exchange {
  /** The command without its line end; null for what the server said unasked. */
  readonly command: string | null;
  /** The reply, one character a byte (Latin-1), with its line ends. */
  readonly reply: string;
  readonly end: ReplyEnd;
  /** Whether it was said inside TLS. */
  readonly secure: boolean;
}

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

/** How far what a server said speaks for a protocol, and what else it tells. */
export interface Recognition {
  /** 0 to 1. Below 0.8 another protocol could have sent the same. */
  readonly confidence: number;
  /** The part of it that speaks for the protocol, or for bytes that are no text what they mean. */
  readonly text: string;
  /** Host name in the protocol's own place for it, null where there is none. */
  readonly hostname: string | null;
  /** Operating system, where the protocol itself tells it, whatever the product. Default unknown. */
  readonly os?: string;
  /**
   * What signatures read in place of the bytes: lines of text decoded from a binary reply, such as
   * `version 5.5.5-10.11.6-MariaDB`. Default: the bytes themselves, one character each.
   */
  readonly subject?: string;
  /** Further facts by name (camelCase), such as `{"protocolVersion": "3.8"}`. Default none. */
  readonly extra?: Readonly<Record<string, string>>;
  /** The server says that it wants TLS from the first byte, as one of HTTPS does when it is asked in clear. */
  readonly wantsTls?: true;
}

/** One thing that a server said, and what to: `greeting` where it was unasked, else the request as `protocol/request`. */
export interface Saying {
  readonly request: string;
  /** One character a byte (Latin-1). */
  readonly text: string;
}

/** What a request may be made of. */
export interface RequestContext {
  /** What the user calls the server: a host name or an address, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether the connection is inside TLS. */
  readonly secure: boolean;
  /** The name we give ourselves: a host name or an address literal (RFC 5321 section 4.1.1.1). */
  readonly clientName: string;
  /** What the server said so far, in order. */
  readonly said: readonly Saying[];
}

/**
 * A harmless request. `light` ones are those that a client of the protocol sends in everyday use, and that no server's log
 * calls an attack; the others are sent only in full intensity.
 */
export interface Request {
  /** Unique among the requests of the protocol; with its name before it, as `redis/info`, signatures refer to it. */
  readonly name: string;
  /** The exact bytes, one character each (Latin-1); null where it makes no sense after what was said. */
  readonly bytes: string | ((context: RequestContext) => string | null);
  /** Where the reply ends. A reply that stays unfinished counts as it is once the server falls quiet. */
  readonly frame: Frame;
  /** Default `light`. */
  readonly intensity?: Intensity;
}

/** How far identification may go: only what any client says, or also what is rare and may be logged. */
export type Intensity = 'light' | 'full';

/** A request that asks for more once the protocol is known. */
export interface Inquiry extends Request {
  /** It is left out once this is known. */
  readonly until: 'product' | 'version';
  /** It makes sense only as the first word over a connection, and so gets one of its own. Default not. */
  readonly fresh?: true;
}

/** A harmless line that settles a greeting which several protocols could have sent. */
export interface Question {
  /** Sent as it is, CRLF added; its reply ends where the protocol's own `frame` says. */
  readonly line: string;
  /** Whether this reply is one that only this protocol's servers give. */
  readonly confirms: (reply: string) => boolean;
}

/** One protocol: facts plus pure conversations. */
export interface Protocol<Result extends Findings = Findings> {
  /** Service name, IANA's where it has one. */
  readonly name: string;
  readonly title: string;
  /** Ports where it is usually spoken in clear, the registered one first. */
  readonly ports: readonly number[];
  /** Ports where it is spoken inside TLS from the first byte. */
  readonly tlsPorts: readonly number[];
  /**
   * Name of the protocol that carries this one, as HTTP carries an API: its servers are servers of that one too, and are told
   * from others by what they say in it. Default none.
   */
  readonly carriedBy?: string;
  /** Service name inside implicit TLS, such as `imaps`; null where there is none. */
  readonly tlsName: string | null;
  /** What it is called in the negotiation of TLS (RFC 7301), what we speak last. Default none. */
  readonly alpn?: readonly string[];
  /** Whether it is met by a TLS handshake instead of an opening. Default not. */
  readonly byHandshake?: true;
  /** Whether the server speaks first. */
  readonly serverFirst: boolean;
  /** Whether some of its servers speak first although they need not, and can be asked all the same. Default not. */
  readonly maySpeakFirst?: true;
  /**
   * Whether nothing may be sent to its ports, because anything has an effect there: a printer prints it. Openings of full
   * intensity are the only exception. Default not.
   */
  readonly listenOnly?: true;
  /**
   * Ports where a server may hold back its greeting on purpose, and holds it against a client that speaks before it: in
   * everyday intensity nothing is sent there unasked. Default none.
   */
  readonly holdsBackAt?: readonly number[];
  readonly frame: Frame;
  /** What the server said unasked; null when it cannot come from this protocol. */
  readonly recognize: (greeting: string) => Recognition | null;
  /**
   * What the server said to a request, of this or of another protocol (`http/get`): servers that read lines answer those
   * too. Null when it cannot come from this protocol. Default: always null.
   */
  readonly recognizeReply?: (reply: string, request: string) => Recognition | null;
  /** How to settle an ambiguous greeting by asking, in order; empty where asking cannot help. */
  readonly questions: readonly Question[];
  /** What a client says first where the server waits for it, the most telling first; empty where the server speaks first. */
  readonly openings: readonly Request[];
  /** How to learn product and version, in order. */
  readonly inquiries: readonly Inquiry[];
  /** Whether a reply of a conversation turns us away or ends it, so that nothing but the farewell follows. Default never. */
  readonly refuses?: (reply: string) => boolean;
  /** Line that ends a conversation politely, null where there is none. */
  readonly farewell: string | null;
  /** Where the reply to the farewell ends. Default: where `frame` says. */
  readonly farewellFrame?: Frame;
  /**
   * The polite probe of what the server offers, in order, without the farewell; null where identification is all there is.
   */
  readonly converse: ((options: ConverseOptions) => Generator<Step, Result, Reply>) | null;
}
