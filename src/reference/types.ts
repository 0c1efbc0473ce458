import type { Transport } from '../types.js';

/**
 * What IANA says of a port: `assigned` to a service (or, rarely, to a use without a name), `reserved` (not to be used),
 * `deregistered` (taken back, in IANA's words De-registered, Removed or De-Commissioned; where IANA says Reserved of such a
 * port, it is `reserved` and the description tells the rest), `unassigned` below 49152, `dynamic` from 49152 (never
 * assigned, RFC 6335 section 6).
 */
export type PortStatus = 'assigned' | 'reserved' | 'deregistered' | 'unassigned' | 'dynamic';

/** Range of RFC 6335 section 6: system 0-1023, user 1024-49151, dynamic 49152-65535. */
export type PortClass = 'system' | 'user' | 'dynamic';

/** A remark with where it comes from. */
export interface Note {
  /** The wrong belief that the note answers, in the language asked for; null where it answers none. */
  readonly belief: string | null;
  /** In the language asked for. */
  readonly text: string;
  /** An RFC with its section, a registry, a manual. */
  readonly source: string;
}

/** What IANA says of one of several names of a port. */
export interface NameNote {
  readonly name: string;
  /** `historic`: an alias that is kept only for old uses. `shared`: one of several services at the port. */
  readonly note: 'historic' | 'shared';
  /** The name to use instead of a historic one; null where the registry names none. */
  readonly insteadUse: string | null;
}

/** What people meet at a port although IANA did not register it so. */
export interface PortUse {
  /** Names of the use, the most usual first. */
  readonly names: readonly string[];
  /** In the language asked for. */
  readonly description: string;
  /** `custom`: in use today. `dissector`: the port at which the old analyser Ethereal expected the protocol. */
  readonly basis: 'custom' | 'dissector';
  readonly source: string;
}

/** The port of the same service with, or without, TLS. */
export interface PortTwin {
  readonly port: number;
  readonly transport: Transport;
  /** The registered name or alias of the twin. */
  readonly name: string;
  /**
   * `tls`: the twin speaks TLS (or DTLS) from the first byte. `upgrade`: the twin begins in clear and changes to TLS by a
   * command. `clear`: the twin speaks in clear, and this port is its TLS form.
   */
  readonly relation: 'tls' | 'upgrade' | 'clear';
  /** The command that upgrades, such as `STARTTLS`; null where there is none. */
  readonly command: string | null;
  readonly source: string;
}

/** A name that an old table gave to a port because malware used it. Never the port's meaning. */
export interface HistoricAssociation {
  readonly name: string;
  /** The document that gives it. */
  readonly source: string;
}

/** One port of one transport. */
export interface PortEntry {
  readonly kind: 'port';
  readonly port: number;
  /** Last port when the entry stands for a run: unassigned ports in a range query, or a named range found by its name. */
  readonly lastPort?: number;
  readonly transport: Transport;
  /** IANA's service names in rank order, the primary name first; empty where there is none. */
  readonly names: readonly string[];
  /** IANA's remarks on names that are historic or shared. */
  readonly nameNotes: readonly NameNote[];
  /** Other names in use, such as `mail` for 25; hand-written, not IANA's. */
  readonly aliases: readonly string[];
  /** Names that the services file of a system gives the port, where one was layered on top; otherwise empty. */
  readonly systemNames: readonly string[];
  /** Chinese names in use, whatever the language asked for. */
  readonly chineseNames: readonly string[];
  /**
   * IANA's descriptions of the names, joined by `; ` where they differ; may be empty. Asked for in another language, its
   * translation where there is one.
   */
  readonly description: string;
  /** What the port is for, in a sentence or two in the language asked for; null where none was written. */
  readonly explanation: string | null;
  readonly status: PortStatus;
  readonly range: PortClass;
  /** First and last port of the registry's row when it covers several ports, such as x11's 6000-6063. */
  readonly registeredAs?: readonly [first: number, last: number];
  /** RFCs and other documents of the service, such as `RFC5321`. */
  readonly references: readonly string[];
  /** What people meet here besides the registered service; marked as custom, never as the registry's. */
  readonly uses: readonly PortUse[];
  readonly twins: readonly PortTwin[];
  /** Why the transport is registered but not the one in use; null where it is in use or nothing is known. */
  readonly unusedTransport: Note | null;
  /** Why it is a risk to let strangers reach the port; null where it is no known one. */
  readonly risk: Note | null;
  readonly historicAssociations: readonly HistoricAssociation[];
  readonly notes: readonly Note[];
}

/** `experimental`: 253 and 254, free for anybody's tests (RFC 3692). */
export type ProtocolStatus = 'assigned' | 'reserved' | 'unassigned' | 'experimental';

