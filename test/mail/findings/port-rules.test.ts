import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceOrigin } from '../../../src/mail/domain/types.js';
import { findFaults, findHostFaults } from '../../../src/mail/findings/index.js';
import type { MailFacts } from '../../../src/mail/types.js';
import { tls } from '../../helpers/probe-records.js';
import { factsOf, withoutTls } from './facts.js';

const ids = (facts: MailFacts) => findFaults(facts).map(({ id }) => id);
const PROTOCOLS = { 25: 'smtp', 465: 'smtp', 587: 'smtp', 110: 'pop3', 995: 'pop3', 143: 'imap', 993: 'imap' } as const;
const MISSING = ['tls-at-start-missing'];
const UNEXPECTED = ['tls-at-start-unexpected'];

/** The same service with TLS from the first byte. */
function fromTheFirstByte({ secureOffers, exchanges, ...facts }: MailFacts): MailFacts {
  const inside = exchanges.filter(({ secure }) => secure);
  const greeting = { command: null, reply: facts.greeting, end: 'complete', secure: true } as const;
  const rest = { startTls: 'not-tried', offers: secureOffers, secureOffers: null } as const;
  return { ...facts, ...rest, secure: true, exchanges: [greeting, ...inside] };
}

function at(port: keyof typeof PROTOCOLS, isSecure: boolean, changes: Partial<MailFacts> = {}): MailFacts {
  const facts = factsOf(PROTOCOLS[port], {}, { port, ...changes });
  return isSecure ? fromTheFirstByte(facts) : facts;
}

const srv = (service: ServiceOrigin['service']): Partial<MailFacts> => ({
  origin: { domain: 'example.org', kind: 'srv', name: 'mail.example.org', preference: 0, service },
});

test('TLS from the first byte has its ports, and the others begin in clear', () => {
  for (const port of [465, 995, 993] as const) {
    assert.deepEqual(ids(at(port, true)), [], `${port}`);
    assert.deepEqual(ids(at(port, false)), MISSING, `${port}`);
  }
  for (const port of [587, 110, 143] as const) {
    assert.deepEqual(ids(at(port, false)), [], `${port}`);
    assert.deepEqual(ids(at(port, true)), UNEXPECTED, `${port}`);
  }
  const relay = { role: 'relay', tls: tls() } as const;
  assert.deepEqual(ids(at(25, true, relay)), [...UNEXPECTED, 'auth-on-relay']);
  assert.deepEqual(ids(fromTheFirstByte(factsOf('sieve', {}, { port: 4190 }))), UNEXPECTED);
});

test('an SRV record says more than a port', () => {
  assert.deepEqual(ids(at(143, false, srv('imaps'))), MISSING);
  assert.deepEqual(ids(at(143, true, srv('imaps'))), []);
  assert.deepEqual(ids(at(993, true, srv('imap'))), UNEXPECTED);
  assert.deepEqual(ids(at(465, false, srv('submission'))), []);
  for (const service of ['submissions', 'submission'] as const) {
    const unusual = { ...at(587, service === 'submission', srv(service)), port: 10_587 };
    assert.deepEqual(ids(unusual), service === 'submission' ? UNEXPECTED : MISSING);
  }
  // The port of an exchanger tells.
  const origin = { domain: 'example.org', kind: 'mx', name: 'mx', preference: 0, service: null } as const;
  assert.deepEqual(ids(at(587, true, { origin })), UNEXPECTED);
});

test('of other ports nobody knows how clients begin there', () => {
  for (const port of [2525, 80, 10_465]) {
    assert.deepEqual(ids({ ...at(587, false), port }), [], `${port}`);
    assert.deepEqual(ids({ ...at(587, true), port }), [], `${port}`);
  }
  assert.deepEqual(ids({ ...at(143, false), port: 465 }), []);
});

test('the evidence tells how it began', () => {
  assert.deepEqual(findFaults(at(465, false))[0]?.evidence, ['220 mail.example.org ESMTP']);
  assert.deepEqual(findFaults(at(143, true))[0]?.evidence, ['TLSv1.3 from the first byte', '* OK ready']);
});

test('a port of TLS that is served in clear is not told to lack STARTTLS too', () => {
  assert.deepEqual(ids(withoutTls(at(465, false))), MISSING);
  assert.deepEqual(ids(withoutTls(at(995, false))), MISSING);
});

test('who turned us away in clear has not shown how it serves others', () => {
  const away = { code: 'temporarily-refused', phase: 'greeting', evidence: null, earlier: null } as const;
  assert.deepEqual(ids({ ...withoutTls(at(465, false)), greeting: '421 busy\r\n', verdict: away }), []);
});

test('a port with TLS from the first byte does not lack its twin with TLS from the first byte', () => {
  const hostIds = (isSecure: boolean) =>
    findHostFaults([at(587, isSecure), at(143, isSecure), at(110, isSecure)], [465, 993, 995]).map(({ id }) => id);
  assert.deepEqual(hostIds(true), []);
  assert.deepEqual(hostIds(false), ['submissions-missing', 'retrieval-tls-port-missing']);
});
