import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asUint16, fromHex } from '../../src/protocols/bytes.js';
import { domain } from '../../src/protocols/domain.js';

/** A reply to the query for the version, of the flags and answers given. */
function reply(flags: number, answers: readonly string[], question = true): string {
  const asked = question ? `\x07version\x04bind\0${fromHex('0010 0003')}` : '';
  const header = [0x706f, flags, question ? 1 : 0, answers.length, 0, 0].map(asUint16).join('');
  const message = header + asked + answers.join('');
  return asUint16(message.length) + message;
}

function text(value: string, name = fromHex('c00c'), kind = '0010 0003'): string {
  const data = String.fromCharCode(value.length) + value;
  return name + fromHex(`${kind} 00000000`) + asUint16(data.length) + data;
}

function recognized(message: string, request = 'domain/version') {
  return domain.recognizeReply?.(message, request) ?? null;
}

test('the query is one message: a text of class CHAOS by the name of version.bind', () => {
  const [opening] = domain.openings;
  assert.equal(
    opening?.bytes,
    `${fromHex('001e 706f 0000 0001 0000 0000 0000')}\x07version\x04bind\0${fromHex('0010 0003')}`,
  );
});

test('BIND of Debian tells its version', () => {
  const real = fromHex(
    '0051706f840000010001000100000776657273696f6e0462696e640000100003c00c0010000300000000001918' +
      '392e31382e34392d317e646562313275332d44656269616ec00c00020003000000000002c00c',
  );
  assert.equal(recognized(real)?.subject, 'version: 9.18.49-1~deb12u3-Debian');
  assert.deepEqual(recognized(real)?.extra, { versionText: '9.18.49-1~deb12u3-Debian' });
});

test('a text is found behind another record, with its name written out', () => {
  const message = reply(0x8400, [text('x', '\0', '0001 0003'), text('NSD 4.6.1', '\x07version\x04bind\0')]);
  assert.equal(recognized(message)?.subject, 'version: NSD 4.6.1');
});

test('a refusal is recognised as well, with its code', () => {
  for (const [code, name] of [
    [0x8005, 'REFUSED'],
    [0x8004, 'NOTIMP'],
    [0x8001, 'FORMERR'],
    [0x8000, 'NOERROR'],
    [0x8009, 'RCODE9'],
  ] as const) {
    const recognition = recognized(reply(code, [], code !== 0x8001));
    assert.deepEqual(recognition?.extra, { responseCode: name });
    assert.ok(recognition.confidence >= 0.8);
  }
});

test('line ends in a text do not begin a line of their own', () => {
  assert.equal(recognized(reply(0x8400, [text('a\nversion: b')]))?.subject, 'version: a version: b');
});

test('a query, another identifier, another opcode and a cut message are no replies', () => {
  const whole = reply(0x8400, [text('x')]);
  assert.equal(recognized(reply(0x0000, [])), null);
  assert.equal(recognized(reply(0xa800, [])), null);
  assert.equal(recognized(whole.replace('po', 'pp')), null);
  assert.equal(recognized(whole, 'http/get'), null);
  for (let cut = 0; cut < whole.length; cut += 1) assert.equal(recognized(whole.slice(0, cut)), null);
});

test('records that count more than there are, and names without end, leave the version unknown', () => {
  const lying = reply(0x8400, []).replace(fromHex('0001 0000 0000 0000'), fromHex('0001 ffff 0000 0000'));
  assert.deepEqual(recognized(lying)?.extra, { responseCode: 'NOERROR' });
  assert.deepEqual(recognized(reply(0x8400, ['\x3fabc']))?.extra, { responseCode: 'NOERROR' });
});
