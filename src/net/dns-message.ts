import { DNS_DATAGRAM_BYTES } from '../defaults.js';
import { type CodedRecord, readRecord, recordOf, typeNumber } from './dns-records.js';
import type { DnsRecordOf, DnsType } from './dns-types.js';
import { nameBytes, WireReader } from './dns-wire.js';

/** What is asked. */
export interface DnsQuestion {
  /** As `dnsName` gives it. */
  readonly name: string;
  readonly type: DnsType;
}

/** A reply, with the records of its answer still coded. */
export interface DnsMessage {
  readonly isTruncated: boolean;
  readonly isAuthentic: boolean;
  /** Whether an answer without records says that there are none: the server recurses, or is the one to know (RFC 2308 section 2.2). */
  readonly isConclusive: boolean;
  /** With the upper bits of EDNS where it has them. */
  readonly code: number;
  readonly answers: readonly CodedRecord[];
}

const HEADER_BYTES = 12;
/** Bits of the header, RFC 1035 section 4.1.1 and RFC 4035 section 3. */
const RESPONSE = 0x8000;
const OPCODE = 0x7800;
const TRUNCATED = 0x0200;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;
const AUTHENTIC = 0x0020;
const CODE = 0x000f;
const INTERNET = 1;
/** Begins the authority section where there is nothing to answer. */
const SOA = 6;
/** The pseudo-record of EDNS, RFC 6891 section 6.1; "DNSSEC OK" is the first of its flags. */
const OPT = 41;
const DNSSEC_OK = 0x8000;

/**
 * A question that asks for recursion, and for the word of the server whether it has validated the answer: by the AD bit (RFC 6840
 * section 5.7), which older servers give only to who sets "DNSSEC OK".
 *
 * @param edns - False for a server that does not understand EDNS.
 */
export function encodeQuestion(id: number, { name, type }: DnsQuestion, edns: boolean): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(RECURSION_DESIRED | AUTHENTIC, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(edns ? 1 : 0, 10);
  return Buffer.concat([header, nameBytes(name), uint16(typeNumber(type), INTERNET), edns ? optRecord() : Buffer.of()]);
}

function optRecord(): Buffer {
  return Buffer.concat([Buffer.of(0), uint16(OPT, DNS_DATAGRAM_BYTES, 0, DNSSEC_OK, 0)]);
}

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index);
  return bytes;
}

/** Whether a message may be a reply with this id; all else of it is left open. */
export function hasId(bytes: Buffer, id: number): boolean {
  return bytes.length >= HEADER_BYTES && bytes.readUInt16BE(0) === id;
}

/**
 * Reads a reply to the last record.
 *
 * @returns null where it answers another question than this one.
 * @throws MalformedError
 */
export function decodeReply(bytes: Buffer, question: DnsQuestion): DnsMessage | null {
  const reader = new WireReader(bytes);
  reader.uint16();
  const flags = reader.uint16();
  const counts = { questions: reader.uint16(), answers: reader.uint16(), others: reader.uint16() + reader.uint16() };
  const code = flags & CODE;
  if ((flags & RESPONSE) === 0 || (flags & OPCODE) !== 0) return null;
  if (!repeats(reader, counts.questions, code, question)) return null;
  // What is left of a truncated answer is of no use (RFC 2181 section 9), and may end anywhere.
  const isTruncated = (flags & TRUNCATED) !== 0;
  if (isTruncated) return { isTruncated, isAuthentic: false, isConclusive: false, code, answers: [] };
  const answers = Array.from({ length: counts.answers }, () => readRecord(reader));
  const others = Array.from({ length: counts.others }, () => readRecord(reader));
  return {
    isTruncated,
    isAuthentic: (flags & AUTHENTIC) !== 0,
    isConclusive: (flags & RECURSION_AVAILABLE) !== 0 || others.some((each) => each.typeNumber === SOA),
    code: code | extendedCode(others),
    answers,
  };
}

function repeats(reader: WireReader, questions: number, code: number, { name, type }: DnsQuestion): boolean {
  // A server that could not read the question need not repeat it.
  if (questions === 0) return code !== 0;
  return (
    questions === 1 && reader.name() === name && reader.uint16() === typeNumber(type) && reader.uint16() === INTERNET
  );
}

/** The upper bits of the code, in what would be the first byte of the OPT record's time to live. */
function extendedCode(others: readonly CodedRecord[]): number {
  const opt = others.find((each) => each.typeNumber === OPT);
  return opt === undefined ? 0 : (opt.timeToLive >>> 24) << 4;
}

/** All records of a name and a type, without repetition (RFC 2181 section 5). @throws MalformedError */
export function recordsAt<Type extends DnsType>(
  answers: readonly CodedRecord[],
  name: string,
  type: Type,
): DnsRecordOf<Type>[] {
  const own = answers.filter(
    (each) => each.name === name && each.typeNumber === typeNumber(type) && each.classNumber === INTERNET,
  );
  const records = own.map((each) => recordOf(type, each.data));
  return [...new Map(records.map((record) => [JSON.stringify(record), record])).values()];
}
