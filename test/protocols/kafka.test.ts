import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asUint16, asUint32 } from '../../src/protocols/bytes.js';
import { kafka } from '../../src/protocols/kafka.js';
import type { Saying } from '../../src/protocols/types.js';

function message(body: string): string {
  return `${asUint32(body.length + 4)}Port${body}`;
}

function versions(...ranges: readonly (readonly [number, number, number])[]): string {
  return message(`\0\0${asUint32(ranges.length)}${ranges.map((range) => range.map(asUint16).join('')).join('')}`);
}

function string(value: string): string {
  return asUint16(value.length) + value;
}

function bytesAfter(text: string): string | null {
  const said: readonly Saying[] = [{ request: 'kafka/versions', text }];
  const { bytes } = kafka.inquiries[0]!;
  return typeof bytes === 'string' ? bytes : bytes({ host: 'x', port: 1, secure: false, clientName: 'x', said });
}

test('the first words are a request for versions, of the length that they say', () => {
  const { bytes } = kafka.openings[0]!;
  assert.equal(bytes, '\0\0\0\x12\0\x12\0\0Port\0\x08portolan');
});

test('the newest fetch that a broker takes tells with which release it keeps up', () => {
  const release = (fetch: number) => {
    const recognition = kafka.recognizeReply?.(versions([0, 0, 9], [1, 0, fetch], [18, 0, 3]), 'kafka/versions');
    return recognition?.extra?.['compatibleWith'];
  };
  assert.deepEqual(
    [release(17), release(14), release(11), release(1)],
    ['Kafka 3.9', 'Kafka 3.1', 'Kafka 2.3', undefined],
  );
});

test('brokers are asked for in a version that they know', () => {
  assert.match(bytesAfter(versions([3, 0, 12])) ?? '', /^\0\0\0\x16\0\x03\0\x02Port\0\x08portolan\0\0\0\0$/);
  for (const text of [versions([3, 4, 12]), versions([3, 0, 1]), versions([1, 0, 9])])
    assert.equal(bytesAfter(text), null);
});

test('the cluster and the host of the first broker are told', () => {
  const broker = (host: string, rack: string | null) =>
    `${asUint32(1)}${string(host)}${asUint32(9092)}${rack === null ? '\xff\xff' : string(rack)}`;
  const body = `${asUint32(2)}${broker('k1.example.org', null)}${broker('k2.example.org', 'r')}${string('abc')}${asUint32(1)}`;
  const recognition = kafka.recognizeReply?.(message(body), 'kafka/metadata');
  assert.deepEqual([recognition?.subject, recognition?.hostname], ['cluster: abc k1.example.org\n', 'k1.example.org']);
  assert.equal(kafka.recognizeReply?.(message(body.slice(0, 12)), 'kafka/metadata'), null);
});

test('an answer to another request is none to ours', () => {
  assert.equal(kafka.recognizeReply?.(versions([1, 0, 9]).replace('Port', 'Star'), 'kafka/versions'), null);
  assert.equal(kafka.recognizeReply?.(message(`\0\0${asUint32(9)}`), 'kafka/versions'), null);
});
