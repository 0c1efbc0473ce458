import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import { PortolanError } from '../../src/errors.js';
import { identify } from '../../src/identify/identify.js';
import { compileSignatures, matchSignatures, withoutLineEnd } from '../../src/identify/signatures.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { FILES } from './signature-files.js';

const set = compileSignatures(FILES);
const knowledge = { signatures: set, protocols: PROTOCOLS, registryName: null };

for (const { protocol, signatures } of FILES) {
  test(`every ${protocol} signature takes its own examples and finds the fields they claim`, () => {
    for (const { id, product, examples } of signatures) {
      assert.ok(examples.length > 0, `${id} has no example`);
      for (const { text, hostname = null, version = null, os = null } of examples) {
        const finding = { port: 0, transport: 'tcp', greeting: text, settled: null, secure: false } as const;
        const service = identify(finding, knowledge);
        assert.equal(service?.evidence[0]?.rule, id, `${JSON.stringify(text)} is taken by another signature`);
        assert.deepEqual(
          [service.name, service.product, service.hostname, service.version, service.os],
          [protocol, product, hostname, version, os],
          text,
        );
      }
    }
  });

  test(`every ${protocol} signature tells where its form comes from`, () => {
    for (const { id, source } of signatures) assert.ok(source.length > 10, id);
  });

  test(`the ${protocol} protocol recognizes every ${protocol} example and frames it whole`, () => {
    const { recognize, frame } = PROTOCOLS.find(({ name }) => name === protocol)!;
    for (const { text } of signatures.flatMap(({ examples }) => examples)) {
      assert.notEqual(recognize(text), null, text);
      assert.equal(frame(text), text.length, text);
    }
  });
}

test('only its own protocol has a signature for an example, whatever the order of the files', () => {
  for (const { protocol, signatures } of FILES) {
    const others = compileSignatures(FILES.filter((file) => file.protocol !== protocol));
    for (const { text } of signatures.flatMap(({ examples }) => examples)) {
      assert.equal(matchSignatures(others, text)?.signature.id, undefined, text);
    }
  }
});

test('the evidence is what the pattern matched, without the line end', () => {
  const match = matchSignatures(set, '220 mail.example.org ESMTP Postfix\r\n');
  assert.equal(match?.signature.id, 'smtp/postfix');
  assert.equal(match.text, '220 mail.example.org ESMTP Postfix');
});

test('an identification of SSH is found behind other lines, an SSH line in another greeting is not', () => {
  assert.equal(matchSignatures(set, 'hello\r\nSSH-2.0-OpenSSH_9.6\r\n')?.version, '9.6');
  assert.equal(matchSignatures(set, '220 mail.example.org SSH-2.0-OpenSSH_9.6\r\n'), null);
});

test('hostile greetings of the longest kind cost no more than a blink', () => {
  const examples = FILES.flatMap(({ signatures }) => signatures.flatMap((each) => each.examples[0]!.text));
  const unit = fc.oneof(
    fc.constantFrom(...examples),
    fc.constantFrom(' ', '(', '220 ', '* OK [', '8.', '\r\n', '\0', 'é'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...examples, ''), fc.integer({ min: 0, max: 40 }), unit, (start, kept, repeated) => {
      const greeting = (start.slice(0, kept) + repeated.repeat(MAX_REPLY_BYTES)).slice(0, MAX_REPLY_BYTES);
      const before = performance.now();
      matchSignatures(set, greeting);
      assert.ok(performance.now() - before < 500, JSON.stringify(greeting.slice(0, 80)));
    }),
    { numRuns: 300 },
  );
});

const good = { id: 'smtp/x', pattern: '^220 (x)', product: 'X', captures: { version: 1 } };

test('a signature file of the right shape is accepted', () => {
  const { signatures } = compileSignatures([{ protocol: 'smtp', signatures: [good] }]);
  assert.deepEqual([signatures[0]?.vendor, signatures[0]?.cpe, signatures[0]?.startsAt], [null, null, null]);
});

for (const [what, file] of [
  ['not an object', 'smtp'],
  ['without a protocol', { signatures: [good] }],
  ['without signatures', { protocol: 'smtp' }],
  ['with a signature that is no object', { protocol: 'smtp', signatures: [null] }],
  ['with an id of another protocol', { protocol: 'ftp', signatures: [good] }],
  ['with the same id twice', { protocol: 'smtp', signatures: [good, good] }],
  ['with a pattern that is not anchored', { protocol: 'smtp', signatures: [{ ...good, pattern: '220 (x)' }] }],
  ['with a pattern that does not compile', { protocol: 'smtp', signatures: [{ ...good, pattern: '^220 (x' }] }],
  ['with flags other than i', { protocol: 'smtp', signatures: [{ ...good, flags: 'g' }] }],
  ['without a product', { protocol: 'smtp', signatures: [{ ...good, product: undefined }] }],
  ['with a capture of a group that is not there', { protocol: 'smtp', signatures: [{ ...good, captures: { os: 2 } }] }],
  ['with a capture of an unknown field', { protocol: 'smtp', signatures: [{ ...good, captures: { size: 1 } }] }],
] as const) {
  test(`a signature file ${what} is an ERR_DATA`, () => {
    assert.throws(
      () => compileSignatures([file]),
      (error: unknown) => error instanceof PortolanError && error.code === 'ERR_DATA',
    );
  });
}

test('no byte of a letter in UTF-8 is taken for a blank', () => {
  assert.equal(withoutLineEnd('voil\xc3\xa0 \t\r\n'), 'voil\xc3\xa0');
  assert.equal(withoutLineEnd('\r\n'), '');
});
