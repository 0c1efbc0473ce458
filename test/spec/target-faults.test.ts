import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTarget } from '../../src/spec/targets.js';
import { faultOf } from './helpers.js';

const label63 = 'a'.repeat(63);
const name253 = `${label63}.${label63}.${label63}.${'a'.repeat(61)}`;

describe('parseTarget', () => {
  const refused: readonly [text: string, message: RegExp, suggestion?: string][] = [
    ['', /no target given/],
    [' ', /no blanks/],
    [' host', /no blanks/, 'host'],
    ['a b', /no blanks/],
    ['a\u00a0b', /no blanks/],
    ['a\u2028b', /no blanks/],
    ['a\tb', /control characters/],
    ['a\0', /control characters/],
    ['a\u009b', /control characters/],
    ['-oops', /does not start with a hyphen/],
    ['--help', /does not start with a hyphen/],
    ['a.example,b.example', /separate arguments/, 'a.example b.example'],
    ['10.0.0.0/24,10.0.1.0/24', /separate arguments/, '10.0.0.0/24 10.0.1.0/24'],
    ['a.example/x,y', /separate arguments/],

    ['25', /a target is a host/, '-p 25'],
    ['25,110', /a target is a host/, '-p 25,110'],
    ['1-1024', /a target is a host/, '-p 1-1024'],
    ['2130706433', /a target is a host/, '127.0.0.1'],
    [':25', /a target is a host/, '-p 25'],
    [':', /a target is a host/],
    ['host:', /a port is a number, 1-65535/],
    ['host:0', /port 0 is reserved/],
    ['host:65536', /^"host:65536": a port is a number, 1-65535$/],
    ['host:smtp', /a port is a number/],
    ['host:-1', /a port is a number/],
    ['host:1e3', /a port is a number/],
    ['http://host:99999/', /a port is a number/],
    ['http://host:0/', /port 0 is reserved/],

    ['127.1', /four octets/, '127.0.0.1'],
    ['0x7f.1', /four octets/, '127.0.0.1'],
    ['0x7f000001', /four octets/, '127.0.0.1'],
    ['192.168.1', /four octets/],
    ['010.0.0.1', /leading zeros/, '10.0.0.1 or 8.0.0.1'],
    ['10.0.0.08', /leading zeros/, '10.0.0.8'],
    ['0177.1', /leading zeros/, '127.0.0.1'],
    ['10.0.0.300', /^"10.0.0.300": an octet is 0-255$/],
    ['1.2.3.4.5', /four octets/],
    ['1..2.3', /four octets/],
    ['1.2.3.4.', /no final dot/, '1.2.3.4'],
    ['10.0.0.*', /prefix length/, '10.0.0.0/24'],
    ['10.1.*.*', /prefix length/, '10.1.0.0/16'],
    ['10.*.0.1', /prefix length/],
    ['host.123', /not a number/],
    ['host.0x7f', /not a number/],
    ['http://0x7f.1/', /four octets/, '127.0.0.1'],
    ['１２７.0.0.1', /ASCII digits/, '127.0.0.1'],

    ['10.0.0.0/33', /the prefix length of an IPv4 network is 0-32/],
    ['10.0.0.0/a', /0-32/],
    ['10.0.0.0/', /0-32/],
    ['10.0.0.0/024', /0-32/],
    ['10.0.0.0/-1', /0-32/],
    ['10.0.0.0/255.255.255.0', /0-32/, '10.0.0.0/24'],
    ['10.0.0.0/255.0.255.0', /0-32/],
    ['1.2.3/24', /such as 192.0.2.0\/24/, '1.2.3.0/24'],
    ['1.2.3.4.5/24', /such as 192.0.2.0\/24/],
    ['/24', /such as 192.0.2.0\/24/],
    ['::/129', /the prefix length of an IPv6 network is 0-128/],
    ['::/0', /at most 4294967296 addresses/],
    ['2001:db8::/95', /at most 4294967296 addresses/],
    ['::-1::', /at most 4294967296 addresses/],
    ['10.0.0.20-10.0.0.1', /lower to the higher/, '10.0.0.1-10.0.0.20'],
    ['10.0.0.20-1', /lower to the higher/, '10.0.0.1-20'],
    ['::5-::1', /lower to the higher/, '::1-::5'],
    ['10.0.0.1-300', /an octet is 0-255/, '10.0.0.1-255'],
    ['10.0.0.1-', /a range is/],
    ['10.0.0-3.1', /a range is/],
    ['10.0.0.1-2-3', /a range is/],
    ['::1-5', /a range is/, '::1-::5'],
    ['10.0.0.1-::5', /one family/],
    ['fe80::1%a-fe80::5%b', /one zone/],

    ['example.org/24', /prefix length follows an address/, 'example.org'],
    ['example.org/path', /path is allowed in a URL only/, 'example.org'],
    ['example.org:8443/path', /path is allowed in a URL only/, 'example.org:8443'],
    ['1.2.3.4:80/path', /path is allowed in a URL only/, '1.2.3.4:80'],
    ['http:/host', /path is allowed in a URL only/],
    ['user@example.org', /no user/, 'example.org'],
    ['file:///etc/passwd', /names no host/],
    ['http://', /names no host/],
    ['http://user@/', /names no host/],
    ['http://:80/', /names no host/],

    ['[::1', /not closed/, '[::1]'],
    ['[::1]x', /only a colon and a port/, '::1x'],
    ['[2001:db8::]/126', /only a colon and a port/, '2001:db8::/126'],
    ['[::1]-[::5]', /only a colon and a port/, '::1-::5'],
    ['[]', /brackets are for IPv6/],
    ['[1.2.3.4]:25', /brackets are for IPv6/, '1.2.3.4:25'],
    ['[example.org]', /brackets are for IPv6/, 'example.org'],
    ['1:2:3', /not an IPv6 address/],
    ['::g', /not an IPv6 address/],
    ['host:25:30', /not an IPv6 address/],
    ['1:2:3:4:5:6:7:8:25', /not an IPv6 address/, '[1:2:3:4:5:6:7:8]:25'],
    ['fe80::1%eth0:25', /not an IPv6 address/, '[fe80::1%eth0]:25'],
    ['fe80::1%', /not an IPv6 address/],
    ['1.2.3.4%eth0', /only an IPv6 address has a zone/, '1.2.3.4'],
    ['host%eth0', /only an IPv6 address has a zone/, 'host'],

    ['.', /names no host/],
    ['..', /no empty part/],
    ['a..b', /no empty part/, 'a.b'],
    ['.a', /no empty part/, 'a'],
    ['a-.example', /starts or ends with a hyphen/],
    ['a.-b.example', /starts or ends with a hyphen/],
    [`${label63}a.example`, /at most 63 characters/],
    [`${name253}a`, /at most 253 characters/],
    ['a!b', /letters, digits, hyphens and dots/],
    ['*.example.org', /letters, digits, hyphens and dots/],
    ['ex$(id)ample', /letters, digits, hyphens and dots/],
    ['\u200b', /IDNA/],
    ['ü／x', /IDNA/],
    ['ü$x', /IDNA/],
    ['xn--a.ü', /IDNA/],
    ['ü'.repeat(1000), /IDNA/],
    [`${'ü'.repeat(60)}.example`, /at most 63 characters/],
    ['a'.repeat(8193), /at most 8192 characters/],
  ];
  for (const [text, message, suggestion] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
      const fault = faultOf('ERR_TARGET_SPEC', () => parseTarget(text));
      assert.match(fault.message, message);
      assert.equal(fault.suggestion, suggestion);
    });
  }

  it('suggests only targets that it would read itself', () => {
    for (const [, , suggestion] of refused) {
      if (suggestion !== undefined && !/^-p | /.test(suggestion) && suggestion !== '::1x') {
        parseTarget(suggestion);
      }
    }
  });
});
