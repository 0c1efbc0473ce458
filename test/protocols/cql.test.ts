import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asUint16, asUint32 } from '../../src/protocols/bytes.js';
import { cql } from '../../src/protocols/cql.js';
import type { Saying } from '../../src/protocols/types.js';

function message(opcode: number, body: string): string {
  return `\x83\0\0\0${String.fromCharCode(opcode)}${asUint32(body.length)}${body}`;
}

function string(value: string): string {
  return asUint16(value.length) + value;
}

function supported(options: Readonly<Record<string, readonly string[]>>): string {
  const entries = Object.entries(options);
  const pairs = entries.map(([name, values]) => string(name) + asUint16(values.length) + values.map(string).join(''));
  return message(6, asUint16(entries.length) + pairs.join(''));
}

const CASSANDRA = supported({
  ...{ PROTOCOL_VERSIONS: ['3/v3', '4/v4'], COMPRESSION: ['snappy', 'lz4'], CQL_VERSION: ['3.4.4'] },
});

function bytesOf(name: string, ...texts: readonly string[]): string | null {
  const said: readonly Saying[] = texts.map((text) => ({ request: 'cql/options', text }));
  const { bytes } = cql.inquiries.find((each) => each.name === name)!;
  return typeof bytes === 'string' ? bytes : bytes({ host: 'x', port: 1, secure: false, clientName: 'x', said });
}

test('what a server supports is one line, in the order of names', () => {
  const recognition = cql.recognizeReply?.(CASSANDRA, 'cql/options');
  assert.equal(
    recognition?.subject,
    'supported: COMPRESSION=snappy,lz4 CQL_VERSION=3.4.4 PROTOCOL_VERSIONS=3/v3,4/v4\n',
  );
  assert.equal(recognition.extra?.['cqlVersion'], '3.4.4');
  assert.equal(cql.frame(CASSANDRA), CASSANDRA.length);
});

test('a session begins where options were answered, the release is asked where no login is needed', () => {
  assert.equal(bytesOf('startup', CASSANDRA), `\x03\0\0\0\x01${asUint32(22)}\0\x01\0\x0bCQL_VERSION\0\x053.0.0`);
  assert.equal(bytesOf('startup', message(0, '')), null);
  assert.equal(bytesOf('release', CASSANDRA), null);
  assert.match(bytesOf('release', CASSANDRA, message(2, '')) ?? '', /release_version FROM system\.local/);
  assert.match(bytesOf('release', supported({ SCYLLA_SHARD: ['0'] }), message(2, '')) ?? '', /system\.versions/);
});

test('the one value of a result is read behind its column', () => {
  const body = `${asUint32(2)}${asUint32(1)}${asUint32(1)}${string('system')}${string('local')}${string('release_version')}\0\x0d`;
  const rows = `${asUint32(1)}${asUint32(5)}4.1.3`;
  assert.equal(cql.recognizeReply?.(message(8, body + rows), 'cql/release')?.subject, 'release_version: 4.1.3\n');
  assert.equal(cql.recognizeReply?.(message(8, body), 'cql/release'), null);
});

test('errors, in the head of old versions too, and logins are recognised', () => {
  const error = asUint32(10) + string('Invalid or unsupported protocol version');
  assert.match(cql.recognizeReply?.(message(0, error), 'cql/options')?.subject ?? '', /^error: Invalid/);
  const old = `\x82\0\0\0${asUint32(error.length)}${error}`;
  assert.match(cql.recognizeReply?.(old, 'cql/options')?.subject ?? '', /^error: Invalid/);
  const login = cql.recognizeReply?.(
    message(3, string('org.apache.cassandra.auth.PasswordAuthenticator')),
    'cql/startup',
  );
  assert.equal(login?.extra?.['access'], 'password required');
});

test('requests, other versions and messages cut short are no answers', () => {
  for (const other of [
    CASSANDRA.replace('\x83', '\x03'),
    CASSANDRA.slice(0, -1),
    message(6, '\0\0'),
    message(9, ''),
    '',
  ]) {
    assert.equal(cql.recognizeReply?.(other, 'cql/options'), null, JSON.stringify(other));
  }
});
