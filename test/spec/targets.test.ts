import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress } from '../../src/spec/addresses.js';
import { parseTarget } from '../../src/spec/targets.js';
import { valueOrFault } from './helpers.js';

/** A target in short: `name:port` for names, `first-last:port` for addresses. */
/** The user and password of a URL, which the parsed target no longer shows. */
const USER = /^(http:\/\/)[^\\]*@(?=[^@]*$)/;

function summary(text: string): string {
  const target = parseTarget(text);
  assert.equal(target.text, text.replace(USER, '$1'));
  const port = target.port === null ? '' : ` port ${target.port}`;
  if (target.kind === 'name') {
    return `${target.name}${port}`;
  }
  const [first, last] = [target.first, target.last].map((value) => formatAddress(target.family, value, target.zone));
  return `${first === last ? first : `${first} to ${last}`}${port}`;
}

const label63 = 'a'.repeat(63);
const name253 = `${label63}.${label63}.${label63}.${'a'.repeat(61)}`;

describe('parseTarget', () => {
  const accepted: readonly [text: string, summary: string][] = [
    ['mail.example.org', 'mail.example.org'],
    ['MAIL.Example.ORG', 'mail.example.org'],
    ['mail.example.org.', 'mail.example.org'],
    ['localhost', 'localhost'],
    ['a', 'a'],
    ['3com.com', '3com.com'],
    ['10-0-0-1', '10-0-0-1'],
    ['192.0.2.1-dynamic.example.org', '192.0.2.1-dynamic.example.org'],
    ['10-20.example.org', '10-20.example.org'],
    ['_dmarc.my_host.example', '_dmarc.my_host.example'],
    [name253, name253],
    [`${name253}.`, name253],
    ['邮件.例子', 'xn--5nq051n.xn--fsqu00a'],
    ['müller.example', 'xn--mller-kva.example'],
    ['MÜLLER.example:25', 'xn--mller-kva.example port 25'],
    ['mail。example。org', 'mail.example.org'],
    ['xn--mller-kva.example', 'xn--mller-kva.example'],
    ['localhost:25', 'localhost port 25'],
    ['localhost:65535', 'localhost port 65535'],
    ['localhost:0025', 'localhost port 25'],

    ['127.0.0.1', '127.0.0.1'],
    ['1.2.3.4:25', '1.2.3.4 port 25'],
    ['::1', '::1'],
    ['::1:25', '::1:25'],
    ['[::1]', '::1'],
    ['[::1]:25', '::1 port 25'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['[fe80::1%eth0]', 'fe80::1%eth0'],
    ['[fe80::1%eth0]:25', 'fe80::1%eth0 port 25'],
    ['fe80::1%br-lan', 'fe80::1%br-lan'],
    ['fe80::1%if@2', 'fe80::1%if@2'],
    ['[fe80::1%25]', 'fe80::1%25'],
    ['::ffff:1.2.3.4', '::ffff:1.2.3.4'],
    ['2001:DB8:0:0::1', '2001:db8::1'],

    ['10.0.0.0/24', '10.0.0.0 to 10.0.0.255'],
    ['10.0.0.77/24', '10.0.0.0 to 10.0.0.255'],
    ['10.0.0.77/32', '10.0.0.77'],
    ['10.0.0.77/31', '10.0.0.76 to 10.0.0.77'],
    ['0.0.0.0/0', '0.0.0.0 to 255.255.255.255'],
    ['10.0.0.0/24:25', '10.0.0.0 to 10.0.0.255 port 25'],
    ['2001:db8::5/126', '2001:db8::4 to 2001:db8::7'],
    ['2001:db8::/96', '2001:db8:: to 2001:db8::ffff:ffff'],
    ['[2001:db8::/126]:25', '2001:db8:: to 2001:db8::3 port 25'],
    ['fe80::1%eth0/127', 'fe80::%eth0 to fe80::1%eth0'],
    ['10.0.0.1-20', '10.0.0.1 to 10.0.0.20'],
    ['10.0.0.1-1', '10.0.0.1'],
    ['10.0.0.1-20:25', '10.0.0.1 to 10.0.0.20 port 25'],
    ['10.0.0.1-10.0.1.5', '10.0.0.1 to 10.0.1.5'],
    ['::1-::5', '::1 to ::5'],
    ['fe80::1%br-lan-fe80::5%br-lan', 'fe80::1%br-lan to fe80::5%br-lan'],
    ['fe80::1%eth0-fe80::5', 'fe80::1%eth0 to fe80::5%eth0'],

    ['https://example.org:8443/path?x', 'example.org port 8443'],
    ['https://example.org/', 'example.org'],
    ['https://example.org', 'example.org'],
    ['https://example.org:/', 'example.org'],
    ['HTTP://EXAMPLE.org?a@b', 'example.org'],
    ['http://user@host/', 'host'],
    ['http://user:pa:ss@host:81/', 'host port 81'],
    ['http://a@b@host#x:y', 'host'],
    ['smtp://host', 'host'],
    ['//host/', 'host'],
    ['http://host\\@evil.example/', 'host'],
    ['http://127.0.0.1/24', '127.0.0.1'],
    ['http://[::1]/', '::1'],
    ['http://[::1]:8080/', '::1 port 8080'],
    ['http://[fe80::1%25eth0]:8080/', 'fe80::1%eth0 port 8080'],
    ['http://[fe80::1%eth0]/', 'fe80::1%eth0'],
    ['https://例子.example/路径,a', 'xn--fsqu00a.example'],
    ['https://example.org/a-b,c@d:e', 'example.org'],
  ];
  for (const [text, expected] of accepted) {
    const title = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    it(`reads ${title}`, () => assert.equal(summary(text), expected));
  }

  const piece = fc.constantFrom(
    ...['.', ':', '::', '-', '/', '@', '%', '%25', '[', ']', '//', 'http://', ',', '*', '#', '\\', ' ', '\n', '\u2028'],
    ...[
      '10',
      '0',
      '255',
      '256',
      '0x7f',
      '010',
      'a',
      'example',
      'fe80',
      'eth0',
      '1.2.3.4',
      'ü',
      '。',
      '／',
      '１',
      '\u200d',
      '\ud800',
    ],
  );
  const mutated = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 2 })));
  const text = fc.oneof(
    mutated.map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.ipV6().map((address) => `[${address}]:25`),
  );

  it('throws nothing but a one-line PortolanError on whatever it is given, and returns only names and ranges in bounds', () => {
    fc.assert(
      fc.property(text, (candidate) => {
        const target = valueOrFault('ERR_TARGET_SPEC', () => parseTarget(candidate));
        if (target?.kind === 'name') {
          assert.match(target.name, /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/);
          assert.equal(summary(target.name), target.name);
        } else if (target !== undefined) {
          assert.ok(target.first >= 0n && target.first <= target.last);
          assert.ok(target.last < 1n << (target.family === 4 ? 32n : 128n));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('answers at once for long repetitions', () => {
    const started = performance.now();
    for (const part of ['-', ':', '::', '::-', '1.', '[', '%', '@', ',', '/', 'a-', '0', '0x', 'ü', 'a.', '::1%a-']) {
      for (const end of ['', '!', '/24', ':25', ']']) {
        valueOrFault('ERR_TARGET_SPEC', () => parseTarget(`a${part.repeat(8180 / part.length)}${end}`));
        valueOrFault('ERR_TARGET_SPEC', () => parseTarget(`${part.repeat(8180 / part.length)}${end}`));
      }
    }
    assert.ok(performance.now() - started < 3000);
  });
});
