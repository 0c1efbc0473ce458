import type { MailEntry, PortEntry, PortTwin, ProtocolEntry } from '../reference/index.js';

/** The words of a lookup's table in one language. */
export interface LookupWords {
  /** Heading: `Port 25`; with a range `Ports 6000-6063`. */
  readonly port: (port: string) => string;
  /** Heading of a list of ports. */
  readonly ports: (query: string) => string;
  /** Heading of the ports that a name or text finds besides the first. */
  readonly otherPorts: string;
  /** Heading of words of mail protocols and of topics that are listed without details. */
  readonly others: string;
  /** `IP protocol 25 (not a port)` */
  readonly protocol: (number: number) => string;
  /** How an IP protocol number differs from a port; shown where one number means both. */
  readonly difference: string;
  /** How an SMTP reply code differs from a port; shown where one number means both. */
  readonly replyDifference: string;
  /** `also called mail, email` */
  readonly aliases: (names: string) => string;
  /** `part of 6000-6063` */
  readonly registeredAs: (range: string) => string;
  readonly ipv6ExtensionHeader: string;
  readonly deprecated: string;
  /** Words for what has no name, such as `unassigned`. */
  readonly status: Readonly<Record<PortEntry['status'] | ProtocolEntry['status'], string>>;
  /** The range of RFC 6335, such as `System Port (0-1023)`. */
  readonly range: Readonly<Record<PortEntry['range'], string>>;
  /** `historic, use http`; without the name where the registry gives none. */
  readonly historicName: (name: string, instead: string | null) => string;
  /** `stun, turn share the port`; also of one name. */
  readonly sharedNames: (names: string) => string;
  readonly twin: (twin: PortTwin, here: boolean) => string;
  /** `custom, not registered` and `default of the old analyser Ethereal`. */
  readonly basis: Readonly<Record<'custom' | 'dissector', string>>;
  /** What is often believed, and what is so. */
  readonly belief: (belief: string, fact: string) => string;
  /** A text and where it comes from. */
  readonly sourced: (text: string, source: string) => string;
  /** Heading of a word of a mail protocol: `SMTP command EHLO`. */
  readonly mail: (protocol: string, type: MailEntry['type'], name: string) => string;
  readonly standing: Readonly<Record<MailEntry['standing'], string>>;
  /** Between the items of a list, and between two remarks. */
  readonly comma: string;
  readonly semicolon: string;
  /** After a heading, before its answer. */
  readonly colon: string;
  /** Around a remark. */
  readonly brackets: (text: string) => string;
  readonly labels: {
    readonly chineseNames: string;
    readonly systemNames: string;
    readonly kind: string;
    readonly names: string;
    readonly tls: string;
    readonly transport: string;
    /** What is met at the port and not registered. */
    readonly custom: string;
    /** What the old analyser Ethereal expected at the port. */
    readonly dissector: string;
    readonly risk: string;
    readonly note: string;
    readonly history: string;
    readonly references: string;
    readonly aliases: string;
    readonly syntax: string;
    readonly parts: string;
    readonly replies: string;
    readonly example: string;
    readonly standing: string;
  };
}
