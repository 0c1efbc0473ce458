import assert from 'node:assert/strict';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import test from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { parseDnsServer, systemDnsServers } from '../../src/net/dns-client.js';

const NO_ADDRESS = /a DNS server is an address, with a port if it is not 53/;

function problemOf(text: string): PortolanError {
  try {
    parseDnsServer(text);
  } catch (error) {
    assert.ok(error instanceof PortolanError, `${error}`);
    assert.equal(error.code, 'ERR_OPTION');
    assert.doesNotMatch(error.message, /\n/);
    return error;
  }
  return assert.fail(`${text} is taken`);
}

test('a DNS server is an address with a port, or without one at 53', () => {
  const right = [
    ['192.0.2.1', '192.0.2.1', 53],
    ['127.0.0.1:5353', '127.0.0.1', 5353],
    ['::1', '::1', 53],
    ['[::1]', '::1', 53],
    ['[::1]:53', '::1', 53],
    ['[2001:db8::53]:65535', '2001:db8::53', 65_535],
    ['[fe80::1%eth0]:53', 'fe80::1%eth0', 53],
  ] as const;
  for (const [text, address, port] of right) assert.deepEqual(parseDnsServer(text), { address, port });
});

test('a name is no DNS server, and the message says why', () => {
  for (const text of ['dns.portolan.test', 'localhost', 'dns.portolan.test:53', '192.0.2.1.test']) {
    assert.match(problemOf(text).message, /is given by its address: its name would have to be resolved first/);
  }
});

test('a port that is none is refused', () => {
  for (const text of ['127.0.0.1:0', '127.0.0.1:65536', '127.0.0.1:', '127.0.0.1:x', '127.0.0.1:-1', '[::1]:1e3']) {
    assert.match(problemOf(text).message, /a port is a number, 1-65535/);
  }
});

test('anything else is refused with what a DNS server looks like', () => {
  for (const text of [
    '',
    ':53',
    '[::1',
    '::1]:53',
    '[127.0.0.1]:53',
    '1.2.3:53',
    '[]:53',
    '192.0.2.1,192.0.2.2',
    '\0',
    '[::1]53',
  ]) {
    assert.match(problemOf(text).message, NO_ADDRESS, text);
  }
});

test('a port written as other tools write it is put right', () => {
  assert.equal(problemOf('192.0.2.53#5353').suggestion, '192.0.2.53:5353');
  assert.equal(problemOf('2001:db8::53@5353').suggestion, '[2001:db8::53]:5353');
});

test("the system's servers are told with their ports", (t) => {
  t.mock.method(dns, 'getServers', () => ['192.0.2.53', '127.0.0.53:5300', '[2001:db8::53]:54', '2001:db8::54']);
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  assert.deepEqual(systemDnsServers(), [
    { address: '192.0.2.53', port: 53 },
    { address: '127.0.0.53', port: 5300 },
    { address: '2001:db8::53', port: 54 },
    { address: '2001:db8::54', port: 53 },
  ]);
});
