import { canonicalIpv6 } from './dns-names.js';
import type { DnsRecord, DnsRecordOf, DnsType } from './dns-types.js';
import { MalformedError, type WireReader } from './dns-wire.js';

/** A record whose data nobody has looked at. */
export interface CodedRecord {
  readonly name: string;
  readonly typeNumber: number;
  readonly classNumber: number;
  readonly timeToLive: number;
  readonly data: WireReader;
}

/** RFC 1035 section 3.2.2, RFC 2782, RFC 3596, RFC 6698. */
const NUMBERS: Readonly<Record<DnsType, number>> = {
  A: 1,
  CNAME: 5,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  TLSA: 52,
};

export function typeNumber(type: DnsType): number {
  return NUMBERS[type];
}

/** The next record of a message, RFC 1035 section 3.2.1. @throws MalformedError */
export function readRecord(reader: WireReader): CodedRecord {
  const name = reader.name();
  const [number, classNumber] = [reader.uint16(), reader.uint16()];
  const timeToLive = reader.uint16() * 0x10000 + reader.uint16();
  return { name, typeNumber: number, classNumber, timeToLive, data: reader.part(reader.uint16()) };
}

/** The data of a record, which is read once and to its end. @throws MalformedError */
export function recordOf<Type extends DnsType>(type: Type, data: WireReader): DnsRecordOf<Type> {
  const record = READERS[type](data);
  if (!data.isAtEnd) throw new MalformedError('a record is longer than its type');
  return record as DnsRecordOf<Type>;
}

const READERS: Readonly<Record<DnsType, (data: WireReader) => DnsRecord>> = {
  A: (data) => ({ type: 'A', address: data.take(4).join('.') }),
  AAAA: (data) => ({ type: 'AAAA', address: ipv6(data.take(16)) }),
  CNAME: (data) => ({ type: 'CNAME', target: data.name() }),
  PTR: (data) => ({ type: 'PTR', name: data.name() }),
  MX: (data) => ({ type: 'MX', preference: data.uint16(), exchange: data.name() }),
  SRV: (data) => ({
    type: 'SRV',
    priority: data.uint16(),
    weight: data.uint16(),
    port: data.uint16(),
    target: data.name(),
  }),
  TLSA: (data) => ({
    type: 'TLSA',
    usage: data.uint8(),
    selector: data.uint8(),
    matchingType: data.uint8(),
    data: data.rest().toString('hex'),
  }),
  TXT: (data) => ({ type: 'TXT', text: joinedStrings(data) }),
};

function ipv6(bytes: Buffer): string {
  return canonicalIpv6((bytes.toString('hex').match(/.{4}/g) ?? []).join(':'));
}

/** RFC 1035 section 3.3.14; strings belong together without anything between them. */
function joinedStrings(data: WireReader): string {
  let text = '';
  while (!data.isAtEnd) text += data.take(data.uint8()).toString('latin1');
  return text;
}
