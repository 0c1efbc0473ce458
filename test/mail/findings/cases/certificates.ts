import type { TlsOptions } from 'node:tls';
import { AUTHORITY, certificatesIn, SIGNED, withoutChain } from '../../../helpers/certificate.js';
import { makeCertificate } from '../../../helpers/made-certificate.js';
import type { Case } from '../case.js';
import { imap, relay, type Setup, submission } from '../setup.js';

const DAY_MS = 86_400_000;
const after = (days: number) => new Date(Date.now() + days * DAY_MS);

const client = (tls: TlsOptions, ca: readonly string[] = [AUTHORITY]): Setup => ({
  ...imap({}, { tls }),
  options: { ca },
});
const server = (tls: TlsOptions, ca: readonly string[] = [AUTHORITY]): Setup => ({
  ...relay({}, { tls }),
  options: { ca },
});
/** One that is trusted as it is, and valid for these days around now. */
const lasting = (from: number, to: number): Setup => {
  const made = makeCertificate({ from: after(from), to: after(to) });
  return client(made, [made.cert]);
};
/** One with these extensions, trusted as it is. */
const saying = (extension: 'serverAuth' | 'clientAuth' | 'mustStaple', ask = client): Setup => {
  const made = makeCertificate({ from: after(-30), to: after(30), extensions: [extension] });
  return ask(made, [made.cert]);
};
/** The right chain with its parts in this order: the server's own, the intermediate, the root. */
const chained = (...order: readonly number[]): TlsOptions => {
  const parts = certificatesIn(SIGNED.right.cert + AUTHORITY);
  return { ...SIGNED.right, cert: order.map((part) => parts[part]).join('') };
};
const RIGHT = client(SIGNED.right);
const NOBODY: readonly string[] = [];

