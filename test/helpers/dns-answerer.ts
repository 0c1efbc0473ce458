import { decode, encode, type Packet } from 'dns-packet';
import type { DnsZone } from './dns-zone.js';

/**
 * What goes wrong with an answer.
 *
 * - `servfail`, `refused`, `formerr`: its code says so; `no-edns`: FORMERR, for a question with EDNS only
 * - `silent`: there is none
 * - `garbage`: the right id, and no sense behind it
 * - `wrong-id`, `wrong-question`: an answer to something else
 * - `forged`: one with a wrong id and other records comes before the right one
 * - `truncated`: over UDP only the word that it is too long, over TCP all of it
 * - `hung-up`: the same, but TCP ends before the answer does
 * - `referral`: from a server that does not recurse, without records
 */
export type DnsFault =
  | 'servfail'
  | 'refused'
  | 'formerr'
  | 'no-edns'
  | 'silent'
  | 'garbage'
  | 'wrong-id'
  | 'wrong-question'
  | 'forged'
  | 'truncated'
  | 'hung-up'
  | 'referral';

/** What a client asks. */
export interface DnsQuery {
  /** In lower case, without a dot at the end. */
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  /** How often the same was asked before over the same transport. */
  readonly before: number;
}

export interface DnsServerOptions {
  /** Whether it says that it has validated its answers (the AD bit). Default false. */
  readonly validated?: boolean | ((query: DnsQuery) => boolean);
  /** What goes wrong. Default nothing. */
  readonly fault?: DnsFault | ((query: DnsQuery) => DnsFault | undefined);
  /** What is sent instead of an answer. */
  readonly reply?: ((question: Buffer) => Buffer) | undefined;
  /** Address to listen at. Default 127.0.0.1. */
  readonly address?: '127.0.0.1' | '::1';
}

const CODES: Readonly<Record<string, number>> = { formerr: 1, 'no-edns': 1, servfail: 2, refused: 5 };
const NO_SUCH_NAME = 3;
const [RECURSION_DESIRED, RECURSION_AVAILABLE, TRUNCATED, AUTHENTIC] = [0x0100, 0x0080, 0x0200, 0x0020];

/** Makes answers of a zone, and spoils them. */
export class DnsAnswerer {
  readonly questions: string[] = [];
  readonly packets: Buffer[] = [];
  /** Where the datagrams came from. */
  readonly ports: number[] = [];
  readonly #zone: DnsZone;
  readonly #options: DnsServerOptions;

  constructor(zone: DnsZone, options: DnsServerOptions) {
    this.#zone = zone;
    this.#options = options;
  }

  /** The replies to a question, usually one. */
  answer(bytes: Buffer, transport: DnsQuery['transport']): Buffer[] {
    const question = decode(bytes);
    const fault = this.faultOf(question, transport);
    const query = this.#queryOf(question, transport);
    this.packets.push(bytes);
    this.questions.push(labelOf(query));
    if (this.#options.reply !== undefined) return [this.#options.reply(bytes)];
    return spoilt(this.#rightAnswer(question, query), fault, transport);
  }

  /** What goes wrong with the answer to a question that was not yet answered. */
  faultOf(question: Packet, transport: DnsQuery['transport']): DnsFault | undefined {
    const { fault } = this.#options;
    const found = typeof fault === 'function' ? fault(this.#queryOf(question, transport)) : fault;
    return found === 'no-edns' && question.additionals?.length === 0 ? undefined : found;
  }

  #queryOf({ questions: [asked] = [] }: Packet, transport: DnsQuery['transport']): DnsQuery {
    const query = { name: asked?.name.toLowerCase() ?? '', type: String(asked?.type), transport };
    const label = labelOf(query);
    return { ...query, before: this.questions.filter((each) => each === label).length };
  }

  #rightAnswer({ id = 0, questions = [] }: Packet, query: DnsQuery): Packet {
    const { exists, records } = this.#zone(query.name, query.type);
    const { validated = false } = this.#options;
    const isValidated = typeof validated === 'function' ? validated(query) : validated;
    const code = exists ? 0 : NO_SUCH_NAME;
    const flags = RECURSION_DESIRED | RECURSION_AVAILABLE | (isValidated ? AUTHENTIC : 0) | code;
    return { type: 'response', id, flags, questions, answers: [...records] };
  }
}

function labelOf({ name, type, transport }: Omit<DnsQuery, 'before'>): string {
  return `${transport === 'tcp' ? 'tcp:' : ''}${name} ${type}`;
}

function spoilt(right: Packet, fault: DnsFault | undefined, transport: DnsQuery['transport']): Buffer[] {
  const { id = 0, flags = 0, questions = [] } = right;
  const otherId = { ...right, id: id ^ 1 };
  const code = CODES[fault ?? ''];
  if (code !== undefined) return [encode({ ...right, flags: (flags & ~0xf) | code, answers: [] })];
  switch (fault) {
    case 'silent':
      return [];
    case 'garbage':
      return [Buffer.concat([encode(right).subarray(0, 12), Buffer.alloc(20, 0xff)])];
    case 'wrong-id':
      return [encode(otherId)];
    case 'wrong-question':
      return [encode({ ...right, questions: questions.map((each) => ({ ...each, name: `x.${each.name}` })) })];
    case 'forged':
      return [encode({ ...otherId, answers: [] }), encode(right)];
    case 'truncated':
    case 'hung-up':
      return [encode(transport === 'tcp' ? right : { ...right, flags: flags | TRUNCATED, answers: [] })];
    case 'referral':
      return [encode({ ...right, flags: flags & ~RECURSION_AVAILABLE & ~0xf, answers: [] })];
    default:
      return [encode(right)];
  }
}
