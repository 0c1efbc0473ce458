// Stands in front of a server and counts what a client needs to identify it: connections, and bytes in both directions.
import { connect, createServer } from 'node:net';

const HOST = '127.0.0.1';

/**
 * A port that leads to another one, with its counts so far.
 *
 * @param host - Where the other one is. Default 127.0.0.1.
 * @param at - Where to listen. Default a free port of 127.0.0.1.
 */
export async function countingProxy(port, { host = HOST, at = { host: HOST, port: 0 } } = {}) {
  const counts = { connections: 0, sent: 0, received: 0 };
  const sockets = new Set();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    counts.connections += 1;
    const onward = connect({ port, host, allowHalfOpen: true });
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      counts.sent += chunk.length;
    });
    onward.on('data', (chunk) => {
      counts.received += chunk.length;
    });
    join(client, onward);
    join(onward, client);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(at, resolve));
  return {
    port: server.address().port,
    counts,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(resolve);
      }),
  };
}

/** What one end does happens to the other as well: bytes, the end of them, and a reset. */
function join(from, to) {
  from.pipe(to);
  from.on('error', () => to.resetAndDestroy());
  from.once('close', () => to.destroySoon());
}
