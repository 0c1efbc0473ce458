import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Inspection } from '../src/probe/inspect.js';
import type { Service } from '../src/types.js';
import { unrecognizedOf } from '../src/unrecognized.js';
import { version } from '../src/version.js';

const host = { target: 'mail.example.org', address: '192.0.2.7' };
const guess: Service = {
  ...{ name: 'http', method: 'port', confidence: 0.3, product: null, vendor: null, version: null },
  ...{ hostname: null, os: null, cpe: null, extra: {}, evidence: [] },
};

function inspection(greeting: string, replies: Inspection['replies'] = [], rest: Partial<Inspection> = {}): Inspection {
  return { greeting: { text: greeting, end: 'complete' }, secure: false, settled: null, replies, tls: null, ...rest };
}

test('what was said and not recognised is kept, with one line to share', () => {
  const reply = { request: 'http/get', text: 'WHAT "?" \\\r\n\x00\xff' };
  const kept = unrecognizedOf(host, 7777, null, inspection('hi\n', [reply]));
  assert.deepEqual(kept.unrecognized, [
    { request: 'greeting', text: 'hi\n' },
    { request: 'http/get', text: 'WHAT "?" \\\r\n\x00\ufffd', base64: 'V0hBVCAiPyIgXA0KAP8=' },
  ]);
  assert.equal(
    kept.report,
    String.raw`portolan ${version} port 7777 greeting="hi\n" http/get="WHAT \"?\" \\\r\n\x00\xff"`,
  );
});

test('a guess from the port number is no recognition, a greeting that is known is one', () => {
  assert.notEqual(unrecognizedOf(host, 80, guess, inspection('?')).report, undefined);
  assert.deepEqual(unrecognizedOf(host, 80, { ...guess, method: 'banner' }, inspection('?')), {});
  assert.deepEqual(unrecognizedOf(host, 80, { ...guess, method: 'probe' }, inspection('?')), {});
});

test('nothing is kept where nothing was said, or nothing was read', () => {
  assert.deepEqual(unrecognizedOf(host, 80, guess, inspection('')), {});
  assert.deepEqual(unrecognizedOf(host, 80, guess, undefined), {});
});

test('of what is spoken inside TLS, that it is TLS is no recognition', () => {
  const settled = { protocol: 'tls', method: 'probe', request: 'tls', text: 'TLSv1.3' } as const;
  const inside = inspection('', [{ request: 'http/get', text: '?' }], { secure: true, settled });
  const { report } = unrecognizedOf(host, 7777, { ...guess, name: 'tls', method: 'probe' }, inside);
  assert.equal(report, `portolan ${version} port 7777 inside TLS http/get="?"`);
});

test('each answer is kept up to 512 bytes, and says that there were more', () => {
  const { unrecognized, report = '' } = unrecognizedOf(host, 1, null, inspection('x'.repeat(600)));
  assert.deepEqual([unrecognized?.[0]?.text.length, unrecognized?.[0]?.truncated], [512, true]);
  assert.ok(report.endsWith('x"(of 600 bytes)'));
});

test('no more than eight answers are kept', () => {
  const replies = Array.from({ length: 12 }, (_each, index) => ({ request: `p/${index}`, text: '?' }));
  assert.equal(unrecognizedOf(host, 1, null, inspection('', replies)).unrecognized?.length, 8);
});

test('name and address of the target are no part of the line, also where the server repeats them', () => {
  const text = 'hello MAIL.example.org [192.0.2.7:25] at 192.0.2.77, mail.example.org.test, a.mail.example.org';
  const { report = '' } = unrecognizedOf({ ...host, target: 'mail.example.org:25' }, 25, null, inspection(text));
  assert.ok(report.includes('"hello <target> [<target>:25] at 192.0.2.77, '), report);
  assert.ok(!/mail\.example/i.test(report), report);
});

test('the line is printable ASCII, has no line break and at most 2048 bytes, whatever the server said', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 1200 }),
    fc.constantFrom('\x00'.repeat(4000), '"'.repeat(700), '\\'.repeat(700), 'a'.repeat(16_384)),
  );
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 10 }), (greeting, texts) => {
      const replies = texts.map((each, index) => ({ request: `protocol/request-${index}`, text: each }));
      const { report, unrecognized } = unrecognizedOf(host, 65_535, null, inspection(greeting, replies));
      if (report === undefined) return;
      assert.match(report, /^[\x20-\x7e]{1,2048}$/);
      for (const { request } of unrecognized ?? []) assert.ok(report.includes(` ${request}="`));
    }),
  );
});
