import assert from 'node:assert/strict';
import test from 'node:test';
import { knowledgeWith } from '../src/knowledge.js';
import type { Inspection } from '../src/probe/inspect.js';
import { bannerOf, listed, resultOf } from '../src/results.js';
import { decodeBytes } from '../src/server-text.js';

const knowledge = await knowledgeWith();

/** UTF-8 as the stages before the records keep it: one character a byte. */
const raw = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

const silence: Inspection = {
  greeting: { text: '', end: 'timeout' },
  secure: false,
  settled: null,
  replies: [],
  tls: null,
};

function verdictOf(inspection: Partial<Inspection>, port: number) {
  return {
    host: { target: 'box.example', address: '127.0.0.1', family: 4 } as const,
    port,
    state: 'open' as const,
    reason: 'accepted',
    attempts: 1,
    rttMs: 0.25,
    at: new Date(0),
    inspection: { ...silence, ...inspection },
  };
}

function resultFor(greeting: string, port = 25) {
  return resultOf(verdictOf({ greeting: { text: greeting, end: 'complete' } }, port), knowledge);
}

test('bytes are UTF-8 where they can be, else Latin-1', () => {
  assert.equal(decodeBytes(raw('Grüße, 端口 ⚓')), 'Grüße, 端口 ⚓');
  assert.equal(decodeBytes('Gr\xfc\xdfe'), 'Grüße');
  assert.equal(decodeBytes('plain \0 \r\n'), 'plain \0 \r\n');
  assert.equal(decodeBytes(raw('\ufeffx')), '\ufeffx');
  assert.equal(decodeBytes(''), '');
});

test('evidence and names of a greeting in UTF-8 are decoded like its banner', () => {
  const { banner, service } = resultFor(raw('220 mäil.example.org ESMTP Postfix (Debian)\r\n'));
  assert.equal(banner, '220 mäil.example.org ESMTP Postfix (Debian)\r\n');
  assert.deepEqual([service?.hostname, service?.os], ['mäil.example.org', 'Debian']);
  assert.equal(service?.evidence[0]?.text, '220 mäil.example.org ESMTP Postfix (Debian');
});

test('a greeting whose bytes are no UTF-8 keeps them beside its text', () => {
  assert.deepEqual(bannerOf('caf\xe9'), { banner: 'caf\ufffd', bannerBase64: 'Y2Fm6Q==' });
  assert.deepEqual(bannerOf(raw('café')), { banner: 'café' });
});

test('a server that hangs up at once is open, and the record says how it ended', () => {
  const closed = resultOf(verdictOf({ greeting: { text: '', end: 'closed' } }, 9), knowledge);
  assert.deepEqual([closed.state, closed.banner, closed.greetingEnd], ['open', null, 'closed']);
  const stopped = resultOf(verdictOf({ greeting: { text: '', end: 'closed' }, stopped: true }, 9), knowledge);
  assert.equal(stopped.greetingEnd, 'stopped');
  const inHandshake = verdictOf({ greeting: { text: '', end: 'failed' }, stopped: true }, 993);
  assert.equal(resultOf(inHandshake, knowledge).greetingEnd, 'stopped');
  const refused = { protocol: 'tls', method: 'probe', request: 'tls', text: 'ERR_SSL_TLSV1_ALERT' } as const;
  const alerted = verdictOf({ greeting: { text: '', end: 'failed' }, settled: refused, stopped: true }, 993);
  assert.equal(resultOf(alerted, knowledge).greetingEnd, 'failed');
  assert.equal(resultOf({ ...verdictOf({}, 9), inspection: undefined }, knowledge).greetingEnd, null);
});

test('the version, the host name and further facts of a reply are cut in a scan, however short the greeting', () => {
  const long = 'v'.repeat(5000);
  const reply = { request: 'http/get', text: `HTTP/1.0 200 OK\r\nServer: ${long}\r\n\r\n<title>${long}</title>` };
  const settled = { protocol: 'http', method: 'probe', request: 'http/get', text: long } as const;
  const { service } = listed(verdictOf({ replies: [reply], settled }, 9), knowledge);
  assert.equal(service?.name, 'http');
  for (const value of Object.values(service?.extra ?? {})) assert.ok(value.length <= 256, value);
  for (const { text } of service?.evidence ?? []) assert.ok(text.length <= 1024);
});
