import assert from 'node:assert/strict';
import test from 'node:test';
import { type Answer, decode, encode, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { answerOf } from '../../src/net/dns-answer.js';
import { type DnsQuestion, decodeReply, encodeQuestion, hasId } from '../../src/net/dns-message.js';
import type { DnsRecord, DnsType } from '../../src/net/dns-types.js';
import { MalformedError } from '../../src/net/dns-wire.js';

const QUESTION: DnsQuestion = { name: 'portolan.test', type: 'MX' };
const [RECURSION_AVAILABLE, TRUNCATED, AUTHENTIC] = [0x80, 0x200, 0x20];

/** A reply as another implementation writes it. */
function reply(answers: Answer[], changes: Partial<Packet> = {}, { name, type } = QUESTION): Buffer {
  return encode({
    type: 'response',
    id: 7,
    flags: RECURSION_AVAILABLE,
    questions: [{ name, type }],
    answers,
    ...changes,
  });
}

function record(type: string, data: unknown, name = QUESTION.name): Answer {
  return { name, type, ttl: 60, class: 'IN', data } as Answer;
}

function recordsOf(type: DnsType, data: unknown): readonly DnsRecord[] {
  const question = { name: QUESTION.name, type };
  const message = decodeReply(reply([record(type, data)], {}, question), question);
  assert.ok(message !== null);
  const answer = answerOf(message, question);
  assert.ok(typeof answer !== 'string');
  return answer.records;
}

test('a question is one to another implementation, with recursion, AD and "DNSSEC OK"', () => {
  const asked = decode(encodeQuestion(4711, { name: '_25._tcp.mail.portolan.test', type: 'TLSA' }, true));
  assert.equal(asked.id, 4711);
  assert.equal(asked.type, 'query');
  assert.ok(asked.flag_rd && asked.flag_ad && !asked.flag_tc && !asked.flag_cd);
  assert.deepEqual(asked.questions, [{ name: '_25._tcp.mail.portolan.test', type: 'TLSA', class: 'IN' }]);
  const [edns] = asked.additionals ?? [];
  assert.ok(edns?.type === 'OPT' && edns.flag_do);
  assert.equal(edns.udpPayloadSize, 1232);
  assert.deepEqual(edns.options, []);
});

test('a question without EDNS still asks for the word of the server', () => {
  const asked = decode(encodeQuestion(1, QUESTION, false));
  assert.deepEqual(asked.additionals, []);
  assert.ok(asked.flag_ad);
});

test('every type of record is read as another implementation writes it', () => {
  assert.deepEqual(recordsOf('A', '192.0.2.1'), [{ type: 'A', address: '192.0.2.1' }]);
  assert.deepEqual(recordsOf('AAAA', '2001:db8:0:0:0:0:0:1'), [{ type: 'AAAA', address: '2001:db8::1' }]);
  assert.deepEqual(recordsOf('AAAA', '::ffff:192.0.2.1'), [{ type: 'AAAA', address: '::ffff:192.0.2.1' }]);
  assert.deepEqual(recordsOf('MX', { preference: 65535, exchange: 'Mail.Portolan.test' }), [
    { type: 'MX', preference: 65_535, exchange: 'mail.portolan.test' },
  ]);
  assert.deepEqual(recordsOf('MX', { preference: 0, exchange: '.' }), [{ type: 'MX', preference: 0, exchange: '.' }]);
  const srv = { priority: 1, weight: 2, port: 993, target: 'imap.portolan.test' };
  assert.deepEqual(recordsOf('SRV', srv), [{ type: 'SRV', ...srv }]);
  const tlsa = { usage: 3, selector: 1, matchingType: 1 };
  assert.deepEqual(recordsOf('TLSA', { ...tlsa, certificate: Buffer.from('DEADBEEF', 'hex') }), [
    { type: 'TLSA', ...tlsa, data: 'deadbeef' },
  ]);
  assert.deepEqual(recordsOf('TXT', ['v=STSv1; ', Buffer.from([0xe9])]), [{ type: 'TXT', text: 'v=STSv1; é' }]);
  assert.deepEqual(recordsOf('PTR', 'host.portolan.test'), [{ type: 'PTR', name: 'host.portolan.test' }]);
  assert.deepEqual(recordsOf('CNAME', 'other.portolan.test'), [{ type: 'CNAME', target: 'other.portolan.test' }]);
});

test('a record that is there twice counts once', () => {
  const twice = [
    record('MX', { preference: 1, exchange: 'a.test' }),
    record('MX', { preference: 1, exchange: 'A.test' }),
  ];
  const message = decodeReply(reply(twice), QUESTION);
  const answer = message && answerOf(message, QUESTION);
  assert.ok(answer !== null && typeof answer !== 'string');
  assert.equal(answer.records.length, 1);
});

test('records of other names, types and classes are left aside', () => {
  const others = [
    record('MX', { preference: 1, exchange: 'a.test' }, 'other.test'),
    record('TXT', 'text'),
    { ...record('MX', { preference: 1, exchange: 'a.test' }), class: 'CH' } as Answer,
  ];
  const message = decodeReply(reply(others), QUESTION);
  assert.ok(message !== null);
  assert.deepEqual(answerOf(message, QUESTION), { outcome: 'no-data', reason: null, records: [], validated: false });
});

test('aliases are followed to the records, and told', () => {
  const question: DnsQuestion = { name: 'www.portolan.test', type: 'A' };
  const chain = [
    record('A', '192.0.2.7', 'c.portolan.test'),
    record('CNAME', 'c.portolan.test', 'B.portolan.test'),
    record('CNAME', 'b.portolan.test', 'www.portolan.test'),
  ];
  const message = decodeReply(reply(chain, { flags: RECURSION_AVAILABLE | AUTHENTIC }, question), question);
  assert.ok(message !== null);
  assert.deepEqual(answerOf(message, question), {
    outcome: 'answer',
    reason: null,
    records: [{ type: 'A', address: '192.0.2.7' }],
    validated: true,
    aliases: ['b.portolan.test', 'c.portolan.test'],
  });
});

test('aliases in circles are a bad reply', () => {
  const circle = [record('CNAME', 'b.portolan.test'), record('CNAME', 'portolan.test', 'b.portolan.test')];
  const message = decodeReply(reply(circle), QUESTION);
  assert.equal(message && answerOf(message, QUESTION), 'bad-reply');
});

test('the upper bits of the code come from EDNS', () => {
  const edns = { type: 'OPT', name: '.', udpPayloadSize: 512, extendedRcode: 1, ednsVersion: 0, flags: 0, options: [] };
  const message = decodeReply(reply([], { additionals: [edns as unknown as Answer] }), QUESTION);
  assert.equal(message?.code, 16);
});

test('what is left of a truncated reply is not read', () => {
  const whole = reply([record('MX', { preference: 1, exchange: 'a.test' })], { flags: TRUNCATED });
  const message = decodeReply(whole.subarray(0, whole.length - 3), QUESTION);
  assert.deepEqual(message?.answers, []);
  assert.equal(message?.isTruncated, true);
});

test('a reply to another question is no reply', () => {
  const other: DnsQuestion[] = [
    { name: 'other.test', type: 'MX' },
    { ...QUESTION, type: 'A' },
  ];
  for (const question of other) assert.equal(decodeReply(reply([]), question), null);
  assert.equal(decodeReply(reply([], { questions: [] }), QUESTION), null);
  assert.equal(decodeReply(reply([], { type: 'query' }), QUESTION), null);
  assert.equal(decodeReply(reply([], { flags: 0x2800 }), QUESTION), null);
  assert.ok(!hasId(reply([]), 8));
  assert.ok(hasId(reply([]), 7));
});

test('a question that the server could not read need not come back', () => {
  assert.equal(decodeReply(reply([], { questions: [], flags: 1 }), QUESTION)?.code, 1);
});

test('a reply that is cut anywhere is malformed, and never more than that', () => {
  const whole = reply([record('MX', { preference: 1, exchange: 'a.test' }), record('TXT', 'text')]);
  for (let length = 0; length < whole.length; length += 1) {
    assert.throws(() => decodeReply(whole.subarray(0, length), QUESTION), MalformedError);
  }
});

test('a record whose data is shorter or longer than its type is a bad reply', () => {
  const question: DnsQuestion = { name: QUESTION.name, type: 'A' };
  for (const [length, last] of [
    [3, 9],
    [5, 9],
  ] as const) {
    const bytes = reply([record('NULL', Buffer.alloc(length, last))], {}, question);
    const type = bytes.lastIndexOf(Buffer.from([0, 10, 0, 1]));
    bytes.writeUInt16BE(1, type);
    const message = decodeReply(bytes, question);
    assert.equal(message && answerOf(message, question), 'bad-reply');
  }
});

test('no bytes make the reader throw anything else, or take long', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (noise, isMutated) => {
      const right = reply([record('MX', { preference: 1, exchange: 'a.portolan.test' }), record('CNAME', 'b.test')]);
      if (isMutated) for (const [index, byte] of noise.entries()) right[(index * 31 + byte) % right.length] = byte;
      const bytes = isMutated ? right : Buffer.concat([right.subarray(0, 12 + 19), noise]);
      try {
        const message = decodeReply(bytes, QUESTION);
        if (message !== null) answerOf(message, QUESTION);
      } catch (error) {
        assert.ok(error instanceof MalformedError, `${error}`);
      }
    }),
    { numRuns: 2000 },
  );
});
