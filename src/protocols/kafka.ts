import { asUint16, asUint32, lengthFrame, printable, take, uint16, uint32 } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

const FETCH = 1;
const METADATA = 3;
const API_VERSIONS = 18;
/** Number of our request, which the answer repeats: no other protocol's bytes. */
const CORRELATION_ID = 0x506f7274;
/** Version of the metadata request that tells the cluster's name first, and is not yet of the compact form. */
const METADATA_VERSION = 2;

/** The first release with each version of the fetch request (Kafka's protocol guide and its improvement proposals). */
const RELEASE_OF_FETCH: readonly (readonly [version: number, release: string])[] = [
  ...([
    [17, '3.9'],
    [16, '3.7'],
    [15, '3.5'],
    [13, '3.1'],
    [12, '2.7'],
    [11, '2.3'],
    [10, '2.1'],
    [8, '2.0'],
  ] as const),
  ...([
    [7, '1.1'],
    [6, '1.0'],
    [5, '0.11'],
    [3, '0.10.1'],
    [2, '0.10'],
  ] as const),
];

/** Four bytes of length before everything. */
const message: Frame = lengthFrame(4, (text) => 4 + uint32(text, 0));

/** Every client's first words. */
const OPENING: Request = { name: 'versions', bytes: request(API_VERSIONS, 0, ''), frame: message };

/** Brokers and the cluster's name, of no topic: what every client asks next. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'metadata', bytes: metadataRequest, frame: message, until: 'product' }];

/** Apache Kafka and what takes its clients. */
export const kafka: Protocol = {
  name: 'kafka',
  title: 'Apache Kafka protocol',
  ports: [9092, 9094, 19092, 29092],
  tlsPorts: [9093],
  tlsName: null,
  serverFirst: false,
  frame: message,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function request(key: number, version: number, body: string): string {
  const name = 'portolan';
  const content = `${asUint16(key)}${asUint16(version)}${asUint32(CORRELATION_ID)}${asUint16(name.length)}${name}${body}`;
  return asUint32(content.length) + content;
}

function metadataRequest({ said }: RequestContext): string | null {
  const range = said.map(({ text }) => versionsOf(text)?.get(METADATA)).find((each) => each !== undefined);
  const isKnown = range !== undefined && range[0] <= METADATA_VERSION && range[1] >= METADATA_VERSION;
  return isKnown ? request(METADATA, METADATA_VERSION, asUint32(0)) : null;
}

function recognizeReply(reply: string, name: string): Recognition | null {
  if (uint32(reply, 4) !== CORRELATION_ID || !(uint32(reply, 0) >= 10)) return null;
  if (name === 'kafka/metadata') return recognizeMetadata(reply);
  const versions = versionsOf(reply);
  if (versions === null) return null;
  const fetch = versions.get(FETCH)?.[1];
  const release = RELEASE_OF_FETCH.find(([version]) => fetch !== undefined && fetch >= version)?.[1];
  return {
    confidence: 0.95,
    text: `${versions.size} kinds of request`,
    hostname: null,
    subject: `requests: ${versions.size}\n`,
    // What it takes says how new a broker is at least, not which release it is.
    extra: release === undefined ? {} : { compatibleWith: `Kafka ${release}` },
  };
}

/** Lowest and highest version of each request that the server takes, by the request's key. Null where this is no such list. */
function versionsOf(reply: string): Map<number, readonly [number, number]> | null {
  const count = uint32(reply, 10);
  if (!(count <= 500) || 14 + count * 6 > reply.length) return null;
  const versions = new Map<number, readonly [number, number]>();
  for (let at = 14; versions.size < count && at < 14 + count * 6; at += 6) {
    versions.set(uint16(reply, at), [uint16(reply, at + 2), uint16(reply, at + 4)]);
  }
  return versions;
}

/** `cluster:` its name and the host that the first broker is to be reached at. */
function recognizeMetadata(reply: string): Recognition | null {
  const count = uint32(reply, 8);
  if (!(count <= 10_000)) return null;
  let at = 12;
  const hosts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const host = take(reply, at + 6, uint16(reply, at + 4));
    if (host === null) return null;
    hosts.push(host);
    const rack = at + 6 + host.length + 4;
    at = rack + 2 + (uint16(reply, rack) === 0xffff ? 0 : uint16(reply, rack));
  }
  const cluster = take(reply, at + 2, uint16(reply, at)) ?? '-';
  const host = printable(hosts[0] ?? '-', 255);
  const subject = `cluster: ${printable(cluster)} ${host}\n`;
  const named = /^(?=.*[a-z])[a-z0-9.-]+$/i.test(host) ? host : null;
  return {
    confidence: 0.95,
    text: subject.trimEnd(),
    hostname: named,
    subject,
    extra: { clusterId: printable(cluster) },
  };
}
