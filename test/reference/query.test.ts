import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { lookup, parseQuery } from '../../src/reference/index.js';

const ports = (
  first: number,
  last: number,
  transport: string | null = null,
  { protocolToo = false, replyToo = false } = {},
) => ({ kind: 'ports', first, last, transport, protocolToo, replyToo });
const name = (text: string, transport: string | null = null, elsewhereToo = transport === null) => ({
  kind: 'name',
  name: text,
  transport,
  elsewhereToo,
});
const mail = (protocol: string, text: string) => ({ kind: 'mail', protocol, text });

const FORMS: [string, unknown][] = [
  ['25', ports(25, 25, null, { protocolToo: true })],
  [' 25 ', ports(25, 25, null, { protocolToo: true })],
  ['256', ports(256, 256, null, { replyToo: true })],
  ['250', ports(250, 250, null, { protocolToo: true, replyToo: true })],
  ['port:250', ports(250, 250)],
  ['250/tcp', ports(250, 250, 'tcp')],
  ['600', ports(600, 600)],
  ['25/tcp', ports(25, 25, 'tcp')],
  ['443/TCP', ports(443, 443, 'tcp')],
  ['tcp/443', ports(443, 443, 'tcp')],
  ['38412/sctp', ports(38_412, 38_412, 'sctp')],
  ['20-25', ports(20, 25)],
  ['20-25/udp', ports(20, 25, 'udp')],
  ['0x0bc6', ports(3014, 3014)],
  ['0X19-0x20', ports(25, 32)],
  ['port:25', ports(25, 25)],
  ['PORT:25/tcp', ports(25, 25, 'tcp')],
  ['port:smtp', name('smtp', null, false)],
  ['smtp', name('smtp')],
  ['smtp/tcp', name('smtp', 'tcp')],
  ['EtherNet/IP-1', name('EtherNet/IP-1')],
  ['914c-g', name('914c-g')],
  ['3com-tsmux', name('3com-tsmux')],
  ['post office', name('post office')],
  ['proto:6', { kind: 'protocol', protocol: 6 }],
  ['proto:0x06', { kind: 'protocol', protocol: 6 }],
  ['Proto:tcp', { kind: 'protocol', protocol: 'tcp' }],
  ['smtp:550', mail('smtp', '550')],
  ['SMTP:ehlo', mail('smtp', 'ehlo')],
  ['smtp：550', mail('smtp', '550')],
  ['smtp:5.1.1', mail('smtp', '5.1.1')],
  ['5.7.1', mail('smtp', '5.7.1')],
  ['pop3:UIDL', mail('pop3', 'UIDL')],
  ['pop:-ERR', mail('pop3', '-ERR')],
  ['imap:LOGIN', mail('imap', 'LOGIN')],
  ['topic:base64', { kind: 'topic', name: 'base64' }],
  ['550 5.7.1 Relaying denied', mail('smtp', '550 5.7.1 Relaying denied')],
  ['250-PIPELINING', mail('smtp', '250-PIPELINING')],
  ['421-4.7.0 slow down', mail('smtp', '421-4.7.0 slow down')],
  ['-ERR [AUTH] no', mail('pop3', '-ERR [AUTH] no')],
  ['+OK', mail('pop3', '+OK')],
  ['* BYE see you', mail('imap', '* BYE see you')],
  ['a1 NO [AUTHENTICATIONFAILED] wrong', mail('imap', 'a1 NO [AUTHENTICATIONFAILED] wrong')],
  ['MAIL FROM:<a@example.org>', name('MAIL FROM:<a@example.org>')],
  ['RCPTTO:<a@example.org>', mail('smtp', 'RCPTTO:<a@example.org>')],
  ['250-260', ports(250, 260)],
];
for (const [text, expected] of FORMS) {
  test(`${JSON.stringify(text)} is understood`, () => assert.deepEqual(parseQuery(text), expected));
}

const FAULTS: [string, RegExp][] = [
  ['', /empty/],
  ['  ', /empty/],
  ['65536', /"65536": a port is a number from 0 to 65535$/],
  ['99999999999999999999', /0 to 65535/],
  ['-5', /0 to 65535/],
  ['1.5', /0 to 65535/],
  ['80-22', /backwards \(did you mean 22-80\?\)/],
  ['80-22/tcp', /did you mean 22-80\/tcp\?/],
  ['20-65536', /0 to 65535/],
  ['25-', /no end/],
  ['25/xyz', /tcp, udp, sctp or dccp/],
  ['25/', /tcp, udp, sctp or dccp/],
  ['/tcp', /tcp, udp, sctp or dccp/],
  ['25,110', /did you mean 25 110\?/],
  ['0xzz', /hexadecimal/],
  ['proto:256', /0 to 255 \(did you mean port:256\?\)/],
  ['proto:', /nothing after the colon/],
  ['proto:0xzz', /0 to 255/],
  ['pop4:1', /unknown prefix/],
  ['smtp:', /nothing after the colon/],
];
for (const [text, message] of FAULTS) {
  test(`${JSON.stringify(text)} is refused with the reason`, () => {
    assert.throws(
      () => parseQuery(text),
      (error) => {
        assert.ok(error instanceof PortolanError);
        assert.equal(error.code, 'ERR_QUERY');
        assert.equal(error.value, text);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

test('any text is answered or refused, never anything else', () => {
  const near = fc.string({ unit: fc.constantFrom(...'0123456789xX-/:,. tcpudroabf\n\0') });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (text) => {
      try {
        parseQuery(text);
      } catch (error) {
        assert.ok(error instanceof PortolanError, String(error));
        assert.doesNotMatch(error.message, /[\r\n]/);
      }
    }),
    { numRuns: 2000 },
  );
});

test('every number is found in every spelling', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_535 }), (port) => {
      const plain = lookup(`port:${port}`).matches;
      assert.deepEqual(lookup(`port:0x${port.toString(16)}`).matches, plain);
      assert.deepEqual(lookup(`${port}-${port}`).matches, plain);
    }),
  );
});
