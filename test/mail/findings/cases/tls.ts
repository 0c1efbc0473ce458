import { SIGNED } from '../../../helpers/certificate.js';
import { shortGroup } from '../../../helpers/made-certificate.js';
import type { Case } from '../case.js';
import { imap, implicit, pop3, relay, sieve, submission } from '../setup.js';

const WITHOUT_STARTTLS = { '250-ENHANCEDSTATUSCODES\n  S: 250 STARTTLS': '250 ENHANCEDSTATUSCODES' };
/** One that lets nobody in without a certificate, which TLS 1.3 says behind the handshake. */
const wantsCertificate = { ...SIGNED.right, requestCert: true, rejectUnauthorized: true };
const tried = { options: { tlsVersions: true } };
/** Keys agreed upon in a finite field, of which Node's server has only those that it is given. */
const finiteField = (dhparam: string) =>
  implicit(
    submission(
      {},
      { tls: { ...SIGNED.right, dhparam, ciphers: 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0', maxVersion: 'TLSv1.2' } },
    ),
    465,
  );
/** Ciphers of TLS 1.2 in the order in which the server wants them. */
const unencrypted = (ciphers: string) =>
  implicit(submission({}, { tls: { ...SIGNED.right, ciphers, honorCipherOrder: true, maxVersion: 'TLSv1.2' } }), 465);

export const TLS_CASES: readonly Case[] = [
  {
    id: 'starttls-missing',
    faulty: submission(WITHOUT_STARTTLS),
    right: submission(),
    evidence: ['250-mail.portolan.test', /^no STARTTLS among: PIPELINING, .*, ENHANCEDSTATUSCODES$/],
  },
  {
    id: 'starttls-missing',
    faulty: imap({ ' STARTTLS LOGIN': ' LOGIN' }),
    right: imap(),
    evidence: ['no STARTTLS among: IMAP4rev1, ID, LOGINDISABLED'],
  },
  {
    id: 'starttls-missing',
    faulty: pop3({ '  S: STLS\n': '' }),
    right: pop3(),
    evidence: [/^no STLS among: .*UIDL/],
  },
  {
    id: 'starttls-missing',
    faulty: sieve({ 'S: "STARTTLS"\n': 'S: "NOTIFY" "mailto"\n' }),
    right: sieve(),
    evidence: [/^no STARTTLS among: .*SASL, NOTIFY, VERSION$/],
  },
  {
    id: 'starttls-missing-on-relay',
    faulty: relay(WITHOUT_STARTTLS),
    right: relay(),
    evidence: [/^no STARTTLS among: PIPELINING, /],
  },
  {
    id: 'starttls-stripped',
    faulty: relay({ '250 STARTTLS': '250 XXXXXXXA' }),
    right: relay(),
    evidence: ['250 XXXXXXXA'],
  },
  // A PIX writes over the greeting, and over commands that it does not know before the server hears them.
  {
    id: 'starttls-stripped',
    faulty: relay({
      'S: 220 mail.portolan.test ESMTP': 'S: 220 ****************0******2***',
      'when in clear C: EHLO *': 'when C: EHLO *\n  S: 500 5.5.1 Command unrecognized: "XXXX"\n\nwhen C: XXXX *',
    }),
    right: relay(),
    evidence: ['220 ****************0******2***'],
  },
  {
    id: 'starttls-refused',
    faulty: relay({ '220 2.0.0 Ready to start TLS\n  starttls': '454 4.7.0 TLS not available due to local problem' }),
    // Who hangs up has said nothing about TLS.
    right: relay({ '220 2.0.0 Ready to start TLS\n  starttls': '421 4.3.2 Shutting down\n  close' }),
    evidence: ['454 4.7.0 TLS not available due to local problem'],
  },
  {
    id: 'tls-handshake-failed',
    faulty: submission({ '  starttls\n': '  fail-handshake alert handshake_failure\n' }),
    right: submission(),
    evidence: [/handshake_failure/],
  },
  // In clear for the world, inside TLS for nobody.
  {
    id: 'tls-handshake-failed',
    faulty: relay({}, { tls: wantsCertificate }),
    right: relay(),
    evidence: ['certificate_required'],
  },
  {
    id: 'tls-client-certificate-required',
    faulty: submission({}, { tls: wantsCertificate }),
    right: submission({}, { tls: { ...wantsCertificate, rejectUnauthorized: false } }),
    evidence: ['certificate_required'],
  },
  {
    id: 'tls-client-certificate-required',
    faulty: implicit(imap({}, { tls: wantsCertificate }), 993),
    right: implicit(imap(), 993),
    evidence: ['certificate_required'],
  },
  {
    id: 'starttls-injection',
    faulty: submission({ '  starttls\n': '  inject 250 injected\n  starttls\n' }),
    right: submission(),
    evidence: ['250 injected'],
  },
  {
    id: 'starttls-inside-tls',
    faulty: submission({ '250 AUTH PLAIN': '250-STARTTLS\n  S: 250 AUTH PLAIN' }),
    right: submission(),
    evidence: ['250-STARTTLS'],
  },
  {
    id: 'tls-old-only',
    faulty: submission({ '  starttls\n': '  starttls max=TLSv1.1\n' }),
    right: submission({ '  starttls\n': '  starttls max=TLSv1.2\n' }),
    evidence: ['TLSv1.1'],
  },
  {
    id: 'tls-old-accepted',
    faulty: { ...submission({ '  starttls\n': '  starttls min=TLSv1\n' }), ...tried },
    right: { ...submission({ '  starttls\n': '  starttls min=TLSv1.2\n' }), ...tried },
    evidence: ['TLSv1', 'TLSv1.1'],
  },
  {
    id: 'tls-weak-cipher',
    faulty: unencrypted('NULL-SHA256:@SECLEVEL=0'),
    // What nobody should use stands behind the rest, as some lists have it.
    right: unencrypted('ALL:eNULL:@SECLEVEL=0'),
    evidence: ['NULL-SHA256'],
  },
  {
    id: 'tls-weak-key-exchange',
    faulty: finiteField(shortGroup()),
    right: finiteField('auto'),
    evidence: ['DH 1024 bits'],
  },
];
