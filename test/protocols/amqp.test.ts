import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { amqp } from '../../src/protocols/amqp.js';
import { amqpTable } from '../../src/protocols/amqp-table.js';
import { amqp1Facts, amqp1Open } from '../../src/protocols/amqp1.js';
import { asUint32, fromHex } from '../../src/protocols/bytes.js';
import type { Saying } from '../../src/protocols/types.js';

function longString(value: string): string {
  return asUint32(value.length) + value;
}

function field(name: string, value: string): string {
  return `${String.fromCharCode(name.length)}${name}S${longString(value)}`;
}

function table(content: string): string {
  return longString(content);
}

/** As RabbitMQ begins, with a table inside the table. */
function start(...fields: readonly string[]): string {
  const capabilities = `\x0ccapabilitiesF${table('\x0abasic.nackt\x01')}`;
  const content = `\0\x0a\0\x0a\0\x09${table(capabilities + fields.join(''))}${longString('PLAIN AMQPLAIN')}${longString('en_US')}`;
  return `\x01\0\0${asUint32(content.length)}${content}\xce`;
}

const RABBITMQ = start(
  field('cluster_name', 'rabbit@mq1'),
  field('platform', 'Erlang/OTP 25.2.3'),
  field('product', 'RabbitMQ'),
  field('version', '3.10.8'),
);

/** A frame of AMQP 1.0 of one performative. */
function frame1(kind: number, content: string, type = 0): string {
  const performative = `\0\x53${String.fromCharCode(kind)}${content}`;
  return `${asUint32(8 + performative.length)}\x02${String.fromCharCode(type)}\0\0${performative}`;
}

function bytesOf(name: string, ...said: readonly Saying[]): string | null {
  const { bytes } = amqp.inquiries.find((each) => each.name === name)!;
  return typeof bytes === 'string' ? bytes : bytes({ host: 'x', port: 1, secure: false, clientName: 'x', said });
}

test('the start of a connection tells product, version, platform and cluster', () => {
  const recognition = amqp.recognizeReply?.(RABBITMQ, 'amqp/header');
  assert.equal(recognition?.subject, 'product: RabbitMQ 3.10.8\nplatform: Erlang/OTP 25.2.3\n');
  assert.deepEqual(recognition.extra, {
    ...{ protocolVersion: '0-9-1', platform: 'Erlang/OTP 25.2.3', clusterName: 'rabbit@mq1' },
    mechanisms: 'PLAIN AMQPLAIN',
  });
  assert.equal(amqp.frame(RABBITMQ), RABBITMQ.length);
});

test('a header is an answer, also to other requests, and tells the version', () => {
  const version = (header: string) => amqp.recognizeReply?.(header, 'http/get')?.extra?.['protocolVersion'];
  assert.equal(version('AMQP\0\0\x09\x01'), '0-9-1');
  assert.equal(version('AMQP\0\x01\0\0'), '1.0');
  assert.equal(version('AMQP\x03\x01\0\0'), '1.0');
  assert.equal(version('AMQP\x01\x01\0\x0a'), '0-10');
  assert.equal(amqp.recognizeReply?.('AMQP/1.0', 'http/get'), null);
});

test('who was found by another request is asked for its start, who speaks 1.0 in its own way', () => {
  const http = (text: string): Saying => ({ request: 'http/get', text });
  const rabbit = http('AMQP\0\0\x09\x01');
  assert.deepEqual([bytesOf('start', rabbit), bytesOf('open', rabbit)], ['AMQP\0\0\x09\x01', null]);
  const clear = http('AMQP\0\x01\0\0');
  assert.deepEqual([bytesOf('start', clear), bytesOf('sasl', clear)], [null, null]);
  assert.equal(bytesOf('open', clear), `AMQP\0\x01\0\0${amqp1Open()}`);
  assert.equal(bytesOf('sasl', http('AMQP\x03\x01\0\0')), 'AMQP\x03\x01\0\0');
});

test('an open frame of AMQP 1.0 is as long as it says', () => {
  assert.equal(amqp1Open(), fromHex('00000018 02000000 005310 c0 0b 01 a1 08 706f72746f6c616e'));
  assert.equal(amqp1Facts(amqp1Open()).extra['container'], 'portolan');
});

test('properties of an open frame are found behind arrays, numbers and lists', () => {
  const symbol = (value: string) => `\xa3${String.fromCharCode(value.length)}${value}`;
  const text = (value: string) => `\xa1${String.fromCharCode(value.length)}${value}`;
  const array = '\xe0\x0a\x02\xa3\x03one\x03two';
  const map = [symbol('product'), text('apache-activemq-artemis'), symbol('version'), text('2.31.2')].join('');
  const values = `${text('broker')}\x40\x70\0\x01\0\0\x60\xff\xff${array}\x40\xc1${String.fromCharCode(map.length + 1)}\x04${map}`;
  const frame = frame1(0x10, `\xc0${String.fromCharCode(values.length + 1)}\x0a${values}`);
  const reply = `AMQP\0\x01\0\0${frame}`;
  const recognition = amqp.recognizeReply?.(reply, 'amqp/open');
  assert.match(recognition?.subject ?? '', /^product: apache-activemq-artemis 2\.31\.2\n/);
  assert.equal(recognition?.extra?.['container'], 'broker');
  const open = amqp.inquiries.find(({ name }) => name === 'open')!;
  assert.equal(open.frame(reply), reply.length);
  assert.equal(open.frame(reply.slice(0, -1)), 0);
});

test('a server that tells what is wrong before it closes is heard to the end', () => {
  // What ActiveMQ 5.17 answers to anything but its own header.
  const reply =
    'AMQP\x03\x01\0\0AMQP\0\x01\0\0\0\0\0\x19\x02\0\0\0\0S\x10\xc0\x0c\x04\xa1\0@p\0\x02\0\0`\x7f\xff\0\0\0`\x02\0\0\0\0S\x18\xc0S\x01\0S\x1d\xc0M\x02\xa3\x11amqp:decode-error\xa17Connection from client using unsupported AMQP attempted';
  const subject = amqp.recognizeReply?.(reply, 'http/get')?.subject ?? '';
  assert.match(subject, /^error: amqp:decode-error Connection from client using unsupported AMQP attempted$/m);
  assert.equal(amqp.frame(reply), 0);
});

test('ways to log in are listed, one alone or several', () => {
  const several = `\xc0\x10\x01\xe0\x0d\x02\xa3\x05PLAIN\x04NONE`;
  const lines = (content: string) => amqp1Facts(frame1(0x40, content, 1)).subject;
  assert.equal(lines(several), 'mechanisms: PLAIN NONE\n');
  assert.equal(lines('\xc0\x08\x01\xa3\x05PLAIN'), 'mechanisms: PLAIN\n');
});

test('tables and frames of any bytes are read without fault and to their end', () => {
  assert.equal(amqpTable('\0\0\0\x09abc', 0), null);
  assert.deepEqual([...(amqpTable(table(`${field('a', 'b')}\x01xZ`), 0)?.values ?? [])], [['a', 'b']]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 255 }), (bytes, kind) => {
      const read = amqpTable(table(bytes), 0);
      assert.equal(read?.end, 4 + bytes.length);
      const subject = amqp1Facts(frame1(kind, bytes)).subject;
      assert.match(subject, /^[ -~\n]*$/);
    }),
  );
});
