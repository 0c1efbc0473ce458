import assert from 'node:assert/strict';
import os from 'node:os';
import test, { type TestContext } from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { dnsClient, resolverOf } from '../../src/net/dns-client.js';
import type { Family } from '../../src/types.js';
import { type DnsServerOptions, serveDns } from '../helpers/dns-server.js';

const ZONE = [
  'mail.portolan.test A 192.0.2.1',
  'mail.portolan.test A 192.0.2.2',
  'mail.portolan.test AAAA 2001:db8::1',
  'old.portolan.test A 192.0.2.3',
  'local.portolan.test A 127.0.0.1',
  'local.portolan.test AAAA ::1',
  'empty.portolan.test TXT "nothing here"',
];

/** This machine has addresses of these families. */
function machineHas(t: TestContext, ...families: readonly Family[]): void {
  const interfaces = families.map((family) => ({ internal: false, scopeid: 0, family: `IPv${family}` }));
  const linkLocal = { internal: false, scopeid: 2, family: 'IPv6' };
  const faked = { eth0: [...interfaces, linkLocal] } as unknown as ReturnType<typeof os.networkInterfaces>;
  t.mock.method(os, 'networkInterfaces', () => faked);
}

async function resolver(t: TestContext, options?: DnsServerOptions) {
  const dns = await serveDns(t, ZONE, options);
  const resolve = resolverOf(dns.client);
  const addresses = async (name: string, family?: Family) =>
    (await resolve(name, family)).map((each) =>
      each.address.includes(':') === (each.family === 6) ? each.address : null,
    );
  return { dns, resolve, addresses };
}

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => assert.fail('it resolved'),
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof PortolanError, `${error}`);
  assert.equal(error.code, 'ERR_RESOLVE');
  return error.message;
}

test('a name is all its addresses, of one family where that is asked for', async (t) => {
  machineHas(t, 4, 6);
  const { addresses } = await resolver(t);
  assert.deepEqual(await addresses('mail.portolan.test'), ['2001:db8::1', '192.0.2.1', '192.0.2.2']);
  assert.deepEqual(await addresses('mail.portolan.test', 4), ['192.0.2.1', '192.0.2.2']);
  assert.deepEqual(await addresses('mail.portolan.test', 6), ['2001:db8::1']);
});

test('addresses that this machine could not use are left out, unless asked for or the only ones', async (t) => {
  machineHas(t, 6);
  const { addresses } = await resolver(t);
  assert.deepEqual(await addresses('mail.portolan.test'), ['2001:db8::1']);
  assert.deepEqual(await addresses('mail.portolan.test', 4), ['192.0.2.1', '192.0.2.2']);
  assert.deepEqual(await addresses('old.portolan.test'), ['192.0.2.3']);
  assert.deepEqual(await addresses('local.portolan.test'), ['::1', '127.0.0.1']);
});

test('a machine without any address of its own leaves nothing out', async (t) => {
  machineHas(t);
  const { addresses } = await resolver(t);
  assert.deepEqual(await addresses('mail.portolan.test'), ['2001:db8::1', '192.0.2.1', '192.0.2.2']);
});

test('an address is itself, and localhost is loopback, without a question', async (t) => {
  const { dns, addresses, resolve } = await resolver(t);
  assert.deepEqual(await addresses('192.0.2.9'), ['192.0.2.9']);
  assert.deepEqual(await addresses('2001:db8::9', 6), ['2001:db8::9']);
  assert.deepEqual(await addresses('fe80::1%eth0'), ['fe80::1%eth0']);
  assert.deepEqual(await addresses('localhost'), ['::1', '127.0.0.1']);
  assert.match(await messageOf(resolve('192.0.2.9', 6)), /no IPv6 address for this name/);
  assert.deepEqual(dns.questions, []);
});

test('what keeps a name from being resolved is said', async (t) => {
  const { resolve } = await resolver(t);
  assert.match(await messageOf(resolve('nowhere.test', undefined)), /^"nowhere.test": no such host name$/);
  assert.match(await messageOf(resolve('a..b', undefined)), /no such host name$/);
  assert.match(await messageOf(resolve('nowhere.test', 6)), /no such host name$/);
  assert.match(await messageOf(resolve('empty.portolan.test', undefined)), /no address for this name$/);
  assert.match(await messageOf(resolve('old.portolan.test', 6)), /no IPv6 address for this name$/);
});

test('a resolver that fails says nothing about the name', async (t) => {
  const failing = await resolver(t, { fault: 'servfail' });
  assert.match(await messageOf(failing.resolve('mail.portolan.test', 4)), /could not be resolved \(servfail\)$/);
  const { server } = (await resolver(t, { fault: 'silent' })).dns;
  const silent = resolverOf(dnsClient({ servers: [server], timeoutMs: 100 }));
  assert.match(await messageOf(silent('mail.portolan.test', 4)), /the DNS server did not answer in time$/);
});

test('the addresses of one family are enough where the question for the other fails', async (t) => {
  const { addresses } = await resolver(t, { fault: ({ type }) => (type === 'AAAA' ? 'servfail' : undefined) });
  assert.deepEqual(await addresses('old.portolan.test'), ['192.0.2.3']);
});
