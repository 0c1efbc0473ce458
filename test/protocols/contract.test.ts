import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_REPLY_BYTES, MAX_STEPS } from '../../src/defaults.js';
import { PROTOCOLS, protocolForPort } from '../../src/protocols/index.js';
import type { Frame, Protocol, Reply, ReplyEnd, Step } from '../../src/protocols/types.js';
import { talk } from './talk.js';

const GREETINGS: Readonly<Record<string, string>> = {
  smtp: '220 mail.example.org ESMTP\r\n',
  pop3: '+OK ready\r\n',
  imap: '* OK ready\r\n',
  ftp: '220 FTP ready\r\n',
  ssh: 'SSH-2.0-x\r\n',
};

const fragment = fc.oneof(
  fc.constantFrom('220 ', '220-', '250-STARTTLS\r\n', '250 STARTTLS\r\n', '211-', '+OK ', '-ERR', '* OK ', '* BYE'),
  fc.constantFrom(
    'a1 OK',
    'a2 OK',
    '{5}',
    '{99999999999}',
    '\r\n',
    '\n',
    '\r',
    '.',
    '.\r\n',
    'STLS',
    'SSH-',
    '\0',
    '500 ',
  ),
  fc.constantFrom('* CAPABILITY IMAP4rev1 STARTTLS\r\n'),
  fc.string({ unit: 'binary' }),
);
const text = fc.array(fragment, { maxLength: 20 }).map((parts) => parts.join(''));
const end = fc.constantFrom<ReplyEnd>('complete', 'complete', 'complete', 'timeout', 'closed', 'too-long', 'failed');
const reply: fc.Arbitrary<Reply> = fc.record({ text, end });

/** Every framer that a protocol hands out, its own and those of its steps. */
function framesOf(protocol: Protocol): Frame[] {
  const conversation = protocol.converse({ clientName: 'client.example', secure: false, startTls: true });
  const frames = [protocol.frame];
  const answers = [GREETINGS[protocol.name]!, '250-x\r\n250 STARTTLS\r\n', '+OK\r\nSTLS\r\n.\r\n'];
  for (let step = conversation.next(); !step.done; ) {
    if (step.value.do === 'send' && step.value.frame) frames.push(step.value.frame);
    step = conversation.next({ text: answers.shift() ?? 'x\r\n', end: 'complete' });
  }
  return frames;
}

test('no port and no name belongs to two protocols', () => {
  const ports = PROTOCOLS.flatMap(({ ports: clear, tlsPorts }) => [...clear, ...tlsPorts]);
  const names = PROTOCOLS.flatMap(({ name, tlsName }) => (tlsName === null ? [name] : [name, tlsName]));
  assert.equal(new Set(ports).size, ports.length);
  assert.equal(new Set(names).size, names.length);
});

test('a protocol is found by its ports', () => {
  for (const protocol of PROTOCOLS) {
    for (const port of protocol.ports) assert.deepEqual(protocolForPort(port), { protocol, secure: false });
    for (const port of protocol.tlsPorts) assert.deepEqual(protocolForPort(port), { protocol, secure: true });
  }
  assert.equal(protocolForPort(70), null);
});

for (const protocol of PROTOCOLS) {
  const { name, farewell, frame, recognize, questions } = protocol;
  const greeting = GREETINGS[name]!;

  test(`${name} ends politely when the server understands nothing`, () => {
    const { said } = talk(protocol, [greeting, ...Array<string>(12).fill('500 what?\r\n')]);
    assert.equal(said.at(-1) ?? null, farewell);
  });

  test(`${name} says nothing to a server that did not greet`, () => {
    for (const ending of ['timeout', 'closed', 'too-long', 'failed'] as const) {
      const { said, findings } = talk(protocol, [{ text: greeting.slice(0, 6), end: ending }]);
      assert.deepEqual(said, []);
      assert.equal(findings.greeting, greeting.slice(0, 6));
      assert.equal(findings.ready, false);
    }
  });

  test(`${name} stops talking once a reply is not complete`, () => {
    const { said } = talk(protocol, [greeting, { text: '', end: 'timeout' }, 'late\r\n']);
    assert.ok(said.length <= 1);
  });

  test(`${name} recognizes its own greeting and has no protocol rival it`, () => {
    assert.ok((recognize(greeting)?.confidence ?? 0) >= 0.8);
    for (const other of PROTOCOLS) {
      if (other !== protocol) assert.ok((other.recognize(greeting)?.confidence ?? 0) < 0.5, other.name);
    }
  });

  test(`${name} sends one line a step, of printable ASCII`, () => {
    for (const line of [farewell ?? '', ...questions.map((question) => question.line)]) assert.match(line, /^[ -~]*$/);
  });

  test(`${name} comes to an end whatever the replies are`, () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 12 }), fc.boolean(), fc.boolean(), (replies, secure, startTls) => {
        const conversation = protocol.converse({ clientName: 'client.example', secure, startTls });
        let step: IteratorResult<Step, unknown> = conversation.next();
        let count = 0;
        for (; !step.done; count += 1) {
          assert.ok(count < Math.min(12, MAX_STEPS));
          if (step.value.do === 'starttls') assert.ok(startTls && !secure);
          step = conversation.next(replies[count] ?? { text: greeting, end: 'complete' });
        }
      }),
    );
  });

  test(`${name} frames and recognizes any bytes without throwing or reaching behind them`, () => {
    const frames = framesOf(protocol);
    fc.assert(
      fc.property(text, fc.boolean(), (bytes, greeted) => {
        const input = greeted ? greeting.slice(0, 4) + bytes : bytes;
        for (const each of frames) {
          const length = each(input);
          assert.ok(Number.isInteger(length) && length >= 0 && length <= input.length);
          // The first complete reply stays the same when more bytes arrive.
          if (length > 0) assert.equal(each(`${input}more\r\n`), length);
        }
        const recognition = recognize(input);
        assert.ok(recognition === null || (recognition.confidence > 0 && recognition.confidence < 1));
      }),
    );
  });

  test(`${name} frames and recognizes the longest hostile input in linear time`, () => {
    const frames = framesOf(protocol);
    for (const unit of [
      '2',
      ' ',
      '\n',
      '220-\n',
      '+OK\n',
      '..\n',
      '* {0}\n',
      '* {',
      '<@',
      'SSH',
      '\nSSH',
      'ftp ',
      'a.',
      '.',
    ]) {
      const input = (greeting.slice(0, 4) + unit.repeat(MAX_REPLY_BYTES)).slice(0, MAX_REPLY_BYTES);
      const before = performance.now();
      for (const each of frames) each(input);
      recognize(input);
      assert.ok(performance.now() - before < 250, JSON.stringify(unit));
    }
  });

  test(`${name} frames its greeting only when all of it is there`, () => {
    assert.equal(frame(greeting), greeting.length);
    for (let cut = 0; cut < greeting.length; cut += 1) assert.equal(frame(greeting.slice(0, cut)), 0);
  });
}
