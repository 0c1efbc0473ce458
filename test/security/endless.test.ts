import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test from 'node:test';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import { survive } from '../helpers/hostile.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { hintOf } from '../helpers/probe-options.js';
import { serve, serveTls } from '../helpers/server.js';

const MEGABYTE = 1024 * 1024;
/** Much less than what is sent, much more than what may be kept. */
const MOST_GROWTH = 64 * MEGABYTE;

/** Sends the same block again and again for as long as the other end takes it. */
function flood(socket: Socket, block: string): void {
  const bytes = Buffer.from(block.repeat(Math.ceil(65_536 / block.length)), 'latin1');
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', more);
  more();
}

/** Sends one byte at a time, forever. */
function drip(socket: Socket, block: string): void {
  let place = 0;
  const timer = setInterval(() => {
    socket.write(block.charAt(place % block.length), 'latin1');
    place += 1;
  }, 1);
  socket.once('close', () => clearInterval(timer));
}

for (const [name, block] of [
  ['a line that never ends', 'x'],
  ['an SMTP line that never ends', '220 x'],
  ['a greeting that always goes on', '220-and so on\r\n'],
  ['a greeting of empty lines', '\r\n'],
  ['a greeting of NULs', '\0'],
] as const) {
  test(`${name}, as fast as it can be sent, is cut at the cap`, async (t) => {
    const before = process.memoryUsage();
    const { scanned, probed } = await survive(t, await serve(t, (socket) => flood(socket, block)), { timeoutMs: 3000 });
    assert.equal(scanned.greeting.end, 'too-long');
    assert.equal(scanned.greeting.text.length, MAX_REPLY_BYTES);
    assert.equal(probed.inspection?.greeting.end, 'too-long');
    const { rss } = process.memoryUsage();
    assert.ok(rss - before.rss < MOST_GROWTH, `${rss - before.rss} bytes`);
  });

  test(`${name}, dripped byte by byte, is cut at the deadline`, async (t) => {
    const startedCpu = process.cpuUsage();
    const { scanned } = await survive(t, await serve(t, (socket) => drip(socket, block)));
    assert.equal(scanned.greeting.end, 'timeout');
    assert.ok(block.repeat(1000).startsWith(scanned.greeting.text));
    assert.ok(process.cpuUsage(startedCpu).user / 1000 < 1000);
  });
}

test('a gigabyte behind an honest greeting is not taken in', async (t) => {
  let sent = 0;
  const endpoint = await serve(t, (socket) => {
    socket.write('220 mail.portolan.test ESMTP\r\n');
    const block = Buffer.alloc(MEGABYTE, '250-x\r\n');
    const more = () => {
      while (!socket.destroyed && sent < 1024 * MEGABYTE) {
        sent += block.length;
        if (!socket.write(block)) return;
      }
    };
    socket.on('drain', more);
    more();
  });
  const before = process.memoryUsage();
  const { scanned, probed } = await survive(t, endpoint);
  assert.equal(scanned.greeting.text, '220 mail.portolan.test ESMTP\r\n');
  assert.equal(probed.findings?.ready, true);
  assert.ok(sent < 128 * MEGABYTE, `${sent} bytes were taken`);
  assert.ok(process.memoryUsage().rss - before.rss < MOST_GROWTH);
});

test('a list of capabilities that never ends is cut at the cap', async (t) => {
  const server = await serveLines(t, {
    greeting: '220 mail.portolan.test ESMTP\r\n',
    answer: (line, secure) => (line.startsWith('EHLO') ? '250-X\r\n'.repeat(100_000) : smtpAnswer(line, secure)),
  });
  const { probed } = await survive(t, server.endpoint, { timeoutMs: 3000 });
  assert.equal(probed.findings?.ready, true);
  assert.equal(probed.transcript.at(-1)?.text.length, MAX_REPLY_BYTES);
});

test('a flood inside TLS is cut at the cap as well', async (t) => {
  const endpoint = await serveTls(t, (socket) => flood(socket, '* OK'));
  const { scanned } = await survive(t, endpoint, { hint: hintOf('imap', true), timeoutMs: 3000 });
  assert.equal(scanned.secure, true);
  assert.equal(scanned.greeting.end, 'too-long');
  assert.equal(scanned.greeting.text.length, MAX_REPLY_BYTES);
});

test('a flood where TLS should begin ends the handshake, and in clear it is cut at the cap', async (t) => {
  const { scanned } = await survive(t, await serve(t, (socket) => flood(socket, '\x16\x03\x03\x00\x01\x00')), {
    hint: hintOf('imap', true),
    timeoutMs: 3000,
  });
  assert.deepEqual([scanned.tls, scanned.greeting.end], [null, 'too-long']);
});
