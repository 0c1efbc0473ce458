import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { git, packetLine } from '../../src/protocols/git.js';
import { bytesOf } from './talk.js';

function packet(text: string): string {
  return (text.length + 4).toString(16).padStart(4, '0') + text;
}

test('a packet is read by its own length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string(), (text, more) => {
      const bytes = packet(text.replace(/[^ -~]/g, '?'));
      assert.equal(packetLine(bytes + more.replace(/[^ -~]/g, '?')), bytes.length);
      assert.equal(packetLine(bytes.slice(0, -1)), 0);
    }),
  );
});

test('a flush packet has no length, and what is no packet ends with its line', () => {
  assert.equal(packetLine('0000'), 4);
  assert.equal(packetLine('HTTP/1.0 400\r\nmore'), 14);
  assert.equal(packetLine('00'), 0);
});

test('a repository is asked for that nobody has, as a clone would', () => {
  const [opening] = git.openings;
  assert.equal(bytesOf(opening!, { host: '127.0.0.1' }), '002dgit-upload-pack /portolan\0host=127.0.0.1\0');
});

test('an error, references and a version are answers of Git', () => {
  const refs = packet(`${'0'.repeat(40)} capabilities^{}\0multi_ack agent=git/2.39.5\n`);
  assert.equal(git.recognizeReply!(refs, 'git/upload-pack')?.subject?.split('\n')[0], 'agent: git/2.39.5');
  for (const reply of [packet('ERR access denied'), packet('version 1\n'), refs]) {
    assert.ok((git.recognizeReply!(reply, 'git/upload-pack')?.confidence ?? 0) >= 0.8, reply);
  }
  for (const other of ['0011hello', 'ERR access denied', '']) assert.equal(git.recognizeReply!(other, 'x'), null);
});
