import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FAULT_IDS, findFaults } from '../../../src/mail/findings/index.js';
import type { MailFacts } from '../../../src/mail/types.js';
import { mailFindings } from '../../../src/reference/mail-findings.js';
import { service, tls } from '../../helpers/probe-records.js';
import { factsOf, PUBLIC_ADDRESS } from './facts.js';

test('rules and reference know the same faults, in the same order', () => {
  assert.deepEqual(
    mailFindings().map(({ id }) => id),
    FAULT_IDS,
  );
  assert.equal(new Set(FAULT_IDS).size, FAULT_IDS.length);
});

/** Lines as servers write them, with all sorts of bytes between. */
const line = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '220',
        '250-',
        '250 ',
        '+OK',
        '-ERR',
        '* OK',
        '* PREAUTH',
        '* CAPABILITY ',
        'a1 OK',
        '"SASL" ',
        'AUTH',
      ),
      fc.constantFrom(
        ' ',
        'STARTTLS',
        'STLS',
        'PLAIN',
        'LOGIN',
        'XXXXXXXA',
        'SIZE 0',
        'USER',
        '<a@b>',
        '*'.repeat(12),
        '"',
      ),
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
const odd = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

const facts = fc
  .record({
    protocol: fc.constantFrom('smtp' as const, 'pop3' as const, 'imap' as const, 'sieve' as const),
    words: fc.record({ greeting: text, clear: text, secure: text }),
    role: fc.constantFrom('relay' as const, 'submission' as const, 'retrieval' as const, 'filters' as const),
    startTls: fc.constantFrom('not-offered' as const, 'refused' as const, 'failed' as const, 'done' as const),
    code: fc.constantFrom(
      'ready' as const,
      'certificate' as const,
      'tls-failed' as const,
      'temporarily-refused' as const,
    ),
    secure: fc.boolean(),
    address: fc.constantFrom('192.0.2.25', PUBLIC_ADDRESS),
    version: fc.option(odd),
    injected: fc.oneof(fc.constant(''), text),
    names: fc.option(
      fc.record({
        reverseNames: fc.array(odd),
        confirmedNames: fc.array(odd),
        omittedNames: fc.nat(1),
        greetingAddresses: fc.option(fc.array(odd)),
      }),
    ),
    certificate: fc.record({
      subject: odd,
      issuer: odd,
      names: fc.array(odd),
      validFrom: odd,
      validTo: odd,
      chainError: fc.option(odd),
    }),
  })
  .map(({ protocol, words, code, version, certificate: { chainError, ...certificate }, ...rest }): MailFacts => {
    const right = tls();
    return factsOf(protocol, words, {
      ...rest,
      verdict: { code, phase: 'done', evidence: null, earlier: null },
      service: service(protocol, null, { version }),
      tls: tls({ chainError, matchesName: false, certificate: { ...right.certificate!, ...certificate } }),
    });
  });

test('whatever is said, rules tell known faults, each once, with evidence', () => {
  fc.assert(
    fc.property(facts, (each) => {
      const faults = findFaults(each);
      assert.equal(new Set(faults.map(({ id }) => id)).size, faults.length);
      for (const { id, evidence } of faults) {
        assert.ok(FAULT_IDS.includes(id), id);
        assert.ok(evidence.length > 0, id);
        assert.ok(
          evidence.every((line) => line !== ''),
          id,
        );
      }
    }),
    { numRuns: 1000 },
  );
});

test('what a server said is evidence as it is, escape sequences and markup included', () => {
  const greeting = '220 localhost \x1b[31m<script>alert(1)</script> =1+1';
  const [fault] = findFaults(factsOf('smtp', { greeting: `${greeting}\n` }));
  assert.deepEqual(fault, { id: 'greeting-name-invalid', evidence: [greeting] });
});

test('evidence is read as UTF-8 where it is that', () => {
  const bytes = Buffer.from('220 localhost für alle', 'utf8').toString('latin1');
  assert.deepEqual(findFaults(factsOf('smtp', { greeting: `${bytes}\n` }))[0]?.evidence, ['220 localhost für alle']);
});

test('a long reply is judged in time that grows with it, not with its square', () => {
  const clear = `250-mail.example.org\n${Array.from({ length: 20_000 }, (_, at) => `250-X-${at}\n`).join('')}250 STARTTLS\n`;
  const began = performance.now();
  const [fault] = findFaults(factsOf('smtp', { clear }));
  assert.equal(fault?.id, 'capabilities-vanish-in-tls');
  assert.equal(fault.evidence.length, 20_000);
  assert.ok(performance.now() - began < 5000);
});
