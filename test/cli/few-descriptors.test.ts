import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../helpers/server.js';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/portolan.cjs', import.meta.url));

test('where only 64 files may be open the program starts, and names what answers', {
  skip: process.platform === 'win32',
}, async (t) => {
  const { port } = await serve(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
  const call = [process.execPath, PROGRAM, 'scan', '127.0.0.1', '-p', String(port), '--json', '-q'];
  const child = spawn('sh', ['-c', 'ulimit -n 64 && exec "$0" "$@"', ...call], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', PORTOLAN_DATA: 'bundle' },
  });
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  assert.equal(problems, '');
  assert.equal(JSON.parse(output).results[0].service.product, 'OpenSSH');
});
