import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import type { Endpoint } from '../../src/net/dial.js';

/** A process that listens, says where, and then stands still for good, so that its queue of connects is never emptied. */
const STANDSTILL = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
/** Milliseconds in which loopback accepts, if it accepts at all. */
const ACCEPTED_WITHIN_MS = 100;
/** Connects that fill a queue of one, with room to spare. */
const ENOUGH = 8;

/** Whether {@link silentPort} works here: other systems refuse, or queue without end. */
export const silenceAvailable = process.platform === 'linux';

/**
 * A port of loopback that answers nothing at all. Linux drops what comes to a listener whose queue is full, so this
 * is true silence, for which the real network would need a firewall.
 */
export async function silentPort(t: TestContext): Promise<Endpoint> {
  const child = spawn(process.execPath, ['-e', STANDSTILL], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const endpoint: Endpoint = { address: '127.0.0.1', family: 4, port: Number(port) };
  for (let count = 0; count < ENOUGH; count += 1) if (!(await fill(t, endpoint.port))) return endpoint;
  throw new Error('the queue of the listener does not fill');
}

/** Takes a place in the queue; false when there is none left. */
function fill(t: TestContext, port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  t.after(() => socket.destroy());
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(false);
    }, ACCEPTED_WITHIN_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
