import type { Connection, Endpoint } from './dial.js';

/**
 * Whether a connection met itself. When a port of this machine is asked from a source port that happens to be the same,
 * TCP's simultaneous open (RFC 9293 section 3.5) completes the handshake with nobody on the other side.
 *
 * The connection's own idea of its peer counts, since the kernel turns 0.0.0.0 and :: into an address of this machine;
 * the endpoint that was asked for stands in where a dialer's connection has none.
 */
export function isSelfConnect(connection: Connection, endpoint: Endpoint): boolean {
  const { localAddress, localPort, remoteAddress = endpoint.address, remotePort = endpoint.port } = connection;
  return localPort === remotePort && withoutZone(localAddress) === withoutZone(remoteAddress);
}

function withoutZone(address: string | undefined): string | undefined {
  return address?.split('%', 1)[0];
}
