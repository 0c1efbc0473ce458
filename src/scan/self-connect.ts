import type { Connection } from '../net/dial.js';
import type { Host } from '../types.js';

/**
 * Whether a connection met itself. When a port of this machine is asked from a source port that happens to be the same,
 * TCP's simultaneous open (RFC 9293 section 3.5) completes the handshake with nobody on the other side.
 */
export function isSelfConnect(connection: Connection, host: Host, port: number): boolean {
  return connection.localPort === port && withoutZone(connection.localAddress) === withoutZone(host.address);
}

function withoutZone(address: string | undefined): string | undefined {
  return address?.split('%', 1)[0];
}
