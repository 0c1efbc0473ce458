import type { Evidence, Service, ServiceMethod } from '../types.js';
import { type Candidate, candidatesFor, isDecided, matchGreeting } from './candidates.js';
import type { Finding, Knowledge, Recognizer, Saying, Settled } from './finding.js';
import { describeSayings } from './program.js';
import { matchSignatures, type SignatureMatch, withoutLineEnd } from './signatures.js';

/** Confidence in a name whose greeting a signature took: the form of a product's own greeting. */
const SIGNATURE_CONFIDENCE = 0.95;
/** Confidence in a name that a reply to a question confirmed. */
const ASKED_CONFIDENCE = 0.9;
/** Confidence in a name taken from the port number where the server does speak TLS as it should there. */
const TLS_PORT_CONFIDENCE = 0.5;
/** Confidence in a name taken from the port number: a guess. */
const PORT_CONFIDENCE = 0.3;

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
  const match = matchGreeting(greeting, knowledge);
  const settled = finding.settled === null ? undefined : protocolNamed(finding.settled.protocol, knowledge);
  if (match !== null) return fromSignature(finding, match, knowledge);
  const candidates = candidatesFor(greeting, knowledge.protocols);
  const reply = candidates.length > 0 || (settled && !settled.byHandshake) ? null : matchReply(finding, knowledge);
  if (reply !== null) return fromSignature(finding, reply, knowledge, 'probe');
  if (finding.settled !== null && !isDecided(candidates)) {
    return settled?.byHandshake
      ? fromHandshake(finding, finding.settled, knowledge)
      : fromTalk(finding, finding.settled, knowledge);
  }
  const best = candidates.find(({ protocol }) => !isDecided(candidates) && usesPort(protocol, finding.port));
  const chosen = best ?? candidates[0];
  return chosen === undefined ? fromPort(finding, knowledge) : fromGreeting(finding, chosen, knowledge);
}

/** What the words of a server whose protocol is known tell of its program. */
export function knownOf(
  { name }: Recognizer,
  said: readonly Saying[],
  knowledge: Knowledge,
): { readonly product: boolean; readonly version: boolean } {
  const { product, version } = describeSayings(name, said, knowledge);
  return { product: product !== null, version: version !== null };
}

/** A reply of a protocol that only signatures know: those that users bring along. */
function matchReply({ replies = [] }: Finding, knowledge: Knowledge): SignatureMatch | null {
  for (const { request, text } of replies) {
    const match = matchSignatures(knowledge.signatures, request, text);
    if (match !== null && protocolNamed(match.signature.protocol, knowledge) === undefined) return match;
  }
  return null;
}

function fromSignature(
  finding: Finding,
  { signature }: SignatureMatch,
  knowledge: Knowledge,
  method: ServiceMethod = 'banner',
): Service {
  return withProgram(signature.protocol, finding, knowledge, { method, confidence: SIGNATURE_CONFIDENCE });
}

function fromGreeting(finding: Finding, candidate: Candidate<Recognizer>, knowledge: Knowledge): Service {
  const { protocol, confidence, text } = candidate;
  const evidence = { rule: `${protocol.name}/greeting`, text };
  return withProgram(protocol.name, finding, knowledge, { method: 'banner', confidence, evidence });
}

function fromTalk(finding: Finding, settled: Settled, knowledge: Knowledge): Service {
  const { protocol, method, text, confidence = ASKED_CONFIDENCE } = settled;
  const evidence = { rule: `${protocol}/reply`, text: withoutLineEnd(text) };
  return withProgram(protocol, finding, knowledge, { method, confidence, evidence });
}

/** The service of a known protocol, with what its words tell of the program. */
function withProgram(
  name: string,
  finding: Finding,
  knowledge: Knowledge,
  how: { readonly method: ServiceMethod; readonly confidence: number; readonly evidence?: Evidence },
): Service {
  const { serviceName: special, ...program } = describeSayings(name, saidBy(finding), knowledge);
  const usual = serviceName(name, protocolNamed(name, knowledge), finding);
  const confidence = program.product === null ? how.confidence : SIGNATURE_CONFIDENCE;
  return {
    ...service(special ?? usual, how.method, confidence),
    ...program,
    evidence: [...(how.evidence === undefined ? [] : [how.evidence]), ...program.evidence],
  };
}

/** Inside TLS nothing was recognised: the port's own protocol is the likeliest, and still a guess. */
function fromHandshake(finding: Finding, settled: Settled, knowledge: Parameters<typeof identify>[1]): Service {
  const evidence = [{ rule: `${settled.protocol}/handshake`, text: settled.text }];
  const guess =
    knowledge.protocols.find(({ tlsPorts }) => tlsPorts.includes(finding.port)) === undefined
      ? null
      : fromPort(finding, knowledge);
  if (guess !== null) return { ...guess, confidence: TLS_PORT_CONFIDENCE, evidence: [...evidence, ...guess.evidence] };
  return { ...service(settled.protocol, settled.method, ASKED_CONFIDENCE), evidence };
}

function fromPort(finding: Finding, { protocols, registryName }: Parameters<typeof identify>[1]): Service | null {
  const { port, transport } = finding;
  // Words that the port's own protocol cannot have said, asked or unasked, tell that the registered name is wrong here.
  const contradicted = saidBy(finding).length > 0 && protocols.some((each) => usesPort(each, port));
  if (registryName === null || contradicted) return null;
  return {
    ...service(registryName, 'port', PORT_CONFIDENCE),
    evidence: [{ rule: `registry/${transport}/${port}`, text: '' }],
  };
}

function protocolNamed(name: string, { protocols }: Knowledge): Recognizer | undefined {
  return protocols.find((each) => each.name === name);
}

function saidBy({ greeting, replies = [] }: Finding): Saying[] {
  return [...(greeting === null || greeting === '' ? [] : [{ request: 'greeting', text: greeting }]), ...replies];
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
    extra: {},
    evidence: [],
  };
}
