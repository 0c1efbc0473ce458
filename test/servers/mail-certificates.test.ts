import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startExim } from './helpers/exim.js';
import type { LeafName } from './helpers/mail-authority.js';
import { faultsOf, startMailLab } from './helpers/mail-lab.js';
import type { MailHost } from './helpers/mail-zones.js';
import { stoppedAfter } from './helpers/stopped-after.js';

/** A certificate, where it is shown, and what is to be said of it: to who hands on mail, and to who logs in to hand it in. */
const CERTIFICATES: [leaf: LeafName, host: MailHost, toRelay: string[], toSubmission: string[]][] = [
  ['rsa', 'mail', [], []],
  ['wildcard', 'backup', [], []],
  ['other name', 'open', ['weak certificate-name-mismatch-on-relay'], ['wrong certificate-name-mismatch']],
  ['self-signed', 'bare', ['note certificate-self-signed-on-relay'], ['wrong certificate-self-signed']],
  ['no intermediate', 'old', ['note certificate-chain-incomplete-on-relay'], ['wrong certificate-chain-incomplete']],
  ['expired', 'late', ['weak certificate-expired-on-relay'], ['wrong certificate-expired']],
  [
    ...(['not yet valid', 'broken'] as const),
    ['weak certificate-not-yet-valid-on-relay'],
    ['wrong certificate-not-yet-valid'],
  ],
  ['expires soon', 'clear', ['weak certificate-expires-soon'], ['weak certificate-expires-soon']],
  ['rsa 1024', 'plain', ['weak certificate-weak-key'], ['weak certificate-weak-key']],
  ['sha-1', 'chatty', ['weak certificate-weak-signature'], ['weak certificate-weak-signature']],
];

test('certificates that Exim shows, each with one fault or none', async (context) => {
  const lab = await startMailLab(context, { needs: ['exim'], ports: [25, 465, 587] });
  if (!lab) return;
  const sites = CERTIFICATES.map(([leaf, host]) => lab.site(host, leaf));
  await Promise.all(sites.map((site) => stoppedAfter(context, startExim({ ...site, submission: true }))));
  for (const [index, [leaf, , toRelay, toSubmission]] of CERTIFICATES.entries()) {
    await context.test(`${leaf}: ${[...toRelay, ...toSubmission].join(', ') || 'nothing'}`, async () => {
      const found = await lab.probe({ targets: sites[index]!.hostname, ports: '25,465' });
      const about = (port: number) => faultsOf(found.at(port)).filter((fault) => fault.includes('certificate-'));
      assert.deepEqual([about(25), about(465)], [toRelay, toSubmission]);
      // Port 25 is no better for a client that verifies, but none does.
      assert.equal(found.at(25).verdict.code, 'ready');
      const isVerified = found.at(465).tls?.authorized;
      assert.equal(found.at(465).verdict.code, isVerified ? 'ready' : 'certificate');
      assert.equal(isVerified, !toSubmission.some((fault) => fault.startsWith('wrong ')));
    });
  }
});
