import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { requireDaemon } from './helpers/availability.js';
import { startDovecot } from './helpers/dovecot.js';
import { startOpenssh } from './helpers/openssh.js';
import { accepts, HOST } from './helpers/ports.js';
import { startPostfix } from './helpers/postfix.js';
import type { RunningServer } from './helpers/running-server.js';
import { startVsftpd } from './helpers/vsftpd.js';

for (const [name, start] of [
  ['postfix', () => startPostfix()],
  ['dovecot', () => startDovecot({ tls: false })],
  ['openssh', () => startOpenssh()],
  ['vsftpd', () => startVsftpd()],
] as const) {
  test(`a stopped ${name} leaves no listener and no folder, even with a client still connected`, async (context) => {
    if (!requireDaemon(context, name)) return;
    const server: RunningServer = await start();
    const client = connect({ host: HOST, port: server.port });
    context.after(() => client.destroy());
    client.on('error', () => {});
    await once(client, 'data');
    assert.ok(existsSync(server.folder));
    await Promise.all([server.stop(), server.stop()]);
    for (const port of Object.values(server.ports)) assert.equal(await accepts(port), false);
    assert.equal(existsSync(server.folder), false);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`a test process that gets ${signal} takes its daemons along`, async (context) => {
    if (!requireDaemon(context, 'postfix')) return;
    const script = fileURLToPath(new URL('helpers/start-and-wait.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    context.after(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const { port, folder } = JSON.parse(String(line));
    assert.equal(await accepts(port), true);
    child.kill(signal);
    await once(child, 'exit');
    const deadline = Date.now() + 5000;
    while ((existsSync(folder) || (await accepts(port))) && Date.now() < deadline) await pause(10);
    assert.equal(await accepts(port), false);
    assert.equal(existsSync(folder), false);
  });
}
