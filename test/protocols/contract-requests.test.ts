import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PROTOCOLS } from '../../src/protocols/index.js';
import type { Protocol, RequestContext, Saying } from '../../src/protocols/types.js';
import { EXAMPLES } from './examples.js';
import { anyBytes, likeReply } from './hostile-text.js';
import { bytesOf, requestContext } from './talk.js';

/** Bytes of a request at most: one packet, so that no server has to put it together. */
const MOST_BYTES = 1400;

/** Servers as a user may call them. */
const HOSTS = ['192.0.2.1', '2001:db8::1', 'fe80::1%eth0', 'server.example', `${'a.'.repeat(120)}example`];

/** What a server said so far, true or false. */
function sayings({ name, openings, inquiries }: Protocol): fc.Arbitrary<Saying[]> {
  const requests = ['greeting', ...[...openings, ...inquiries].map((each) => `${name}/${each.name}`)];
  const text = fc.oneof(anyBytes, likeReply(EXAMPLES[name]?.text ?? ''));
  return fc.array(fc.record({ request: fc.constantFrom(...requests), text }), { maxLength: 4 });
}

function contexts(protocol: Protocol): fc.Arbitrary<RequestContext> {
  return fc
    .record({
      host: fc.constantFrom(...HOSTS),
      port: fc.integer({ min: 1, max: 65_535 }),
      secure: fc.boolean(),
      clientName: fc.constantFrom('[127.0.0.1]', '[IPv6:2001:db8::2]', 'client.example'),
      said: sayings(protocol),
    })
    .map(requestContext);
}

for (const protocol of PROTOCOLS) {
  const { name, openings, inquiries } = protocol;
  if (openings.length + inquiries.length === 0) continue;

  test(`${name} makes requests of few bytes, whatever was said before`, () => {
    fc.assert(
      fc.property(contexts(protocol), (context) => {
        for (const request of [...openings, ...inquiries]) {
          const bytes = bytesOf(request, context);
          if (bytes === null) continue;
          assert.match(bytes, /^[\0-\xff]+$/, request.name);
          assert.ok(bytes.length <= MOST_BYTES, request.name);
        }
      }),
    );
  });

  test(`${name} opens with nothing that a server which reads lines takes for an attack`, () => {
    for (const host of HOSTS) {
      for (const secure of [false, true]) {
        for (const opening of openings) assert.doesNotMatch(bytesOf(opening, { host, secure }) ?? '', /Host:|POST/i);
      }
    }
  });

  test(`${name} has an opening for who knows nothing of the server`, () => {
    for (const opening of openings) assert.notEqual(bytesOf(opening), null, opening.name);
  });

  test(`${name} logs in nowhere`, () => {
    fc.assert(
      fc.property(contexts(protocol), (context) => {
        for (const request of [...openings, ...inquiries]) {
          const lines = (bytesOf(request, context) ?? '').split(/\r?\n/);
          for (const line of lines)
            assert.doesNotMatch(line, /^(?:PASS|AUTH|AUTHENTICATE|LOGIN|AUTHINFO)\b/i, request.name);
        }
      }),
      { numRuns: 20 },
    );
  });
}
