import { compileSignatures, identify, knownOf, type SignatureSet, undecided } from './identify/index.js';
import type { Inspection } from './probe/inspect.js';
import type { MeetOptions } from './probe/visit.js';
import { LADDER, PROTOCOLS, protocolForPort } from './protocols/index.js';
import { serviceName, signatureFiles } from './reference/index.js';
import type { Service } from './types.js';

let signatures: SignatureSet | undefined;

/** The bundled signatures, compiled when they are first needed. */
function bundledSignatures(): SignatureSet {
  signatures ??= compileSignatures(signatureFiles());
  return signatures;
}

/** How to meet a port, by all that is known of protocols and signatures. */
export function meetOptions(
  port: number,
  intensity: MeetOptions['intensity'],
): Omit<MeetOptions, 'name' | 'redial' | 'roundTripMs'> {
  const knowledge = { signatures: bundledSignatures(), protocols: PROTOCOLS };
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
export function serviceOf(port: number, inspection: Inspection | null | undefined): Service | null {
  return identify(
    {
      port,
      transport: 'tcp',
      greeting: inspection?.greeting.text ?? '',
      replies: inspection?.replies ?? [],
      settled: inspection?.settled ?? null,
      secure: inspection?.secure ?? false,
    },
    { signatures: bundledSignatures(), protocols: PROTOCOLS, registryName: usualName(port) },
  );
}

/** The name to guess from a port number: inside TLS the one for mail and files, where the registry's first is another. */
function usualName(port: number): string | null {
  const known = protocolForPort(port);
  return (known?.secure ? known.protocol.tlsName : null) ?? serviceName(port, 'tcp');
}
