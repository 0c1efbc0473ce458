import { createHash, X509Certificate } from 'node:crypto';
import { reverseName } from '../../../../src/net/dns-names.js';
import { SIGNED } from '../../../helpers/certificate.js';
import type { Case } from '../case.js';
import { PUBLIC_ADDRESS } from '../facts.js';
import { implicit, relay, type Setup, submission } from '../setup.js';

const KEY = keyOf(SIGNED.right.cert);
const TLSA = `_25._tcp.mail.portolan.test TLSA 3 1 1 ${KEY}`;
const OTHER_TLSA = `_25._tcp.mail.portolan.test TLSA 3 1 1 ${'ab'.repeat(32)}`;

const MX = ['portolan.test MX 10 mail.portolan.test', 'portolan.test MX 20 spare.portolan.test'];
const SPARE = 'spare.portolan.test A 127.0.0.2';
const MAIL = 'mail.portolan.test A 127.0.0.1';
const REVERSE = '1.0.0.127.in-addr.arpa PTR mail.portolan.test';
const ZONE = [...MX, MAIL, SPARE, REVERSE];

/** The first exchanger of a domain. */
const exchanger = (zone: readonly string[], setup: Setup = relay(), validated = false): Setup => ({
  ...setup,
  target: null,
  zone,
  dns: { validated },
  options: { mx: 'portolan.test', first: true, ...setup.options },
});
/** A domain with such records, whose exchanger is as it should be. */
const named = (...zone: readonly string[]): Setup => exchanger(zone);
const DEAD: Setup = { services: {}, ports: '25' };
const clients = (...zone: readonly string[]): Setup => ({
  services: { ...submission().services, ...implicit(submission(), 465).services },
  target: null,
  zone: [MAIL, ...zone],
  options: { srv: 'portolan.test', first: true },
});
const ALIAS = 'alias.portolan.test CNAME mail.portolan.test';
const WITHOUT_STARTTLS = { '250-ENHANCEDSTATUSCODES\n  S: 250 STARTTLS': '250 ENHANCEDSTATUSCODES' };
const RIGHT = exchanger(ZONE);
/** One at an address of the Internet, which in truth is served here. */
const PUBLIC = MAIL.replace('A 127.0.0.1', `AAAA ${PUBLIC_ADDRESS}`);
const PUBLIC_REVERSE = `${reverseName(PUBLIC_ADDRESS)} PTR mail.portolan.test`;
const PUBLIC_RIGHT = exchanger([...MX, PUBLIC, SPARE, PUBLIC_REVERSE]);

