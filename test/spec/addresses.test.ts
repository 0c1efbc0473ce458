import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress, formatIpv4, parseAddress } from '../../src/spec/addresses.js';
import { faultOf } from './helpers.js';

const canonical = (text: string) => {
  const address = parseAddress(text);
  return address === null ? null : formatAddress(address.family, address.value, address.zone);
};

describe('parseAddress and formatAddress', () => {
  const forms: readonly [text: string, canonical: string][] = [
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    // RFC 5952 sections 4.1 to 4.3.
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    // RFC 5952 section 5.
    ['::ffff:c000:0201', '::ffff:192.0.2.1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::192.0.2.1', '::c000:201'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['fe80::1%25', 'fe80::1%25'],
    ['fe80::1%br-lan.100', 'fe80::1%br-lan.100'],
  ];
  for (const [text, expected] of forms) {
    it(`writes ${text} as ${expected}`, () => assert.equal(canonical(text), expected));
  }

  const refused = [
    ...[
      '',
      '1',
      '127.1',
      '1.2.3',
      '1.2.3.4.5',
      '010.0.0.1',
      '00.0.0.0',
      '0x7f.0.0.1',
      '256.0.0.1',
      '1.2.3.4.',
      ' 1.2.3.4',
    ],
    ...['1.2.3.4%eth0', '1..2.3', '1.2.3.4\n', '１.2.3.4', '+1.2.3.4', '1e1.2.3.4'],
    ...[
      ':',
      ':::',
      '1',
      '1:2',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7:8::',
      '::1:2:3:4:5:6:7:8',
    ],
    ...[
      '12345::',
      'g::',
      '::1%',
      '::1%a b',
      '::1%a/b',
      '::1%a:b',
      '[::1]',
      '::1\n',
      '1.2.3.4::',
      '::1.2.3',
      '::01.2.3.4',
    ],
    ...['::1.2.3.4:5', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7:', '1:2:3:4:5:6:7:1.2.3.4', `::1%${'z'.repeat(65)}`],
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseAddress(text), null));
  }

  it('keeps IPv4-mapped IPv6 an IPv6 address', () => {
    assert.deepEqual(parseAddress('::ffff:1.2.3.4'), { family: 6, value: 0xffff_0102_0304n, zone: null });
  });

  it('writes every IPv4 number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
        assert.deepEqual(parseAddress(formatIpv4(value)), { family: 4, value: BigInt(value), zone: null });
      }),
    );
  });

  it('reads back what it wrote, for IPv6 with many zeros too', () => {
    const group = fc.oneof(fc.constant(0n), fc.bigInt(0n, 0xffffn));
    const zone = fc.option(fc.stringMatching(/^[\w.~@-]{1,15}$/));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), zone, (groups, name) => {
        const value = groups.reduce((sum, part) => (sum << 16n) | part, 0n);
        const text = formatAddress(6, value, name);
        assert.deepEqual(parseAddress(text), { family: 6, value, zone: name });
        assert.ok(isIPv6(text.replace(/%.*/, '')));
      }),
    );
  });

  it('agrees with the runtime on what an address is', () => {
    const text = fc
      .array(fc.constantFrom('::', ':', '0', '1', 'ff', '25', '1.2.3.4', '.', '0db8', '12345'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.ipV4(), fc.ipV6()), (candidate) => {
        const family = parseAddress(candidate)?.family;
        assert.equal(family === 4, isIPv4(candidate));
        assert.equal(family === 6, isIPv6(candidate));
      }),
      { numRuns: 3000 },
    );
  });

  for (const [family, value] of [
    [4, -1n],
    [4, 1n << 32n],
    [6, -1n],
    [6, 1n << 128n],
  ] as const) {
    it(`refuses to write ${value} as IPv${family}`, () => {
      faultOf('ERR_TARGET_SPEC', () => formatAddress(family, value, null));
    });
  }
});
