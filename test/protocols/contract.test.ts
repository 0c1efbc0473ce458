import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SURE } from '../../src/defaults.js';
import { recognizeReply } from '../../src/probe/ask.js';
import { recognizedBy } from '../../src/probe/greeting.js';
import { LADDER, PROTOCOLS, protocolForPort } from '../../src/protocols/index.js';
import type { Protocol } from '../../src/protocols/types.js';
import { EXAMPLES, type ProtocolExample } from './examples.js';

function requestsOf({ openings, inquiries }: Protocol) {
  return [...openings, ...inquiries];
}

/** How far a protocol claims what was said, as far as another one has to fear it. */
function claim(protocol: Protocol, { request, text }: ProtocolExample): number {
  if (request === 'greeting') return protocol.recognize(text)?.confidence ?? 0;
  return recognizeReply([protocol], { request, text })?.recognition.confidence ?? 0;
}

test('no port and no name belongs to two protocols', () => {
  const ports = PROTOCOLS.flatMap(({ ports: clear, tlsPorts }) => [...clear, ...tlsPorts]);
  const names = PROTOCOLS.flatMap(({ name, tlsName }) => (tlsName === null ? [name] : [name, tlsName]));
  assert.deepEqual(
    ports.filter((port, index) => ports.indexOf(port) !== index),
    [],
  );
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('a protocol is found by its ports', () => {
  for (const protocol of PROTOCOLS) {
    for (const port of protocol.ports) assert.deepEqual(protocolForPort(port), { protocol, secure: false });
    for (const port of protocol.tlsPorts) assert.deepEqual(protocolForPort(port), { protocol, secure: true });
  }
  assert.equal(protocolForPort(4), null);
});

test('no name in the negotiation of TLS belongs to two protocols', () => {
  const names = PROTOCOLS.flatMap(({ alpn = [] }) => alpn);
  assert.equal(new Set(names).size, names.length);
});

test('the ladder tries protocols that have something to say, each once', () => {
  const tried = LADDER.flat();
  assert.equal(new Set(tried).size, tried.length);
  for (const protocol of tried) {
    assert.ok(PROTOCOLS.includes(protocol), protocol.name);
    assert.ok(protocol.openings.length > 0 || protocol.byHandshake, protocol.name);
    assert.ok(!protocol.listenOnly && !protocol.serverFirst, protocol.name);
  }
});

test('every protocol has an example, and every example a protocol', () => {
  assert.deepEqual(Object.keys(EXAMPLES).sort(), PROTOCOLS.map(({ name }) => name).sort());
});

for (const protocol of PROTOCOLS) {
  const { name, openings, farewell, questions, serverFirst } = protocol;
  const example = EXAMPLES[name] ?? { request: 'greeting', text: '' };
  const own = requestsOf(protocol).find((each) => `${name}/${each.name}` === example.request);

  test(`${name} has names of small letters, digits and hyphens`, () => {
    assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const request of requestsOf(protocol)) assert.match(request.name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.match(protocol.title, /^\S.*\S$/);
  });

  test(`${name} calls no two requests the same, and none a greeting`, () => {
    const names = requestsOf(protocol).map((request) => request.name);
    assert.equal(new Set([...names, 'greeting']).size, names.length + 1);
  });

  test(`${name} can be met: by listening, by a request, or by the answer to another's`, () => {
    // What listens only is asked something by who asks for everything, and by nobody else.
    if (protocol.listenOnly) assert.ok(openings.every(({ intensity }) => intensity === 'full'));
    else if (serverFirst) assert.deepEqual(openings, []);
    else assert.ok(openings.length > 0 || protocol.byHandshake || protocol.recognizeReply);
    if (protocol.listenOnly) assert.deepEqual([...questions, ...protocol.inquiries, farewell], [null]);
  });

  test(`${name} has an example that answers a request which is put`, () => {
    const asked = PROTOCOLS.flatMap((each) => requestsOf(each).map((request) => `${each.name}/${request.name}`));
    assert.ok(example.request === 'greeting' || asked.includes(example.request), example.request);
  });

  test(`${name} recognizes its own example for sure, and no other protocol rivals it`, () => {
    assert.equal(claim(protocol, example) >= SURE, !example.unsure);
    for (const other of PROTOCOLS) {
      const rivals = other !== protocol && other.name !== protocol.carriedBy;
      if (rivals) assert.ok(claim(other, example) < 0.5, other.name);
    }
    const { request, text } = example;
    const first =
      request === 'greeting' ? recognizedBy(text, PROTOCOLS)[0] : recognizeReply(PROTOCOLS, example)?.protocol;
    assert.equal(first?.name, name);
  });

  test(`${name} has lines to send of one line each, of printable ASCII`, () => {
    for (const line of [farewell ?? '', ...questions.map((question) => question.line)]) assert.match(line, /^[ -~]*$/);
  });

  test(`${name} frames its example only when all of it is there`, () => {
    const frame = example.request === 'greeting' ? protocol.frame : own?.frame;
    if (frame === undefined) return;
    const { text, unframed = false } = example;
    assert.equal(frame(text), unframed ? 0 : text.length);
    for (let cut = 0; cut < text.length; cut += 1) assert.equal(frame(text.slice(0, cut)), 0, `at ${cut}`);
  });
}
