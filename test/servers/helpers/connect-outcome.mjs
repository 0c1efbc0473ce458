// Prints, for each `address:port` argument, what Node's own connect makes of it, as one line of JSON.
// Plain JavaScript, so that it starts at once inside a namespace.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

const WAIT_MS = Number(process.env.WAIT_MS ?? 5000);

/**
 * Node handles every queued tick before it looks at the network. An error that comes within a few nested ticks of the
 * call was therefore connect(2)'s own return value; one that comes later was told by somebody else.
 */
function afterTicks(count, done) {
  if (count === 0) done();
  else process.nextTick(afterTicks, count - 1, done);
}

function outcome(destination) {
  const [host, port] = destination.split(':');
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect({ host, port: Number(port) });
    let immediate = true;
    afterTicks(20, () => {
      immediate = false;
    });
    const timer = setTimeout(() => end('silence'), WAIT_MS);
    const end = (result) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ destination, result, immediate, ms: Math.round(performance.now() - startedAt) });
    };
    socket.once('connect', () => end('connected'));
    socket.once('error', (error) => end(error.code));
  });
}

for (const destination of process.argv.slice(2)) {
  process.stdout.write(`${JSON.stringify(await outcome(destination))}\n`);
}
