import assert from 'node:assert/strict';
import test from 'node:test';
import type { dialTcp } from '../../src/net/dial.js';
import type { ProbeStreamRecord } from '../../src/probe-records.js';
import { type DnsServerOptions, serveDns } from '../helpers/dns-server.js';
import { NAME, probesIn } from '../helpers/hostile-mail.js';
import { type Act, answering, saying } from '../helpers/hostile-server.js';
import { host, moment, stopAt } from '../helpers/stopped-probe.js';

/** That nothing is said against a server which was only not waited for. */
function assertBlameless(records: readonly ProbeStreamRecord[]): void {
  const [record] = probesIn(records);
  assert.deepEqual([record?.verdict.code, record?.verdict.evidence], ['not-asked', 'stopped']);
  assert.notEqual(record?.startTls, 'failed');
  const against = record?.findings.filter(({ id }) => /handshake|starttls|closed/.test(id));
  assert.deepEqual(against, []);
}

const GREETING = '220 mail.portolan.test ESMTP\r\n';

/** An SMTP server that reaches the moment when it is asked something, and does not answer that. */
function silentAt(asked: RegExp, reached: () => void, from = 1): Act {
  let times = 0;
  return answering(GREETING, (line, socket) => {
    if (asked.test(line)) {
      times += 1;
      if (times >= from) {
        reached();
        return undefined;
      }
    }
    if (line === 'QUIT') socket.end('221 bye\r\n');
    return line.startsWith('EHLO') ? '250-mail\r\n250 STARTTLS\r\n' : '454 not now\r\n';
  });
}

test('a probe is stopped while names are resolved, whoever does that', { timeout: 20_000 }, async (t) => {
  const zone = [`portolan.test MX 10 ${NAME}`, `_imaps._tcp.portolan.test SRV 0 0 993 ${NAME}`];
  const dns = (await serveDns(t, zone)).text;
  for (const asked of [{ targets: NAME }, { mx: 'portolan.test', dns }, { srv: 'portolan.test', dns }]) {
    const { promise, reached } = moment();
    const resolve = () => {
      reached();
      return new Promise<never>(() => {});
    };
    const records = await stopAt(promise, { options: { ...asked, resolve } });
    assert.deepEqual(probesIn(records), []);
    assert.ok(records.length > 0);
  }
});

test('a probe is stopped while DNS is asked: about a domain, an exchanger, a name, an address, keys', {
  timeout: 20_000,
}, async (t) => {
  const right = answering(GREETING, () => '250 mail\r\n');
  for (const [silent, options] of [
    [/^portolan\.test MX$/, { mx: 'portolan.test' }],
    [/^_imap\._tcp\.portolan\.test SRV$/, { srv: 'portolan.test' }],
    [/^mail\.portolan\.test A$/, { mx: 'portolan.test' }],
    [/^_mta-sts\.portolan\.test TXT$/, { mx: 'portolan.test' }],
    [/^mail\.portolan\.test A$/, { targets: NAME }],
    [/\.in-addr\.arpa PTR$/, { targets: NAME }],
    [/ TLSA$/, { targets: NAME }],
  ] as const) {
    const { promise, reached } = moment();
    const fault: DnsServerOptions['fault'] = ({ name, type }) => {
      if (!silent.test(`${name} ${type}`)) return undefined;
      reached();
      return 'silent';
    };
    const dns = await serveDns(t, [`portolan.test MX 10 ${NAME}`, `${NAME} A 192.0.2.1`], { fault });
    const { options: rest, sockets = [] } = await host(t, 25, right);
    const { targets: _, resolve: __, ...network } = rest;
    await stopAt(promise, { options: { ...network, ...options, dns: dns.text }, sockets });
  }
});

test('a probe is stopped while it connects, and by a dialer that then forgets the signal', {
  timeout: 20_000,
}, async (t) => {
  const connecting = moment();
  const { options, sockets = [] } = await host(t, 25, () => {});
  const dial: typeof dialTcp = (_endpoint, { signal }) => {
    connecting.reached();
    return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))));
  };
  const [unasked] = probesIn(await stopAt(connecting.promise, { options: { ...options, dial } }));
  assert.deepEqual([unasked?.state, unasked?.reason, unasked?.verdict.code], ['unknown', 'stopped', 'not-asked']);
  for (const act of [() => {}, saying(GREETING)]) {
    const { promise, reached } = moment();
    const forgetful = await host(t, 25, (socket) => {
      act(socket);
      setImmediate(reached);
    });
    const forget: typeof dialTcp = (endpoint, { timeoutMs }) => forgetful.options.dial!(endpoint, { timeoutMs });
    assertBlameless(await stopAt(promise, { ...forgetful, options: { ...forgetful.options, dial: forget } }));
  }
  assert.deepEqual(sockets, []);
});

test('a probe is stopped while it waits for a server, and holds nothing against it', { timeout: 20_000 }, async (t) => {
  for (const [port, act] of [
    [25, (reached) => () => reached()],
    [25, (reached) => (socket) => void socket.write('220-wait\r\n', reached)],
    [25, (reached) => silentAt(/^EHLO/, reached)],
    [25, (reached) => silentAt(/^STARTTLS/, reached)],
    [993, (reached) => (socket) => void socket.once('data', reached)],
    [4190, (reached) => (socket) => void socket.write('"SASL" ""\r\n', reached)],
  ] as readonly (readonly [number, (reached: () => void) => Act])[]) {
    const { promise, reached } = moment();
    assertBlameless(await stopAt(promise, await host(t, port, act(reached))));
  }
});

test('a probe is stopped in the handshake behind STARTTLS', { timeout: 20_000 }, async (t) => {
  const { promise, reached } = moment();
  const act = answering(GREETING, (line, socket) => {
    if (line !== 'STARTTLS') return '250-mail\r\n250 STARTTLS\r\n';
    socket.once('data', reached);
    return '220 go ahead\r\n';
  });
  const records = await stopAt(promise, await host(t, 25, act, { tlsVersions: true }));
  assertBlameless(records);
  assert.equal(probesIn(records)[0]?.tlsVersions, null);
});

test('a probe is stopped while it searches for what a silent port speaks', { timeout: 20_000 }, async (t) => {
  const { promise, reached } = moment();
  const act: Act = (socket) => void socket.once('data', reached);
  assertBlameless(await stopAt(promise, await host(t, 2599, act, { probeTimeoutMs: 1500 })));
});
