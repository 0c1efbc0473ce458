import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { startEveryDaemon } from './helpers/all-daemons.js';
import { type DaemonName, requireDaemon } from './helpers/availability.js';
import { DAEMONS, type Daemon, TUNNELS } from './helpers/daemon-table.js';
import { accepts } from './helpers/ports.js';

const NAMES = Object.keys(DAEMONS) as (keyof typeof DAEMONS)[];

// Most of them spend their time waiting, so a few run at once.
describe('each daemon alone', { concurrency: 4 }, () => {
  for (const name of NAMES) {
    test(`${name} starts on loopback, says which version it is, and leaves nothing behind`, async (context) => {
      if (!requireDaemon(context, name)) return;
      const { start, identities }: Daemon = DAEMONS[name];
      const server = await start();
      context.after(() => server.stop());
      for (const portName of Object.keys(identities)) assert.ok(server.ports[portName], portName);
      const tellsVersion = Object.values(identities).some((identity) => identity.tellsVersion);
      if (tellsVersion) assert.match(server.version ?? 'none', /^\d/);
      await server.stop();
      for (const port of Object.values(server.ports)) assert.equal(await accepts(port), false);
      assert.equal(existsSync(server.folder), false);
    });
  }
});

test('every daemon runs beside the others, and none can be reached from outside', async (context) => {
  const needed: readonly DaemonName[] = [...NAMES, 'stunnel', 'ss'];
  if (!needed.every((name) => requireDaemon(context, name))) return;
  const before = new Set(openToOthers());
  const ports = await startEveryDaemon(context);
  assert.deepEqual(
    openToOthers().filter((address) => !before.has(address)),
    [],
  );
  const expected = Object.values(DAEMONS).flatMap(({ identities }: Daemon) => Object.keys(identities));
  assert.equal(ports.length, expected.length + TUNNELS.length);
  assert.equal(new Set(ports.map(({ port }) => port)).size, ports.length);
  for (const { name, port } of ports) assert.ok(await accepts(port), `${name} does not accept`);
});

/** Addresses, with their ports, on which TCP connections are taken from other machines. */
function openToOthers(): string[] {
  const lines = execFileSync('ss', ['-ltnH'], { encoding: 'utf8' }).split('\n');
  const addresses = lines.map((line) => line.trim().split(/\s+/)[3] ?? '');
  return addresses.filter((address) => address !== '' && !/^(127\.|\[::1\]|\[::ffff:127\.)/.test(address));
}
