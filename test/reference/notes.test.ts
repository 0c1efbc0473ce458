import assert from 'node:assert/strict';
import test from 'node:test';
import { lookup } from '../../src/reference/index.js';
import { notedPorts, notesOn, remark } from '../../src/reference/notes.js';

const HAN = /\p{Script=Han}/u;

test('a range that is often misunderstood is answered with a note', () => {
  const [note, ...others] = lookup('1-1024').notes;
  assert.deepEqual(others, []);
  assert.equal(note?.belief, 'RFC 3232 fixes 1 to 1024 as the well-known ports.');
  assert.match(note?.text ?? '', /0 to 1023 by RFC 6335/);
  assert.equal(note?.source, 'RFC 6335 section 6; RFC 3232');
});

test('a note on a range holds for exactly that range, with or without a transport', () => {
  assert.equal(lookup('1-1024/tcp').notes.length, 1);
  assert.equal(lookup('port:1-1024').notes.length, 1);
  assert.equal(lookup('0x1-0x400').notes.length, 1);
  for (const query of ['1-1025', '2-1024', '25', '1024', 'smtp', '25-25'])
    assert.deepEqual(lookup(query).notes, [], query);
});

test('the ranges of RFC 6335 are named, where there is no wrong belief to answer', () => {
  for (const [range, name] of [
    ['0-1023', /^System Ports/],
    ['1024-49151', /^User Ports/],
    ['49152-65535', /^Dynamic Ports/],
  ] as const) {
    const [note] = lookup(range).notes;
    assert.match(note?.text ?? '', name);
    assert.equal(note?.belief, null);
  }
});

test('notes are in the language asked for, their sources as they are', () => {
  const [english] = lookup('1-1024').notes;
  const [chinese] = lookup('1-1024', { language: 'zh-CN' }).notes;
  assert.match(chinese?.belief ?? '', HAN);
  assert.match(chinese?.text ?? '', HAN);
  assert.equal(chinese?.source, english?.source);
});

test('a subject is found in any case, and a note of several subjects is given once', () => {
  const upper = notesOn(['PORT:25/TCP'], 'en');
  assert.ok(upper.length > 0);
  assert.deepEqual(notesOn(['port:25/tcp', 'port:25/tcp'], 'en'), upper);
  assert.deepEqual(
    notesOn(['port:28', 'port:20/tcp'], 'en').length,
    new Set(notesOn(['port:28', 'port:20/tcp'], 'en')).size,
  );
});

test('there are no notes on a subject that nobody wrote of', () => {
  for (const subjects of [[], ['port:784'], ['nosuch:25'], ['constructor'], ['']])
    assert.deepEqual(notesOn(subjects, 'en'), []);
});

test('ports, IP protocols, mail words and topics carry their notes', () => {
  for (const query of ['53/udp', 'proto:0', 'smtp:550', 'topic:base64']) {
    const [entry] = lookup(query).matches;
    assert.ok((entry?.notes.length ?? 0) > 0, query);
  }
});

test('every port with a note is among the noted ones', () => {
  const ports = notedPorts();
  assert.ok(ports.includes(25) && ports.includes(0));
  for (const port of ports) {
    const notes = ['tcp', 'udp', 'sctp', 'dccp'].flatMap((transport) =>
      notesOn([`port:${port}`, `port:${port}/${transport}`], 'en'),
    );
    assert.ok(notes.length > 0, String(port));
  }
});

test('a remark without Chinese is given in English', () => {
  assert.deepEqual(remark(['One.', '一。', 'RFC 1'], 'zh-CN'), { belief: null, text: '一。', source: 'RFC 1' });
  assert.deepEqual(remark(['One.', '', 'RFC 1'], 'zh-CN'), { belief: null, text: 'One.', source: 'RFC 1' });
  assert.deepEqual(remark(['One.'], 'en'), { belief: null, text: 'One.', source: '' });
});
