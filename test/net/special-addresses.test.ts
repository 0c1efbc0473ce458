import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { isGloballyReachable } from '../../src/net/special-addresses.js';

const of = (addresses: string, expected: boolean) => {
  for (const address of addresses.trim().split(/\s+/)) {
    assert.equal(isGloballyReachable(address), expected, address);
  }
};

test('addresses of loopback, private networks, links, examples and groups are not of the Internet', () => {
  of('127.0.0.1 127.255.255.255 ::1 0.0.0.0 ::', false);
  of('10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.25 100.64.0.1 100.127.255.255 fd00::25 fc00::1', false);
  of('169.254.1.1 fe80::1 febf::1 fec0::1', false);
  of('192.0.2.25 198.51.100.1 203.0.113.255 2001:db8::25 3fff:fff::1 198.18.0.1 198.19.255.255', false);
  of('192.0.0.8 224.0.0.1 240.0.0.1 255.255.255.255 ff02::1 100::1 100:0:0:1::1 5f00::1 64:ff9b:1::1 2001::1', false);
});

test('all other addresses are, also those beside the special ones', () => {
  of('1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255', true);
  of('172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0', true);
  of('223.255.255.255 192.0.0.9 192.0.0.10', true);
  of('2000:: 2001:200:: 2001:db7:: 2001:db9:: 2001:20::25 2002::1 2600::1 64:ff9b::1 3fff:1000::1', true);
});

test('an IPv4 address that IPv6 carries is itself, and a zone does not matter', () => {
  of('::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 fe80::1%eth0 FE80::1%1', false);
  of('::ffff:1.0.0.1 ::FFFF:100:1', true);
});

test('what is no address is none of the Internet', () => {
  fc.assert(fc.property(fc.string(), (text) => isGloballyReachable(`${text} `) === false));
  for (const text of ['', 'localhost', '1.2.3', '1.2.3.4.5', '::g']) assert.equal(isGloballyReachable(text), false);
});
