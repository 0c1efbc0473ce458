import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export const HOST = '127.0.0.1';
// A connect from the target's own address may meet itself when nobody listens; one from another address cannot.
const CALLER = '127.0.0.2';

/** Ports that this process gave away: none is given twice, so that a daemon that has ended is not taken for the next one. */
const given = new Set<number>();

/** Distinct ports of 127.0.0.1 on which nothing listened a moment ago. Another process may take one meanwhile. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, HOST);
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const fresh = ports.filter((port) => !given.has(port));
  for (const port of fresh) given.add(port);
  return fresh.length === count ? fresh : [...fresh, ...(await freePorts(count - fresh.length))];
}

/** Whether somebody accepts a connection on this port right now. */
export async function accepts(port: number, host: string = HOST): Promise<boolean> {
  const socket = connect({ host, port, localAddress: CALLER });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