/** One IP protocol number: what an IP packet carries. Not a port. */
export interface ProtocolEntry {
  readonly kind: 'protocol';
  readonly number: number;
  /** IANA's keyword, such as `TCP`; null where the registry has none. */
  readonly keyword: string | null;
  /** IANA's name of the protocol, or its keyword where the registry gives no name. */
  readonly name: string;
  /** Other names in use, such as `ospf` for OSPFIGP; hand-written. */
  readonly aliases: readonly string[];
  /** Chinese names in use, whatever the language asked for. */
  readonly chineseNames: readonly string[];
  /** What it is, in the language asked for; null where none was written. */
  readonly explanation: string | null;
  readonly ipv6ExtensionHeader: boolean;
  readonly deprecated: boolean;
  readonly status: ProtocolStatus;
  /** RFCs that IANA refers to, such as `RFC9293`. */
  readonly references: readonly string[];
  readonly notes: readonly Note[];
}

/**
 * The mail protocols whose words the reference knows: `sieve` is ManageSieve. `sasl` stands for the mechanisms to log in by,
 * which all of them share.
 */
export type MailProtocol = 'smtp' | 'pop3' | 'imap' | 'sieve' | 'sasl';

/**
 * `command`: what a client says. `reply`: a reply code or status word of the server. `enhanced-status`: a code of RFC 3463.
 * `keyword`: what a server lists as its extension or capability. `response-code`: a word in brackets within a reply.
 * `mechanism`: a way to log in, of SASL (RFC 4422).
 */
export type MailEntryType = 'command' | 'reply' | 'enhanced-status' | 'keyword' | 'response-code' | 'mechanism';

/** A part of something that is read in parts: a digit of a reply code, a number of an enhanced code. */
export interface CodePart {
  /** As written, such as `5` or `.7.`. */
  readonly part: string;
  /** In the language asked for. */
  readonly meaning: string;
}

/** A reply that a command may get. */
export interface ExpectedReply {
  /** Such as `250` or `+OK`. */
  readonly code: string;
  /** When it comes, in the language asked for. */
  readonly meaning: string;
}

/** A command, reply code, status code or keyword of a mail protocol. Texts are in the language asked for. */
export interface MailEntry {
  readonly kind: MailProtocol;
  readonly type: MailEntryType;
  /** As it is written on the wire: `EHLO`, `MAIL FROM`, `550`, `5.7.1`, `+OK`. */
  readonly name: string;
  /** Other spellings under which it is found, wrong ones among them, such as `HELLO`. */
  readonly aliases: readonly string[];
  /** A few words. */
  readonly title: string;
  readonly description: string;
  /** Forms of the command in the notation of its RFC; empty for what has none. */
  readonly syntax: readonly string[];
  readonly parts: readonly CodePart[];
  readonly replies: readonly ExpectedReply[];
  /** Lines of a dialogue, `C: ` before the client's and `S: ` before the server's; empty where there is none. */
  readonly example: readonly string[];
  /** `standard`, `extension`: of an RFC beside the protocol's own; `obsolete`: no longer to be used; `private`: of no RFC. */
  readonly standing: 'standard' | 'extension' | 'obsolete' | 'private';
  /** Such as `RFC 5321 section 4.1.1.1`. */
  readonly references: readonly string[];
  readonly notes: readonly Note[];
}

/** A notion that belongs to no single number, such as the ranges of ports. Texts are in the language asked for. */
export interface TopicEntry {
  readonly kind: 'topic';
  readonly name: string;
  /** Other words under which it is found, in any language. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly references: readonly string[];
  readonly notes: readonly Note[];
}

export type Entry = PortEntry | ProtocolEntry | MailEntry | TopicEntry;

/** Kinds of answers: ports, IP protocols, the words of a mail protocol, notions. */
export type EntryKind = Entry['kind'];

/** What one query found. */
export interface LookupResult {
  /** The query as given. */
  readonly query: string;
  /** Ports by number and transport, then IP protocols, words of mail protocols, topics; for a search the best match first. */
  readonly matches: readonly Entry[];
  /** Remarks on the query as a whole, such as on a range of ports. */
  readonly notes: readonly Note[];
  /** Names like the one asked for, nearest first, when nothing matched. */
  readonly suggestions: readonly string[];
}

/** What a query asks for. */
export type Query =
  | {
      readonly kind: 'ports';
      readonly first: number;
      readonly last: number;
      /** Null: every transport. */
      readonly transport: Transport | null;
      /** Whether the number also asks for the IP protocol of that number. */
      readonly protocolToo: boolean;
      /** Whether the number also asks for the SMTP reply code of that number. */
      readonly replyToo: boolean;
    }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly transport: Transport | null;
      /** Whether the name also asks for IP protocols, words of mail protocols and topics. */
      readonly elsewhereToo: boolean;
    }
  | { readonly kind: 'protocol'; readonly protocol: number | string }
  | { readonly kind: 'mail'; readonly protocol: MailProtocol; readonly text: string }
  | { readonly kind: 'topic'; readonly name: string };
