import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import type { Frame, Protocol, Recognition } from '../../src/protocols/types.js';
import { EXAMPLES } from './examples.js';
import { anyBytes, likeReply, UNITS } from './hostile-text.js';

/** Milliseconds that the longest input may take: what is linear takes a few, what is quadratic takes seconds. */
const LONGEST_MS = 250;
/** Further characters that a protocol may make of a reply, for the names of what it decodes. */
const MOST_NAMES = 4096;

/** Every framer that a protocol hands out: its own, those of its requests, those of its conversation. */
function framesOf({ name, frame, openings, inquiries, converse }: Protocol): Frame[] {
  const frames = [frame, ...[...openings, ...inquiries].map((request) => request.frame)];
  const conversation = converse?.({ clientName: 'client.example', secure: false, startTls: true });
  if (conversation === undefined) return frames;
  const answers = [EXAMPLES[name]!.text, '250-x\r\n250 STARTTLS\r\n', '+OK\r\nSTLS\r\n.\r\n'];
  for (let step = conversation.next(); !step.done; ) {
    if (step.value.do === 'send' && step.value.frame) frames.push(step.value.frame);
    step = conversation.next({ text: answers.shift() ?? 'x\r\n', end: 'complete' });
  }
  return frames;
}

/** All that a protocol makes of bytes: unasked, and as answers to its own requests and to another's. */
function recognitions({ name, recognize, recognizeReply, openings, inquiries }: Protocol, text: string): Recognition[] {
  const requests = ['http/get', ...[...openings, ...inquiries].map((request) => `${name}/${request.name}`)];
  return [recognize(text), ...requests.map((request) => recognizeReply?.(text, request) ?? null)].filter(
    (recognition) => recognition !== null,
  );
}

function isSound(recognition: Recognition, input: string): void {
  const { confidence, text, hostname, subject = '', extra = {} } = recognition;
  assert.ok(confidence > 0 && confidence < 1, `confidence of ${confidence}`);
  const most = 4 * input.length + MOST_NAMES;
  for (const value of [text, hostname ?? '', subject]) assert.ok(typeof value === 'string' && value.length <= most);
  for (const [key, value] of Object.entries(extra)) {
    assert.match(key, /^[a-z][a-zA-Z0-9]*$/);
    assert.ok(typeof value === 'string' && value.length <= most, key);
  }
}

for (const protocol of PROTOCOLS) {
  const { name, questions } = protocol;
  const example = EXAMPLES[name]?.text ?? '';
  const input = fc.oneof(anyBytes, likeReply(example));

  test(`${name} frames any bytes without throwing or reaching behind them`, () => {
    const frames = framesOf(protocol);
    fc.assert(
      fc.property(input, (bytes) => {
        for (const frame of frames) {
          const length = frame(bytes);
          assert.ok(Number.isInteger(length) && length >= 0 && length <= bytes.length);
          // The first complete reply stays the same when more bytes arrive.
          if (length > 0) assert.equal(frame(`${bytes}more\r\n`), length);
        }
      }),
    );
  });

  test(`${name} makes something sound of any bytes, or nothing`, () => {
    fc.assert(
      fc.property(input, (bytes) => {
        for (const recognition of recognitions(protocol, bytes)) isSound(recognition, bytes);
        for (const { confirms } of questions) assert.equal(typeof confirms(bytes), 'boolean');
      }),
    );
  });

  test(`${name} makes nothing of silence`, () => {
    assert.deepEqual([protocol.recognize(''), ...framesOf(protocol).map((frame) => frame(''))].filter(Boolean), []);
  });

  test(`${name} frames and recognizes the longest hostile input in linear time`, () => {
    const frames = framesOf(protocol);
    for (const start of [example.slice(0, 4), example]) {
      for (const unit of UNITS) {
        const text = (start + unit.repeat(MAX_REPLY_BYTES)).slice(0, MAX_REPLY_BYTES);
        const before = performance.now();
        for (const frame of frames) frame(text);
        recognitions(protocol, text);
        assert.ok(performance.now() - before < LONGEST_MS, JSON.stringify(unit));
      }
    }
  });
}
