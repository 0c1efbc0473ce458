import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '../../src/protocols/bytes.js';
import { jetdirect } from '../../src/protocols/jetdirect.js';
import { socks } from '../../src/protocols/socks.js';
import { x11 } from '../../src/protocols/x11.js';

const SETUP = 'x11/setup';

function accepted(release: string, vendor = 'The X.Org Foundation'): string {
  const length = vendor.length.toString(16).padStart(2, '0');
  const fixed = `${release} 00000002 ffff1f00 00010000 ${length}00 ffff 01 06 00 00 20 20 08 ff 00000000`;
  return fromHex(`01 00 0b00 0000 0d00 ${fixed}`) + vendor;
}

test('an X server that lets us in tells vendor and version', () => {
  const recognition = x11.recognizeReply?.(accepted('8fa5b800'), SETUP);
  assert.equal(recognition?.subject, 'vendor: The X.Org Foundation, release 12101007, version 21.1.7');
  assert.deepEqual(recognition?.extra, { access: 'open', vendor: 'The X.Org Foundation', release: '12101007' });
  const older = x11.recognizeReply?.(accepted('202bb700'), SETUP);
  assert.equal(older?.subject, 'vendor: The X.Org Foundation, release 12004128, version 1.20.4.128');
  const oldest = x11.recognizeReply?.(accepted('e0ee6602', 'The XFree86 Project, Inc'), SETUP);
  assert.equal(oldest?.subject, 'vendor: The XFree86 Project, Inc, release 40300256, version 4.3.0.256');
});

test('an X server that does not let us in tells why', () => {
  const refused = `${fromHex('00 16 0b00 0000 0600')}No protocol specified\n\0\0`;
  const recognition = x11.recognizeReply?.(refused, SETUP);
  assert.deepEqual(recognition?.extra, { access: 'refused', reason: 'No protocol specified' });
  const authenticate = `${fromHex('02 00 0000 0000 0200')}password`;
  assert.equal(x11.recognizeReply?.(authenticate, SETUP)?.extra?.['access'], 'authentication required');
});

test('what is no answer to a connection setup is not recognised', () => {
  const refused = `${fromHex('00 16 0b00 0000 0600')}No protocol specified\n\0\0`;
  assert.equal(x11.recognizeReply?.(refused, 'http/get'), null);
  for (const hex of ['', '01000b0000000000', '00000a0000000000', '0016 0b00 0000 0100 41414141', '0200000000000000']) {
    assert.equal(x11.recognizeReply?.(fromHex(hex), SETUP), null, hex);
  }
});

test('the frame of a long setup ends where nothing more is looked at', () => {
  const long = `${fromHex('01 00 0b00 0000 ffff')}${'x'.repeat(2000)}`;
  assert.equal(x11.frame(long), 1024);
  assert.equal(x11.frame(long.slice(0, 1023)), 0);
});

test('SOCKS answers with the method it wants', () => {
  const reply = (text: string, request = 'socks/methods') => socks.recognizeReply?.(text, request) ?? null;
  assert.deepEqual(reply('\x05\0')?.extra, { authentication: 'none' });
  assert.deepEqual(reply('\x05\x02')?.extra, { authentication: 'user name and password' });
  assert.deepEqual(reply('\x05\xff')?.extra, { authentication: 'not acceptable' });
  assert.equal(reply('\x05\xff', 'http/get')?.extra, undefined);
  for (const text of ['', '\x05', '\x05\x01', '\x04\0', '\x05\0\0', '\x05\x02\0\x02']) assert.equal(reply(text), null);
  assert.equal(reply('\x05\0', 'http/get'), null);
});

test('a server that turned down the words of another protocol is offered the methods then', () => {
  const offer = socks.inquiries[0]!.bytes;
  assert.ok(typeof offer === 'function');
  const context = { host: 'x', port: 1080, secure: false, clientName: 'x' };
  assert.equal(offer({ ...context, said: [{ request: 'http/get', text: '\x05\xff' }] }), socks.openings[0]?.bytes);
  assert.equal(offer({ ...context, said: [{ request: 'socks/methods', text: '\x05\0' }] }), null);
});

test('Tor is known by its answer to HTTP', () => {
  const answer = 'HTTP/1.0 501 Tor is not an HTTP Proxy\r\nContent-Type: text/html\r\n\r\n';
  assert.ok((socks.recognizeReply?.(answer, 'http/get')?.confidence ?? 0) > 0.9);
  assert.equal(socks.recognizeReply?.('HTTP/1.0 501 Not Implemented\r\n\r\n', 'http/get'), null);
});

test('a printer is asked by full intensity only, and tells its model', () => {
  assert.equal(jetdirect.listenOnly, true);
  assert.ok(jetdirect.openings.every(({ intensity }) => intensity === 'full'));
  const reply = (text: string) => jetdirect.recognizeReply?.(text, 'pdl-datastream/id') ?? null;
  assert.equal(reply('@PJL INFO ID\r\n"HP LaserJet 4200"\r\n\f')?.subject, 'model: HP LaserJet 4200');
  assert.equal(reply('@PJL INFO ID\nBrother HL-5250DN series\n\f')?.subject, 'model: Brother HL-5250DN series');
  assert.equal(reply('@PJL INFO STATUS\r\n'), null);
});
