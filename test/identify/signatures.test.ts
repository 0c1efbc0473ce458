import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/identify/finding.js';
import { identify } from '../../src/identify/identify.js';
import { compileSignatures, matchSignatures } from '../../src/identify/signatures.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import type { Service } from '../../src/types.js';
import { EXAMPLES } from '../protocols/examples.js';
import {
  type Example,
  FILES,
  greetingsOf,
  NAMES,
  requestName,
  requestsOf,
  type SignatureEntry,
  type SignatureFile,
} from './signature-files.js';

const set = compileSignatures(FILES);
const knowledge = { signatures: set, protocols: PROTOCOLS, registryName: null };

for (const [index, file] of FILES.entries()) {
  const { protocol, signatures } = file;
  const what = NAMES[index]!;

  test(`every signature of ${what} takes its own examples and finds the fields they claim`, () => {
    for (const entry of signatures) {
      assert.ok(entry.examples.length > 0, `${entry.id} has no example`);
      for (const example of entry.examples) {
        if (example.subject === undefined) takesText(file, entry, example);
        else takesSubject(file, entry, example);
      }
    }
  });

  test(`every signature of ${what} tells where its form comes from`, () => {
    for (const { id, source } of signatures) assert.ok(source.length > 10, id);
  });

  test(`every signature of ${what} reads answers to requests that are put`, () => {
    const names = PROTOCOLS.flatMap(({ name, openings, inquiries }) =>
      [...openings, ...inquiries].map((request) => `${name}/${request.name}`),
    );
    for (const entry of signatures) {
      for (const request of requestsOf(file, entry)) {
        assert.ok(request === 'greeting' || names.includes(request), `${entry.id}: nobody asks ${request}`);
      }
      for (const { on } of entry.examples) {
        assert.ok(on === undefined || requestsOf(file, entry).includes(requestName(protocol, on)), entry.id);
      }
    }
  });
}

for (const { name, serverFirst, frame } of PROTOCOLS) {
  test(`the ${name} protocol frames the greeting of every example whole`, () => {
    const { unframed = false } = EXAMPLES[name] ?? {};
    if (!serverFirst || unframed) return;
    for (const text of greetingsOf(name)) assert.equal(frame(text), text.length, text);
  });
}

test('only its own protocol has a signature for a greeting, whatever the order of the files', () => {
  for (const { name } of PROTOCOLS) {
    const others = compileSignatures(FILES.filter((file) => file.protocol !== name));
    for (const text of greetingsOf(name)) {
      assert.equal(matchSignatures(others, 'greeting', text)?.signature.id, undefined, text);
    }
  }
});

test('the evidence is what the pattern matched, without the line end', () => {
  const match = matchSignatures(set, 'greeting', '220 mail.example.org ESMTP Postfix\r\n');
  assert.equal(match?.signature.id, 'smtp/postfix');
  assert.equal(match.text, '220 mail.example.org ESMTP Postfix');
});

test('an identification of SSH is found behind other lines, an SSH line in another greeting is not', () => {
  assert.equal(matchSignatures(set, 'greeting', 'hello\r\nSSH-2.0-OpenSSH_9.6\r\n')?.version, '9.6');
  assert.equal(matchSignatures(set, 'greeting', '220 mail.example.org SSH-2.0-OpenSSH_9.6\r\n'), null);
});

/** The server's own bytes: its protocol recognises them, and identification names the product by this signature. */
function takesText(file: SignatureFile, entry: SignatureEntry, example: Example): void {
  const { text = '' } = example;
  const place = `${entry.id}: ${JSON.stringify(text)}`;
  const protocol = PROTOCOLS.find(({ name }) => name === file.protocol);
  assert.ok(protocol, `${file.protocol} is no protocol`);
  const request = requestsFor(file, entry, example).find((each) =>
    each === 'greeting' ? protocol.recognize(text) : protocol.recognizeReply?.(text, each),
  );
  assert.ok(request, `${place} is not recognised by its protocol`);
  const silent = { port: 0, transport: 'tcp', greeting: null, settled: null, secure: false } as const;
  const settled = { protocol: file.protocol, method: 'probe', request, text: '' } as const;
  const finding: Finding =
    request === 'greeting'
      ? { ...silent, greeting: text, settled: entry.ambiguous ? settled : null }
      : { ...silent, settled, replies: [{ request, text }] };
  const service = identify(finding, knowledge);
  assert.equal(service?.evidence.at(-1)?.rule, entry.id, `${place} is taken by another signature, or by none`);
  assert.deepEqual([service.name, service.product], [entry.service ?? file.protocol, entry.product], place);
  findsFields(service, example, place);
}

/** Text that a protocol decodes from bytes, given to the signatures as it is. */
function takesSubject(file: SignatureFile, entry: SignatureEntry, example: Example): void {
  const { subject = '' } = example;
  const place = `${entry.id}: ${JSON.stringify(subject)}`;
  for (const request of requestsFor(file, entry, example)) {
    const match = matchSignatures(set, request, subject, file.protocol);
    assert.equal(match?.signature.id, entry.id, `${place} is taken by another signature, or by none`);
    findsFields(match, example, place);
  }
}

function requestsFor(file: SignatureFile, entry: SignatureEntry, { on }: Example): string[] {
  return on === undefined ? requestsOf(file, entry) : [requestName(file.protocol, on)];
}

function findsFields(found: Pick<Service, 'hostname' | 'version' | 'os'>, example: Example, place: string): void {
  const { hostname = null, version = null, os = null } = example;
  const claimed = { hostname, version, os };
  assert.deepEqual({ hostname: found.hostname, version: found.version, os: found.os }, claimed, place);
}
