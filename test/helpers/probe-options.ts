import { undecided } from '../../src/identify/index.js';
import { dialTcp } from '../../src/net/dial.js';
import type { ProbePortOptions } from '../../src/probe/probe-port.js';
import { PROTOCOLS } from '../../src/protocols/index.js';

const KNOWLEDGE = { signatures: { signatures: [] }, protocols: PROTOCOLS };

/** Options to probe or inspect with: every protocol, no signatures, and time for a busy machine. */
export function probeOptions(changes: Partial<ProbePortOptions> = {}): ProbePortOptions {
  return {
    protocols: PROTOCOLS,
    tlsFirst: false,
    mayAsk: true,
    undecided: (greeting) => undecided(greeting, KNOWLEDGE),
    name: 'mail.portolan.test',
    dial: dialTcp,
    connectTimeoutMs: 1000,
    timeoutMs: 3000,
    ...changes,
  };
}
