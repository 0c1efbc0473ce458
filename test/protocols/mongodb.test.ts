import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bsonString } from '../../src/protocols/bson.js';
import { asUint32le } from '../../src/protocols/bytes.js';
import { mongodb } from '../../src/protocols/mongodb.js';
import type { RequestContext, Saying } from '../../src/protocols/types.js';

const OK = '\x08ok\0\x01';

function documentOf(elements: string): string {
  return `${asUint32le(elements.length + 5)}${elements}\0`;
}

function message(elements: string, opcode: 1 | 2013, to = 1): string {
  const body = (opcode === 1 ? '\0'.repeat(20) : '\0'.repeat(5)) + documentOf(elements);
  return asUint32le(16 + body.length) + asUint32le(9) + asUint32le(to) + asUint32le(opcode) + body;
}

function reply(elements: string, request = 'mongodb/hello', opcode: 1 | 2013 = 1) {
  return mongodb.recognizeReply?.(message(elements, opcode), request);
}

function bytesOf(name: string, ...said: readonly Saying[]): string | null {
  const context: RequestContext = { host: 'x', port: 1, secure: false, clientName: 'x', said };
  const { bytes } = mongodb.inquiries.find((each) => each.name === name)!;
  return typeof bytes === 'string' ? bytes : bytes(context);
}

test('the answer to hello tells name and set of a member, and a router', () => {
  const member = reply(
    `${bsonString('setName', 'rs0')}${bsonString('me', 'db1.example.org:27017')}\x10maxWireVersion\0${asUint32le(17)}${OK}`,
  );
  assert.equal(member?.subject, 'hello: setName=rs0 me=db1.example.org:27017\n');
  assert.equal(member.hostname, 'db1.example.org');
  assert.deepEqual(member.extra, { replicaSet: 'rs0', maxWireVersion: '17' });
  assert.equal(reply(`${bsonString('msg', 'isdbgrid')}${OK}`)?.extra?.['role'], 'router');
});

test('the build tells version, edition and system', () => {
  const environment = documentOf(`${bsonString('distmod', 'debian11')}${bsonString('target_os', 'linux')}`);
  const modules = documentOf(bsonString('0', 'enterprise'));
  const elements = `${bsonString('version', '7.0.5')}\x04modules\0${modules}\x03buildEnvironment\0${environment}${OK}`;
  const recognition = reply(elements, 'mongodb/build', 2013);
  assert.equal(
    recognition?.subject,
    'build: modules.0=enterprise version=7.0.5 buildEnvironment.distmod=debian11 buildEnvironment.target_os=linux\n',
  );
  assert.deepEqual([recognition.os, recognition.extra?.['edition']], ['Debian', 'Enterprise']);
  const error = reply(
    `${bsonString('errmsg', 'command buildInfo requires authentication')}${OK}`,
    'mongodb/build',
    2013,
  );
  assert.equal(error?.subject, 'error: command buildInfo requires authentication\n');
});

test('the build is asked in the form that the server knows', () => {
  const wire = (version: number): Saying => {
    const text = message(`\x10maxWireVersion\0${asUint32le(version)}${OK}`, 1);
    return { request: 'mongodb/hello', text };
  };
  assert.match(bytesOf('build', wire(6)) ?? '', /buildInfo.*\$db/s);
  assert.equal(bytesOf('build-old', wire(6)), null);
  assert.equal(bytesOf('build', wire(5)), null);
  assert.match(bytesOf('build-old', wire(5)) ?? '', /admin\.\$cmd/);
  const overHttp = { request: 'http/get', text: 'It looks like you are trying to access MongoDB over HTTP' };
  assert.notEqual(bytesOf('build', overHttp), null);
});

test('what it says over HTTP is recognised in both of its wordings', () => {
  const http = 'HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 85\r\n\r\n';
  const newer = `${http}It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n`;
  const older = `${http}You are trying to access MongoDB on the native driver port. For http diagnostic access, add 1000`;
  for (const text of [newer, older]) assert.equal(mongodb.recognizeReply?.(text, 'http/get')?.confidence, 0.98);
  assert.equal(mongodb.recognizeReply?.(http, 'http/get'), null);
});

test('an answer to another request, or of another kind, is none to ours', () => {
  assert.equal(mongodb.recognizeReply?.(message(OK, 1, 2), 'mongodb/hello'), null);
  assert.equal(reply('\x08x\0\x01'), null);
  assert.equal(mongodb.recognizeReply?.(message(OK, 1).slice(0, 30), 'mongodb/hello'), null);
});
