import { compileSignatures, undecided } from '../../src/identify/index.js';
import { dialTcp } from '../../src/net/dial.js';
import type { ProbePortOptions } from '../../src/probe/probe-port.js';
import type { Hint } from '../../src/probe/visit.js';
import { LADDER, PROTOCOLS } from '../../src/protocols/index.js';
import type { Protocol } from '../../src/protocols/types.js';

const KNOWLEDGE = { signatures: compileSignatures([]), protocols: PROTOCOLS };

/**
 * Options to probe or inspect with: every protocol, no signatures, no hint, no requests for what is beyond the protocol, and
 * time for a busy machine.
 */
export function probeOptions(changes: Partial<ProbePortOptions> = {}): ProbePortOptions {
  return {
    port: 40_000,
    protocols: PROTOCOLS,
    hint: null,
    ladder: LADDER,
    intensity: 'light',
    undecided: (greeting) => undecided(greeting, KNOWLEDGE),
    known: () => ({ product: true, version: true }),
    name: 'mail.portolan.test',
    dial: dialTcp,
    connectTimeoutMs: 1000,
    timeoutMs: 3000,
    ...changes,
  };
}

/** The protocol of this name, as what is usual at the port. */
export function hintOf(name: string, secure = false): Hint {
  return { protocol: protocolOf(name), secure };
}

export function protocolOf(name: string): Protocol {
  const protocol = PROTOCOLS.find((each) => each.name === name);
  if (protocol === undefined) throw new Error(`no protocol is called ${name}`);
  return protocol;
}
