import type { Service } from '../types.js';
import type { Knowledge, Recognizer, Saying } from './finding.js';
import { matchSignatures, type SignatureMatch } from './signatures.js';

/** What the words of a server tell of its program. */
export type Program = Pick<
  Service,
  'product' | 'vendor' | 'version' | 'hostname' | 'os' | 'cpe' | 'extra' | 'evidence'
> & {
  /** A name of the service that a signature knows better than the protocol; null where none does. */
  readonly serviceName: string | null;
};

type Draft = { -readonly [Key in keyof Program]: Program[Key] };

/**
 * Reads everything that a server of a known protocol said. The first signature that takes any of it names the product; what
 * later ones say of the same product fills what is missing.
 */
export function describeSayings(protocolName: string, said: readonly Saying[], knowledge: Knowledge): Program {
  const protocol = knowledge.protocols.find(({ name }) => name === protocolName);
  const program: Draft = { ...NOTHING };
  let told: string | undefined;
  for (const saying of said) {
    const recognition = recognitionOf(saying, protocol);
    program.hostname ??= recognition?.hostname ?? null;
    program.extra = { ...recognition?.extra, ...program.extra };
    const subject = recognition?.subject ?? saying.text;
    const match = matchSignatures(knowledge.signatures, saying.request, subject, protocolName);
    if (match !== null) add(program, match);
    told ??= recognition?.os;
  }
  program.os ??= told ?? null;
  return program;
}

const NOTHING: Program = {
  ...{ product: null, vendor: null, version: null, hostname: null, os: null, cpe: null, serviceName: null },
  ...{ extra: {}, evidence: [] },
};

function recognitionOf({ request, text }: Saying, protocol: Recognizer | undefined) {
  return request === 'greeting' ? protocol?.recognize(text) : protocol?.recognizeReply?.(text, request);
}

function add(program: Draft, { signature, hostname, version, os, text }: SignatureMatch): void {
  if (program.product !== null && program.product !== signature.product) return;
  program.product = signature.product;
  program.vendor ??= signature.vendor;
  program.cpe ??= signature.cpe;
  program.serviceName ??= signature.service;
  program.version ??= version;
  program.os ??= os;
  // What a product's own form calls a host name wins over what the protocol makes of any greeting.
  program.hostname = hostname ?? program.hostname;
  // A server says the same in clear and inside TLS.
  const isKnown = program.evidence.some((known) => known.rule === signature.id && known.text === text);
  if (!isKnown) program.evidence = [...program.evidence, { rule: signature.id, text }];
}
