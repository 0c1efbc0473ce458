import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ajp } from '../../src/protocols/ajp.js';
import { asUint16, bytes, fromHex } from '../../src/protocols/bytes.js';
import { epmap } from '../../src/protocols/epmap.js';

function packet(body: string): string {
  return `AB${asUint16(body.length)}${body}`;
}

const HEADERS = packet(fromHex('04 00c8 0002 4f4b 00 0000'));

function part(text: string): string {
  return packet(`\x03${asUint16(text.length)}${text}\0`);
}

const END = packet('\x05\x01');

test('a container answers a ping, and a page with its status and body', () => {
  assert.equal(ajp.recognizeReply?.(packet('\x09'), 'ajp13/ping')?.text, 'CPong');
  const page = ajp.recognizeReply?.(
    HEADERS + part('<title>Apache ') + part('Tomcat/9.0.70</title>') + END,
    'ajp13/page',
  );
  assert.equal(page?.subject, 'body: <title>Apache Tomcat/9.0.70</title>');
  assert.deepEqual(page?.extra, { status: '200' });
});

test('a response ends with its last packet, and a cut one tells what there is', () => {
  const frame = ajp.inquiries[0]!.frame;
  const whole = HEADERS + part('body') + END;
  assert.equal(frame(`${whole}more`), whole.length);
  for (let cut = 0; cut < whole.length; cut += 1) assert.equal(frame(whole.slice(0, cut)), 0);
  assert.equal(ajp.recognizeReply?.(HEADERS + part('a body').slice(0, -2), 'ajp13/page')?.subject, 'body: a bod');
});

test('the page is asked for by the name of the server', () => {
  const page = ajp.inquiries[0]!.bytes;
  assert.ok(typeof page === 'function');
  const request = page({ host: 'x.test', port: 8009, secure: false, clientName: 'x', said: [] }) ?? '';
  assert.equal(request.slice(0, 2), '\x12\x34');
  assert.equal(request.length, 4 + request.charCodeAt(3));
  assert.equal(request.split(`${asUint16(6)}x.test\0`).length, 3);
});

test('an endpoint mapper accepts the call or refuses it', () => {
  const reply = (kind: number, call = '74726f70') =>
    epmap.recognizeReply?.(
      bytes(5, 0, kind, 3) + fromHex(`10000000 1800 0000 ${call} 0000 0000 00000000`),
      'epmap/bind',
    );
  assert.equal(reply(12)?.text, 'bind accepted');
  assert.equal(reply(13)?.text, 'bind refused');
  assert.equal(reply(11), null);
  assert.equal(reply(12, '00000000'), null);
  const bind = String(epmap.openings[0]?.bytes);
  assert.equal(epmap.frame(bind), bind.length);
  assert.equal(epmap.recognizeReply?.(bind, 'epmap/bind'), null);
});
