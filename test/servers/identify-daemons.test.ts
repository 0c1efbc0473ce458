import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { type DaemonPort, startEveryDaemon } from './helpers/all-daemons.js';
import { type DaemonName, whyNot } from './helpers/availability.js';
import { documentOf, portolan, type ScanDocument } from './helpers/cli.js';
import { DAEMONS } from './helpers/daemon-table.js';
import { HOST } from './helpers/ports.js';

/** Milliseconds within which a scan names all of them at once: the three seconds of one, and a busy machine. */
const ALL_WITHIN_MS = 15_000;

const missing = [...(Object.keys(DAEMONS) as DaemonName[]), 'stunnel' as const]
  .map((name) => whyNot(name))
  .filter(Boolean);
const skip = missing.length === 0 ? false : missing.join('; ');
if (skip !== false && process.env['CI'] === 'true') throw new Error(skip);

describe('real daemons on unusual ports', { skip }, () => {
  const stops: (() => Promise<unknown>)[] = [];
  const answers = new Map<number, ScanDocument['results'][number]>();
  const logs = new Map<string, string>();
  let daemons: DaemonPort[] = [];
  let durationMs = 0;

  before(
    async () => {
      daemons = await startEveryDaemon({ after: (stop) => void stops.push(stop) });
      const ports = daemons.map(({ port }) => port).join(',');
      const { results, summary } = documentOf<ScanDocument>(await portolan(['scan', HOST, '-p', ports, '--json']));
      for (const result of results) answers.set(result.port, result);
      durationMs = summary.durationMs;
      for (const { name, log } of daemons) logs.set(name, log());
      await Promise.all(stops.map((stop) => stop()));
    },
    { timeout: 120_000 },
  );

  test('are all named in one scan, in little more than the time of the slowest', () => {
    assert.deepEqual(
      daemons.filter(({ port }) => answers.get(port)?.service == null).map(({ name }) => name),
      [],
    );
    assert.ok(durationMs < ALL_WITHIN_MS, `${durationMs} ms`);
  });

  test('are named by what they said, each with evidence', () => {
    for (const { name, port } of daemons) {
      const service = answers.get(port)?.service;
      assert.notEqual(service?.method, 'port', name);
      assert.ok((service?.evidence.length ?? 0) > 0 && (service?.confidence ?? 0) >= 0.5, name);
    }
  });

  test('are named with service, product and version, where they tell them', () => {
    const said = daemons.map(({ name, port }) => {
      const { service = null } = answers.get(port) ?? {};
      return {
        name,
        service: inClear(service?.name),
        product: service?.product ?? null,
        version: service?.version ?? null,
      };
    });
    const expected = daemons.map(({ name, service, product, version }, index) => {
      const told = said[index]!;
      // More than the truth is welcome: the suffix of a distribution, a version that strangers need not be told.
      const same = version === null ? told.version : told.version?.startsWith(version) ? told.version : version;
      return { name, service: inClear(service), product: product ?? told.product, version: same };
    });
    assert.deepEqual(said, expected);
  });

  test('log nothing that they call an attack', () => {
    assert.ok(
      [...logs.values()].some((log) => log !== ''),
      'no log could be read',
    );
    for (const [name, log] of logs) {
      const lines = log.split('\n').filter((line) => /attack|exploit|intrusion|malicious|probe|scan\b/i.test(line));
      assert.deepEqual(lines, [], name);
    }
  });

  test('inside TLS are named as what they are inside, with the certificate', () => {
    for (const { name, port } of daemons.filter(({ tls }) => tls)) {
      const { tls } = answers.get(port)!;
      assert.match(tls?.version ?? '', /^TLSv1\.[23]$/, name);
      assert.ok(tls?.certificate?.subject.startsWith('CN='), name);
    }
  });
});

/** The name of a protocol, whether or not TLS is around it. */
function inClear(name: string | undefined): string | undefined {
  return PROTOCOLS.find((protocol) => protocol.tlsName === name && name !== undefined)?.name ?? name;
}