export const DOMAIN_CASES: readonly Case[] = [
  {
    id: 'reverse-dns-missing',
    faulty: exchanger([...MX, PUBLIC, SPARE]),
    right: PUBLIC_RIGHT,
    evidence: [PUBLIC_ADDRESS],
  },
  {
    id: 'reverse-dns-missing',
    faulty: exchanger([...MX, PUBLIC, SPARE, REVERSE]),
    // Nobody can have a name there, and nobody sees the address.
    right: exchanger([...MX, MAIL, SPARE]),
    evidence: [PUBLIC_ADDRESS],
  },
  {
    id: 'reverse-dns-unconfirmed',
    faulty: exchanger([...MX, PUBLIC, SPARE, PUBLIC_REVERSE.replace('mail', 'spare')]),
    right: PUBLIC_RIGHT,
    evidence: [`${PUBLIC_ADDRESS}: spare.portolan.test`],
  },
  {
    id: 'greeting-name-unresolvable',
    faulty: exchanger(ZONE, relay({ 'S: 220 mail': 'S: 220 lost' })),
    right: RIGHT,
    evidence: ['220 lost.portolan.test ESMTP'],
    also: ['greeting-name-differs'],
  },
  {
    id: 'dane-mismatch',
    faulty: exchanger([...ZONE, OTHER_TLSA], relay(), true),
    right: exchanger([...ZONE, OTHER_TLSA, TLSA], relay(), true),
    evidence: [/^_25\._tcp\.mail\.portolan\.test TLSA 3 1 1 abab.*: does not match$/],
  },
  {
    id: 'dane-without-tls',
    faulty: exchanger([...ZONE, TLSA], relay(WITHOUT_STARTTLS), true),
    right: exchanger([...ZONE, TLSA], relay(), true),
    evidence: [/^_25\._tcp\.mail\.portolan\.test TLSA 3 1 1/, /^no STARTTLS among: PIPELINING, /],
    also: ['starttls-missing-on-relay'],
  },
  {
    id: 'dane-without-tls',
    faulty: exchanger([...ZONE, TLSA], relay({ '220 2.0.0 Ready to start TLS\n  starttls': '454 4.7.0 No TLS' }), true),
    right: exchanger([...ZONE, TLSA], relay(), true),
    evidence: [/^_25\._tcp\.mail\.portolan\.test TLSA 3 1 1/, '454 4.7.0 No TLS'],
    also: ['starttls-refused'],
  },
  {
    id: 'dane-unusable',
    faulty: exchanger([...ZONE, TLSA.replace('3 1 1', '1 1 1')], relay(), true),
    right: exchanger([...ZONE, TLSA.replace('3 1 1', '1 1 1'), TLSA], relay(), true),
    evidence: [/ TLSA 1 1 1 /],
  },
  {
    id: 'dane-unvalidated',
    faulty: exchanger([...ZONE, TLSA]),
    right: exchanger([...ZONE, TLSA], relay(), true),
    evidence: [/ TLSA 3 1 1 /],
  },
  // With a record for the key itself neither its date nor who signed it matters (RFC 7672 section 3.1.1).
  {
    id: 'certificate-expired-on-relay',
    faulty: exchanger(ZONE, relay({}, { tls: SIGNED.expired })),
    right: exchanger(
      [...ZONE, TLSA.replace(KEY, keyOf(SIGNED.expired.cert))],
      relay({}, { tls: SIGNED.expired }),
      true,
    ),
    evidence: [/^valid to 2020-/],
  },
  {
    id: 'exchanger-not-answering',
    faulty: exchanger(ZONE, DEAD),
    right: RIGHT,
    evidence: ['MX 10 mail.portolan.test, 127.0.0.1: connection refused'],
  },
  {
    id: 'exchanger-not-answering',
    faulty: exchanger(ZONE, { services: { 25: { script: 'close\n' } } }),
    // Nobody is to answer.
    right: exchanger(['portolan.test MX 0 .'], DEAD),
    evidence: ['MX 10 mail.portolan.test, 127.0.0.1: hung up'],
  },
  {
    id: 'service-not-answering',
    faulty: clients('_imaps._tcp.portolan.test SRV 0 1 993 mail.portolan.test'),
    right: clients('_submissions._tcp.portolan.test SRV 0 1 465 mail.portolan.test'),
    evidence: ['_imaps._tcp.portolan.test, mail.portolan.test:993, 127.0.0.1: connection refused'],
  },
  {
    id: 'mx-null-with-others',
    faulty: named(...MX, MAIL, SPARE, 'portolan.test MX 0 .'),
    right: named('portolan.test MX 0 .'),
    evidence: ['MX 0 .', 'MX 10 mail.portolan.test'],
  },
  {
    id: 'mx-implicit',
    faulty: named('portolan.test A 127.0.0.1', MAIL),
    right: named(...ZONE),
    evidence: ['portolan.test'],
    // Its certificate is for the host, not for the domain.
    also: ['certificate-name-mismatch-on-relay'],
  },
  {
    id: 'mx-address-literal',
    faulty: named(...ZONE, 'portolan.test MX 30 192.0.2.1'),
    right: named(...ZONE),
    evidence: ['MX 30 192.0.2.1'],
  },
  {
    id: 'mx-alias',
    faulty: named(...MX, MAIL, 'spare.portolan.test CNAME mail.portolan.test'),
    right: named(...ZONE),
    evidence: [/^MX 20 spare\.portolan\.test, CNAME mail\.portolan\.test$/],
  },
  {
    id: 'mx-unresolvable',
    faulty: named(...MX, MAIL),
    right: named(...ZONE),
    evidence: ['MX 20 spare.portolan.test: no such name'],
  },
  {
    id: 'mx-single',
    faulty: named('portolan.test MX 10 mail.portolan.test', MAIL),
    // Several addresses of a kind are several machines.
    right: named('portolan.test MX 10 mail.portolan.test', MAIL, 'mail.portolan.test A 127.0.0.2'),
    evidence: ['MX 10 mail.portolan.test'],
  },
  {
    id: 'mta-sts-invalid',
    faulty: named(...ZONE, '_mta-sts.portolan.test TXT "v=STSv1; id=not an id"'),
    right: named(...ZONE, '_mta-sts.portolan.test TXT "about something else"'),
    evidence: ['_mta-sts.portolan.test: invalid-record'],
  },
  {
    id: 'mta-sts-unreachable',
    faulty: named(...ZONE, '_mta-sts.portolan.test TXT "v=STSv1; id=1"'),
    right: named(...ZONE),
    evidence: ['https://mta-sts.portolan.test/.well-known/mta-sts.txt: unresolvable'],
  },
  {
    id: 'srv-alias',
    faulty: clients('_submissions._tcp.portolan.test SRV 0 1 465 alias.portolan.test', ALIAS),
    right: clients('_submissions._tcp.portolan.test SRV 0 1 465 mail.portolan.test', ALIAS),
    evidence: ['_submissions._tcp.portolan.test SRV 0 1 465 alias.portolan.test, CNAME mail.portolan.test'],
    // The certificate is not for the alias.
    also: ['certificate-name-mismatch'],
  },
  {
    id: 'srv-unresolvable',
    faulty: clients('_submissions._tcp.portolan.test SRV 0 1 465 lost.portolan.test'),
    right: clients('_submissions._tcp.portolan.test SRV 0 0 0 .'),
    evidence: ['_submissions._tcp.portolan.test SRV 0 1 465 lost.portolan.test: no such name'],
  },
  {
    id: 'srv-tls-missing',
    faulty: clients('_submission._tcp.portolan.test SRV 0 1 587 mail.portolan.test'),
    right: clients(
      '_submission._tcp.portolan.test SRV 10 1 587 mail.portolan.test',
      '_submissions._tcp.portolan.test SRV 0 1 465 mail.portolan.test',
    ),
    evidence: ['_submission._tcp.portolan.test SRV 0 1 587 mail.portolan.test'],
  },
];

function keyOf(pem: string): string {
  const { publicKey } = new X509Certificate(pem);
  return createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}
