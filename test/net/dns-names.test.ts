import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { dnsName, isAddressLiteral, isSameAddress, reverseName } from '../../src/net/dns-names.js';

test('a name is asked for in lower case and without its final dot, whatever its script', () => {
  assert.equal(dnsName('Mail.Portolan.TEST.'), 'mail.portolan.test');
  assert.equal(dnsName('_25._tcp.mail.portolan.test'), '_25._tcp.mail.portolan.test');
  assert.equal(dnsName('mäil.portolan.test'), 'xn--mil-qla.portolan.test');
  assert.equal(dnsName('邮件.portolan.test'), 'xn--5nq051n.portolan.test');
  assert.equal(dnsName('test'), 'test');
});

test('what cannot be a name is none', () => {
  const wrong = [
    '',
    '.',
    '..',
    'a..b',
    '.a',
    'a b',
    'a\0b',
    'a\r\nb',
    'a/b',
    'a\\.b',
    '*.a',
    'a@b',
    '192.0.2.1:53',
    '[::1]',
    '::1',
  ];
  for (const text of wrong) assert.equal(dnsName(text), null, JSON.stringify(text));
});

test('characters that only become wrong ones in ASCII make no name', () => {
  for (const text of ['ａ／b.test', 'a%41ä.test', 'ä％41.test', 'ä\u2028.test', 'ä b.test'])
    assert.equal(dnsName(text), null);
});

test('a label has 63 characters at most, and a name 253', () => {
  const label = 'a'.repeat(63);
  assert.equal(dnsName(`${label}.test`), `${label}.test`);
  assert.equal(dnsName(`${label}a.test`), null);
  const longest = [label, label, label, 'b'.repeat(61)].join('.');
  assert.equal(longest.length, 253);
  assert.equal(dnsName(longest), longest);
  assert.equal(dnsName(`${longest}.`), longest);
  assert.equal(dnsName(`${longest}b`), null);
  assert.equal(dnsName('ä'.repeat(100_000)), null);
});

test('no text makes a name of anything but short labels of harmless characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const name = dnsName(text);
      assert.ok(name === null || (name.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(name)));
    }),
  );
});

test('an IPv4 address has its names below in-addr.arpa, also where IPv6 carries it', () => {
  assert.equal(reverseName('192.0.2.25'), '25.2.0.192.in-addr.arpa');
  assert.equal(reverseName('::ffff:192.0.2.25'), '25.2.0.192.in-addr.arpa');
  assert.equal(reverseName('::ffff:c000:219'), '25.2.0.192.in-addr.arpa');
});

test('an IPv6 address has its names below ip6.arpa, digit by digit', () => {
  // The example of RFC 3596 section 2.5.
  assert.equal(
    reverseName('4321:0:1:2:3:4:567:89ab'),
    'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa',
  );
  const loopback = `1.${'0.'.repeat(31)}ip6.arpa`;
  for (const text of ['::1', '0:0:0:0:0:0:0:1', '::0.0.0.1', '::1%lo']) assert.equal(reverseName(text), loopback, text);
  assert.equal(reverseName('::'), `${'0.'.repeat(32)}ip6.arpa`);
  assert.equal(reverseName('::192.0.2.1'), `1.0.2.0.0.0.0.c.${'0.'.repeat(24)}ip6.arpa`);
});

test('every IPv6 address has 32 digits in reverse', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const name = reverseName(address) ?? '';
      assert.match(name, /^(?:[0-9a-f]\.){32}ip6\.arpa$|^(?:[0-9]+\.){4}in-addr\.arpa$/);
    }),
  );
});

test('what is no address has no name in reverse', () => {
  for (const text of ['', 'mail.portolan.test', '192.0.2', '192.0.2.256', '::g', '[::1]'])
    assert.equal(reverseName(text), null);
});

test('two texts of one address are the same address', () => {
  assert.ok(isSameAddress('2001:db8::1', '2001:0DB8:0:0:0:0:0:1'));
  assert.ok(isSameAddress('192.0.2.1', '::ffff:192.0.2.1'));
  assert.ok(!isSameAddress('192.0.2.1', '192.0.2.2'));
  assert.ok(!isSameAddress('mail', 'mail'));
});

test('an address in the place of a name is told from a name', () => {
  for (const text of ['192.0.2.1', '[192.0.2.1]', '2001:db8::1', '[IPv6:2001:db8::1]'])
    assert.ok(isAddressLiteral(text), text);
  for (const text of ['mail', '192.0.2.1.test', '192.0.2', '[mail]', '']) assert.ok(!isAddressLiteral(text), text);
});
