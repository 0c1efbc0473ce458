import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rfb } from '../../src/protocols/rfb.js';

const [security] = rfb.inquiries;

function answerTo(greeting: string): string | null {
  const said = [{ request: 'greeting', text: greeting }];
  const context = { host: 'x', port: 5900, secure: false, clientName: 'x', said };
  return typeof security?.bytes === 'function' ? security.bytes(context) : null;
}

function offered(reply: string) {
  return rfb.recognizeReply?.(reply, 'rfb/security') ?? null;
}

test('a greeting is the version, in one form', () => {
  assert.deepEqual(rfb.recognize('RFB 003.008\n')?.extra, { protocolVersion: '3.8' });
  assert.deepEqual(rfb.recognize('RFB 003.889\n')?.extra, { protocolVersion: '3.889' });
  for (const text of ['RFB 3.8\n', 'RFB 003.008\r\n', 'RFB 003.008', 'rfb 003.008\n', ' RFB 003.008\n']) {
    assert.equal(rfb.recognize(text), null);
  }
});

test('the answer is the version of the server, as far as it is one of the three', () => {
  assert.equal(answerTo('RFB 003.003\n'), 'RFB 003.003\n');
  assert.equal(answerTo('RFB 003.005\n'), 'RFB 003.003\n');
  assert.equal(answerTo('RFB 003.007\n'), 'RFB 003.007\n');
  assert.equal(answerTo('RFB 003.889\n'), 'RFB 003.008\n');
  assert.equal(answerTo('RFB 005.000\n'), 'RFB 003.008\n');
  // A repeater waits for an identifier, to connect somebody.
  assert.equal(answerTo('RFB 000.000\n'), null);
});

test('the security types are told in the order of the server', () => {
  assert.equal(offered('\x02\x13\x02')?.subject, 'security: 19 2');
  assert.deepEqual(offered('\x02\x13\x02')?.extra, { security: 'VeNCrypt, VNC authentication' });
  assert.deepEqual(offered('\x01\x01')?.extra, { security: 'none' });
  assert.deepEqual(offered('\x02\xfe\x1e')?.extra, { security: '254, Apple Diffie-Hellman' });
});

test('before 3.7 the server chooses one', () => {
  assert.equal(offered('\0\0\0\x02')?.subject, 'security: 2');
});

test('a refusal tells its reason, in both forms', () => {
  for (const head of ['\0\0\0\0\x11', '\0\0\0\0\0\0\0\x11']) {
    assert.deepEqual(offered(`${head}Too many failures`)?.extra, { security: 'refused', reason: 'Too many failures' });
  }
});

test('an unfinished list and another reply are nothing', () => {
  for (const text of ['', '\x02\x13', '\0\0\0', '\0\0\0\0\x11Too']) assert.equal(offered(text), null);
  assert.equal(rfb.recognizeReply?.('\x01\x01', 'http/get'), null);
});
