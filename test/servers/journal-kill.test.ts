// Scans of this process's own servers are killed at random moments and gone on with, until a hundred have been killed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { parsePorts, portVocabulary, type ScanRecord } from '../../src/index.js';
import { startPortolan } from './helpers/cli.js';

const KILLS = 100;
/** Scans at a time: most of their time is the start of a process. */
const AT_ONCE = 2;
const SERVERS = 150;
/** Ports at which nobody is; nobody else's begin there either. */
const QUIET = '9100-10299';
const PAIRS = SERVERS + 1200;
const IN_FLIGHT = 40;
const RATE = 2500;
/** An address of its own, so that nobody else's listeners are met. */
const HOST = '127.77.66.55';
const GREETING = '220 mail.portolan.test ESMTP Postfix\r\n';

/** Servers that greet, and count who came. */
class Servers {
  readonly #servers: Server[] = [];
  /** Connects so far, by port. */
  readonly came = new Map<number, number>();

  static async start(): Promise<Servers> {
    const servers = new Servers();
    for (let index = 0; index < SERVERS; index++) await servers.#add();
    return servers;
  }

  get ports(): number[] {
    return [...this.came.keys()];
  }

  snapshot(): ReadonlyMap<number, number> {
    return new Map(this.came);
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }

  async #add(): Promise<void> {
    const server = createServer((socket) => {
      this.came.set(port, (this.came.get(port) ?? 0) + 1);
      socket.on('error', () => {});
      socket.end(GREETING);
    }).listen(0, HOST);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    this.came.set(port, 0);
    this.#servers.push(server);
  }
}

/** Runs the command line, and kills it after some milliseconds if it is still there. */
async function run(args: readonly string[], killAfterMs: number) {
  const { child, ended } = startPortolan(args);
  const timer = Number.isFinite(killAfterMs) ? setTimeout(() => child.kill('SIGKILL'), killAfterMs) : undefined;
  const { status, stdout, stderr, durationMs } = await ended;
  clearTimeout(timer);
  const wasKilled = child.signalCode === 'SIGKILL';
  assert.ok(wasKilled || status === 0, `${args.join(' ')}: exit ${status}: ${stderr}`);
  return { wasKilled, stdout, durationMs };
}

/** What a journal has recorded: its open ports, and how many verdicts in all. */
function recordedIn(path: string): { readonly open: ReadonlySet<number>; readonly verdicts: number } {
  const open = new Set<number>();
  let verdicts = 0;
  const whole = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  for (const line of whole) {
    const members: { type: string; port: number; pairs: [string, string][] } = JSON.parse(line);
    if (members.type === 'result') {
      open.add(members.port);
      verdicts += 1;
    } else if (members.type === 'verdicts') {
      for (const [, ports] of members.pairs) verdicts += parsePorts(ports, portVocabulary()).count;
    }
  }
  return { open, verdicts };
}

/** What a scan tells, times and order aside. */
function essence(stdout: string): string[] {
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ScanRecord);
  const texts = records.map((record) => {
    if (record.type === 'result') {
      const { type: _type, attempts: _attempts, rttMs: _rttMs, at: _at, ...rest } = record;
      return JSON.stringify(rest);
    }
    if (record.type === 'host') return JSON.stringify(record);
    if (record.type !== 'summary') return '';
    const { asked, open, closed, filtered, unreachable, unknown, complete } = record;
    return JSON.stringify({ asked, open, closed, filtered, unreachable, unknown, complete });
  });
  return texts.filter((text) => text !== '').sort();
}

test(`${KILLS} scans that are killed at random moments and gone on with tell what an uninterrupted one tells`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-kill-'));
  t.after(() => rmSync(folder, { recursive: true }));
  // One set of servers for each scan at a time, so that each knows who has asked it.
  const kills = { left: KILLS, amidst: 0, scans: 0, longest: 0 };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      const servers = await Servers.start();
      t.after(() => servers.close());
      const args = [
        ...['scan', HOST, '-p', `${servers.ports.join(',')},${QUIET}`, '--identify', 'listen', '--show', 'open'],
        ...['--ndjson', '--quiet', '--concurrency', String(IN_FLIGHT), '--rate', String(RATE)],
      ];
      const whole = await run(args, Number.POSITIVE_INFINITY);
      const expected = essence(whole.stdout);
      assert.equal(expected.length, SERVERS + 2);
      for (let scan = 0; kills.left > 0; scan++) {
        const journal = join(folder, `${lane}-${scan}.journal`);
        const told = await untilDone(args, journal, whole.durationMs, servers, kills);
        assert.deepEqual(essence(told), expected);
        assert.equal(existsSync(`${journal}.lock`), false);
        kills.scans += 1;
      }
    }),
  );
  t.diagnostic(`${kills.scans} scans, ${kills.amidst} kills while pairs were being asked`);
  assert.ok(kills.amidst > KILLS / 4, `only ${kills.amidst} kills met a scan at work`);
});

/** Kills a scan and goes on with it until it has ended by itself. Returns what it told then. */
async function untilDone(
  args: readonly string[],
  journal: string,
  wholeMs: number,
  servers: Servers,
  kills: { left: number; amidst: number },
): Promise<string> {
  for (;;) {
    const known = recordedIn(journal).open;
    const before = servers.snapshot();
    const option = existsSync(journal) ? '--resume' : '--journal';
    const mayKill = kills.left > 0;
    const { wasKilled, stdout } = await run(
      [...args, option, journal],
      mayKill ? Math.random() * wholeMs : Number.POSITIVE_INFINITY,
    );
    // Whoever came before the kill may wait to be let in.
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    const { open: recorded, verdicts } = recordedIn(journal);
    for (const port of known) assert.equal(servers.came.get(port), before.get(port), `${port} was asked again`);
    const lost = servers.ports.filter((port) => servers.came.get(port) !== before.get(port) && !recorded.has(port));
    assert.ok(lost.length <= IN_FLIGHT, `${lost.length} were lost`);
    for (const port of known) assert.ok(recorded.has(port), `${port} was forgotten`);
    if (!wasKilled) {
      assert.equal(verdicts, PAIRS, 'every pair is recorded once');
      return stdout;
    }
    kills.left -= 1;
    if (recorded.size > 0 && recorded.size < SERVERS) kills.amidst += 1;
  }
}
