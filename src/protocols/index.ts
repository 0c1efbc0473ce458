import { ftp } from './ftp.js';
import { http } from './http.js';
import { imap } from './imap.js';
import { pop3 } from './pop3.js';
import { redis } from './redis.js';
import { smtp } from './smtp.js';
import { ssh } from './ssh.js';
import { tls } from './tls.js';
import type { Protocol } from './types.js';

export { LADDER } from './ladder.js';

/** Every protocol this package speaks. A new one is a new file and a new entry here. */
export const PROTOCOLS: readonly Protocol[] = [smtp, pop3, imap, ftp, ssh, http, redis, tls];

/** A protocol, and whether it is spoken inside TLS from the first byte. */
export interface ProtocolForPort {
  readonly protocol: Protocol;
  readonly secure: boolean;
}

/** The protocol that usually waits at a TCP port; null where none of ours does. */
export function protocolForPort(port: number): ProtocolForPort | null {
  for (const protocol of PROTOCOLS) {
    if (protocol.ports.includes(port)) return { protocol, secure: false };
    if (protocol.tlsPorts.includes(port)) return { protocol, secure: true };
  }
  return null;
}
