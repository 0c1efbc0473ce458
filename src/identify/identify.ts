import { SURE } from '../defaults.js';
import type { Evidence, Service, ServiceMethod, Transport } from '../types.js';
import { matchSignatures, type SignatureMatch, type SignatureSet, withoutLineEnd } from './signatures.js';

/** What identification needs to know of a protocol; every protocol of this package is one. */
export interface Recognizer {
  readonly name: string;
  readonly ports: readonly number[];
  readonly tlsPorts: readonly number[];
  readonly tlsName: string | null;
  recognize(greeting: string): { confidence: number; text: string; hostname: string | null } | null;
}

/** What was found out about an open port. */
export interface Finding {
  readonly port: number;
  readonly transport: Transport;
  /** What the server said unasked (Latin-1); empty or null where it was silent. */
  readonly greeting: string | null;
  /** The protocol settled on by talking, with the reply that settled it; null where nothing was asked or settled. */
  readonly settled: Settled | null;
  /** Whether the connection was inside TLS from the first byte. */
  readonly secure: boolean;
}

/** How talking to the server settled its protocol. */
export interface Settled {
  /** Name of the protocol, such as `smtp`. */
  readonly protocol: string;
  readonly method: 'probe';
  readonly text: string;
}

/** What a finding is compared with. */
export interface Knowledge<P extends Recognizer = Recognizer> {
  readonly signatures: SignatureSet;
  readonly protocols: readonly P[];
}

/** Confidence in a name whose greeting a signature took: the form of a product's own greeting. */
const SIGNATURE_CONFIDENCE = 0.95;
/** Confidence in a name that a reply to a question confirmed. */
const ASKED_CONFIDENCE = 0.9;
/** Confidence in a name taken from the port number: a guess. */
const PORT_CONFIDENCE = 0.3;

interface Candidate<P> {
  readonly protocol: P;
  readonly confidence: number;
  readonly text: string;
  readonly hostname: string | null;
}

/**
 * Names the service behind an open port: from a signature, from its greeting, from what settled it, or else from the
 * port number as a guess. What the server said wins over its port. Null when nothing is known.
 *
 * @param knowledge - `registryName` is the name registered for the port, null where there is none.
 */
export function identify(
  finding: Finding,
  knowledge: Knowledge & { readonly registryName: string | null },
): Service | null {
  const greeting = finding.greeting ?? '';
  const match = matchSignatures(knowledge.signatures, greeting);
  if (match !== null) return fromSignature(finding, match, knowledge);
  const candidates = candidatesFor(greeting, knowledge.protocols);
  if (finding.settled !== null && !isDecided(candidates)) return fromTalk(finding, finding.settled, knowledge);
  const best = candidates.find(({ protocol }) => !isDecided(candidates) && usesPort(protocol, finding.port));
  const chosen = best ?? candidates[0];
  return chosen === undefined ? fromPort(finding, knowledge) : fromGreeting(finding, chosen);
}

/**
 * The protocols that could have sent this greeting, the likeliest first. Empty when asking is needless, because a
 * signature or the greeting itself decides, or useless, because no protocol greets like this.
 */
export function undecided<P extends Recognizer>(greeting: string, knowledge: Knowledge<P>): P[] {
  if (matchSignatures(knowledge.signatures, greeting) !== null) return [];
  const candidates = candidatesFor(greeting, knowledge.protocols);
  return isDecided(candidates) ? [] : candidates.map(({ protocol }) => protocol);
}

function candidatesFor<P extends Recognizer>(greeting: string, protocols: readonly P[]): Candidate<P>[] {
  return protocols
    .flatMap((protocol) => {
      const recognition = protocol.recognize(greeting);
      return recognition === null ? [] : [{ ...recognition, protocol }];
    })
    .sort((a, b) => b.confidence - a.confidence);
}

function isDecided(candidates: readonly Candidate<Recognizer>[]): boolean {
  return (candidates[0]?.confidence ?? 0) >= SURE;
}

function fromSignature(finding: Finding, match: SignatureMatch, { protocols }: Knowledge): Service {
  const { signature, hostname, version, os, text } = match;
  const protocol = protocols.find(({ name }) => name === signature.protocol);
  return {
    ...service(serviceName(signature.protocol, protocol, finding), 'banner', SIGNATURE_CONFIDENCE),
    product: signature.product,
    vendor: signature.vendor,
    cpe: signature.cpe,
    version,
    os,
    hostname: hostname ?? protocol?.recognize(finding.greeting ?? '')?.hostname ?? null,
    evidence: [{ rule: signature.id, text }],
  };
}

function fromGreeting(finding: Finding, { protocol, confidence, text, hostname }: Candidate<Recognizer>): Service {
  const evidence: Evidence[] = [{ rule: `${protocol.name}/greeting`, text }];
  return { ...service(serviceName(protocol.name, protocol, finding), 'banner', confidence), hostname, evidence };
}

function fromTalk(finding: Finding, settled: Settled, { protocols }: Knowledge): Service {
  const protocol = protocols.find(({ name }) => name === settled.protocol);
  return {
    ...service(serviceName(settled.protocol, protocol, finding), settled.method, ASKED_CONFIDENCE),
    hostname: protocol?.recognize(finding.greeting ?? '')?.hostname ?? null,
    evidence: [{ rule: `${settled.protocol}/reply`, text: withoutLineEnd(settled.text) }],
  };
}

function fromPort(
  { port, transport, greeting }: Finding,
  { protocols, registryName }: Knowledge & { readonly registryName: string | null },
): Service | null {
  // A greeting that the port's own protocol cannot send says that the registered name is wrong here.
  const contradicted = greeting !== null && greeting !== '' && protocols.some((each) => usesPort(each, port));
  if (registryName === null || contradicted) return null;
  return {
    ...service(registryName, 'port', PORT_CONFIDENCE),
    evidence: [{ rule: `registry/${transport}/${port}`, text: '' }],
  };
}

function usesPort({ ports, tlsPorts }: Recognizer, port: number): boolean {
  return ports.includes(port) || tlsPorts.includes(port);
}

function serviceName(name: string, protocol: Recognizer | undefined, { secure }: Finding): string {
  return secure ? (protocol?.tlsName ?? name) : name;
}

function service(name: string, method: ServiceMethod, confidence: number): Service {
  return {
    name,
    method,
    confidence,
    product: null,
    vendor: null,
    version: null,
    hostname: null,
    os: null,
    cpe: null,
    evidence: [],
  };
}
