import {
  compileSignatures,
  identify,
  joinSignatures,
  knownOf,
  type SignatureSet,
  undecided,
} from './identify/index.js';
import type { OwnSignatures } from './own-signatures.js';
import type { Inspection } from './probe/inspect.js';
import type { MeetOptions } from './probe/visit.js';
import { LADDER, PROTOCOLS, protocolForPort } from './protocols/index.js';
import { serviceName, signatureFiles } from './reference/index.js';
import type { Service } from './types.js';

/** By what services are met and named: protocols and signatures. */
export class Knowledge {
  readonly #signatures: () => SignatureSet;

  /** @param signatures - Called when they are first needed: a scan that finds nothing open does without. */
  constructor(signatures: () => SignatureSet) {
    this.#signatures = signatures;
  }

  /** How to meet a port. */
  meetOptions(port: number, intensity: MeetOptions['intensity']): Omit<MeetOptions, 'name' | 'redial' | 'roundTripMs'> {
    const knowledge = { signatures: this.#signatures(), protocols: PROTOCOLS };
    return {
      port,
      protocols: PROTOCOLS,
      hint: protocolForPort(port),
      ladder: LADDER,
      intensity,
      undecided: (greeting) => undecided(greeting, knowledge),
      known: (protocol, said) => knownOf(protocol, said, knowledge),
    };
  }

  /** Names the service of an open port: from what it said, or as a guess from its number. Null where nothing is known. */
  serviceOf(port: number, inspection: Inspection | null | undefined): Service | null {
    return identify(
      {
        port,
        transport: 'tcp',
        greeting: inspection?.greeting.text ?? '',
        replies: inspection?.replies ?? [],
        settled: inspection?.settled ?? null,
        secure: inspection?.secure ?? false,
      },
      { signatures: this.#signatures(), protocols: PROTOCOLS, registryName: usualName(port) },
    );
  }
}

let bundled: SignatureSet | undefined;

/** The bundled signatures, compiled when they are first needed. */
function bundledSignatures(): SignatureSet {
  bundled ??= compileSignatures(signatureFiles());
  return bundled;
}

/**
 * What the package knows, with the signatures of a user before its own.
 *
 * @throws PortolanError with code `ERR_SIGNATURES` for what is no signature
 */
export async function knowledgeWith(own: readonly OwnSignatures[] = []): Promise<Knowledge> {
  if (own.length === 0) return new Knowledge(bundledSignatures);
  // The engine for patterns of users is loaded only where there are any.
  const { compileOwnSignatures } = await import('./own-signatures.js');
  const joined = joinSignatures(await compileOwnSignatures(own), bundledSignatures());
  return new Knowledge(() => joined);
}

/** The name to guess from a port number: inside TLS the one for mail and files, where the registry's first is another. */
function usualName(port: number): string | null {
  const known = protocolForPort(port);
  return (known?.secure ? known.protocol.tlsName : null) ?? serviceName(port, 'tcp');
}
