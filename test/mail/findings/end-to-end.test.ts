/** Every fault in a server that has it and in its right twin, from the sockets to the record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailFindings } from '../../../src/reference/mail-findings.js';
import type { Case } from './case.js';
import { ANNOUNCED_CASES } from './cases/announced.js';
import { CERTIFICATE_CASES } from './cases/certificates.js';
import { DOMAIN_CASES } from './cases/domains.js';
import { LOGIN_CASES } from './cases/login.js';
import { PORT_CASES } from './cases/ports.js';
import { TLS_CASES } from './cases/tls.js';
import { findingsIn, records } from './setup.js';

const CASES: readonly Case[] = [
  ...TLS_CASES,
  ...PORT_CASES,
  ...CERTIFICATE_CASES,
  ...LOGIN_CASES,
  ...ANNOUNCED_CASES,
  ...DOMAIN_CASES,
];

/** Faults that no server in this process can have: why, and the tests of their rules that stand in. */
const BY_RULE_ONLY = new Set([
  // Ciphers without a certificate are never offered: right servers have them too, and would show none.
  'certificate-missing',
  // A policy is fetched at port 443, which no test may have.
  'mta-sts-certificate',
  'mta-sts-exchanger-not-listed',
  'mta-sts-testing-would-fail',
]);

for (const { id, faulty, right, evidence, also = [], rightHas = [] } of CASES) {
  const [first] = evidence;
  test(`${id} is told of the server that has it (${first}), and nothing else is`, async (t) => {
    const findings = findingsIn(await records(t, faulty));
    assert.deepEqual([...new Set(findings.map((finding) => finding.id))].sort(), [id, ...also].sort());
    const lines = findings.filter((finding) => finding.id === id).flatMap((finding) => finding.evidence);
    for (const part of evidence) {
      const isThere = lines.some((line) => (typeof part === 'string' ? line === part : part.test(line)));
      assert.ok(isThere, `${part} is not in ${JSON.stringify(lines)}`);
    }
  });

  test(`${id} is not told of its right twin (${first})`, async (t) => {
    const findings = findingsIn(await records(t, right));
    assert.deepEqual(
      findings.map((finding) => finding.id),
      rightHas,
    );
  });
}

test('there is a faulty server and a right one for every finding', () => {
  const tried = new Set(CASES.map(({ id }) => id));
  const left = mailFindings().filter(({ id }) => !tried.has(id) && !BY_RULE_ONLY.has(id));
  assert.deepEqual(
    left.map(({ id }) => id),
    [],
  );
  assert.deepEqual(
    [...BY_RULE_ONLY].filter((id) => tried.has(id)),
    [],
  );
});