export const CERTIFICATE_CASES: readonly Case[] = [
  { id: 'certificate-expired', faulty: client(SIGNED.expired), right: RIGHT, evidence: [/^valid to 2020-/] },
  {
    id: 'certificate-expired-on-relay',
    faulty: server(SIGNED.expired),
    right: server(SIGNED.right),
    evidence: [/^valid to 2020-/],
  },
  {
    id: 'certificate-not-yet-valid',
    faulty: client(SIGNED.notYetValid),
    right: RIGHT,
    evidence: [/^valid from 2055-/],
  },
  {
    id: 'certificate-not-yet-valid-on-relay',
    faulty: server(SIGNED.notYetValid),
    right: server(SIGNED.right),
    evidence: [/^valid from 2055-/],
  },
  { id: 'certificate-expires-soon', faulty: lasting(-80, 10), right: lasting(-70, 20), evidence: [/^valid to 20/] },
  // What lasts for six days is renewed all the time, and late on its last one.
  {
    id: 'certificate-expires-soon',
    faulty: lasting(-5, 1),
    right: lasting(-1, 5),
    evidence: [/^valid to 20/],
    rightHas: ['certificate-short-lived'],
  },
  { id: 'certificate-short-lived', faulty: lasting(-1, 5), right: lasting(-30, 30), evidence: [/^valid to 20/] },
  { id: 'certificate-weak-key', faulty: client(SIGNED.rsa1024), right: RIGHT, evidence: [/: rsa 1024 bits$/] },
  {
    id: 'certificate-weak-key',
    faulty: server(SIGNED.rsa1024),
    right: server(SIGNED.ec),
    evidence: [/: rsa 1024 bits$/],
  },
  { id: 'certificate-weak-signature', faulty: client(SIGNED.sha1), right: RIGHT, evidence: [/: sha1WithRSA/] },
  { id: 'certificate-weak-signature', faulty: client(SIGNED.md5), right: RIGHT, evidence: [/: md5WithRSA/] },
  {
    id: 'certificate-wrong-usage',
    faulty: saying('clientAuth'),
    right: saying('serverAuth'),
    evidence: ['extended key usage: clientAuth'],
  },
  {
    id: 'certificate-wrong-usage-on-relay',
    faulty: saying('clientAuth', server),
    right: saying('serverAuth', server),
    evidence: ['extended key usage: clientAuth'],
  },
  {
    id: 'certificate-must-staple-unstapled',
    faulty: saying('mustStaple'),
    right: saying('serverAuth'),
    evidence: ['TLS feature: status_request'],
  },
  {
    id: 'certificate-must-staple-unstapled-on-relay',
    faulty: saying('mustStaple', server),
    right: saying('serverAuth', server),
    evidence: ['TLS feature: status_request'],
  },
  {
    id: 'certificate-chain-disordered',
    faulty: client(chained(0, 2, 1)),
    right: client(chained(0, 1, 2)),
    evidence: [/^subject .*CN=Portolan test root, issuer .*CN=Portolan test root$/],
  },
  {
    id: 'certificate-chain-disordered',
    faulty: server(chained(0, 1, 1)),
    right: server(chained(0, 1)),
    evidence: [/^subject .*CN=Portolan test intermediate, issuer .*CN=Portolan test root$/],
  },
  {
    id: 'certificate-name-mismatch',
    faulty: client(SIGNED.wrongName),
    right: client(SIGNED.wildcard),
    evidence: ['asked as mail.portolan.test', 'certificate for other.portolan.test'],
  },
  {
    id: 'certificate-name-mismatch-on-relay',
    faulty: server(SIGNED.wrongName),
    right: server(SIGNED.wildcard),
    evidence: ['asked as mail.portolan.test', 'certificate for other.portolan.test'],
  },
  {
    id: 'certificate-name-unchecked',
    faulty: { ...RIGHT, target: '127.0.0.1' },
    right: { ...client(SIGNED.loopback), target: '127.0.0.1' },
    evidence: ['asked as 127.0.0.1'],
  },
  {
    id: 'certificate-self-signed',
    faulty: client(SIGNED.selfSigned),
    right: client(SIGNED.selfSigned, [SIGNED.selfSigned.cert]),
    evidence: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
  },
  {
    id: 'certificate-self-signed-on-relay',
    faulty: server(SIGNED.selfSigned),
    right: server(SIGNED.right),
    evidence: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
  },
  {
    id: 'certificate-chain-incomplete',
    faulty: client(withoutChain(SIGNED.right)),
    right: RIGHT,
    evidence: [/issuer .*CN=Portolan test intermediate$/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  },
  {
    id: 'certificate-chain-incomplete-on-relay',
    faulty: server(withoutChain(SIGNED.right)),
    right: server(SIGNED.right),
    evidence: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  },
  {
    id: 'certificate-untrusted',
    faulty: client(SIGNED.right, NOBODY),
    right: RIGHT,
    evidence: [/^subject .*CN=Portolan test intermediate, issuer .*CN=Portolan test root$/],
  },
  {
    id: 'certificate-untrusted',
    faulty: client(SIGNED.expiredIntermediate),
    right: RIGHT,
    evidence: ['CERT_HAS_EXPIRED'],
  },
  {
    id: 'certificate-untrusted',
    faulty: client(SIGNED.noAuthority),
    right: RIGHT,
    evidence: [/^subject .*CN=careless/],
  },
  {
    id: 'certificate-untrusted-on-relay',
    faulty: server(SIGNED.right, NOBODY),
    right: server(SIGNED.right),
    evidence: [/issuer .*CN=Portolan test root$/],
  },
  // Nobody looks at the name on a certificate that nobody vouches for.
  {
    id: 'certificate-untrusted-on-relay',
    faulty: server(SIGNED.wrongName, NOBODY),
    right: server(SIGNED.right),
    evidence: [/issuer .*CN=Portolan test root$/],
  },
  {
    id: 'certificates-differ',
    faulty: { ...RIGHT, services: { ...RIGHT.services, ...submission({}, { tls: SIGNED.wildcard }).services } },
    // One of each kind of key.
    right: { ...RIGHT, services: { ...RIGHT.services, ...submission({}, { tls: SIGNED.ec }).services } },
    evidence: [/^143: mail\.portolan\.test, valid to/, /^587: \*\.portolan\.test, valid to/],
  },
];
