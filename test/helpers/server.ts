import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import type { Endpoint } from '../../src/net/dial.js';
import { MAIL } from './certificate.js';

/** A TCP server on loopback that ends with its test. */
export async function serve(t: TestContext, onConnection: (socket: Socket) => void): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { address: '127.0.0.1', family: 4, port: (server.address() as AddressInfo).port };
}

/** A server that speaks TLS from the first byte and ends with its test; it may have an OCSP response to pass along. */
export async function serveTls(
  t: TestContext,
  onConnection: (socket: TLSSocket) => void,
  certificate: TlsOptions = MAIL,
  stapled: Buffer | null = null,
): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  const server = createTlsServer({ ...certificate, noDelay: true }, (socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  if (stapled !== null) server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, stapled));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { address: '127.0.0.1', family: 4, port: (server.address() as AddressInfo).port };
}

/** A port of loopback at which nothing listens, as far as that can be known. */
export async function closedPort(): Promise<Endpoint> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return { address: '127.0.0.1', family: 4, port };
}
