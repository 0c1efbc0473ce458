import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bolt } from '../../src/protocols/bolt.js';
import { asUint16 } from '../../src/protocols/bytes.js';

const hello = bolt.inquiries[0]!;

function bytesAfter(chosen: string): string | null {
  const said = [{ request: 'bolt/handshake', text: chosen }];
  const { bytes } = hello;
  return typeof bytes === 'string' ? bytes : bytes({ host: 'x', port: 1, secure: false, clientName: 'x', said });
}

function success(map: string): string {
  const content = `\xb1\x70${map}`;
  return `${asUint16(content.length)}${content}\0\0`;
}

test('the version that the server chose is read, of our request only', () => {
  assert.equal(bolt.recognizeReply?.('\0\0\x08\x05', 'bolt/handshake')?.extra?.['protocolVersion'], '5.8');
  assert.equal(bolt.recognizeReply?.('\0\0\x08\x05', 'http/get'), null);
  for (const other of ['\0\0\0\0', '\0\0\x01\x09', '\0\0\x08\x05x', 'HTTP']) {
    assert.equal(bolt.recognizeReply?.(other, 'bolt/handshake'), null);
  }
});

test('hello is said only where it is no login', () => {
  assert.equal(bytesAfter('\0\0\0\x05'), null);
  assert.equal(bytesAfter('\0\0\x04\x04'), null);
  const bytes = bytesAfter('\0\0\x01\x05') ?? '';
  assert.equal(hello.frame(bytes), bytes.length);
});

test('the server names itself in a short string or a longer one', () => {
  const subject = (map: string) => bolt.recognizeReply?.(success(map), 'bolt/hello')?.subject;
  assert.equal(subject('\xa1\x86server\x8cNeo4j/5.13.0'), 'server: Neo4j/5.13.0\n');
  const long = 'Neo4j/v5.11.0 compatible graph database server - Memgraph';
  assert.equal(subject(`\xa1\x86server\xd0${String.fromCharCode(long.length)}${long}`), `server: ${long}\n`);
  assert.equal(subject('\xa0'), undefined);
});
