import type { Case } from '../case.js';
import { imap, implicit, pop3, relay, type Setup, sieve, submission } from '../setup.js';

/** The same service as it is, at another port. */
function moved({ services, ...setup }: Setup, port: number): Setup {
  const [only] = Object.values(services);
  return { ...setup, services: { [port]: only! } };
}

const WITHOUT_STARTTLS = { '250-ENHANCEDSTATUSCODES\n  S: 250 STARTTLS': '250 ENHANCEDSTATUSCODES' };
/** What ManageSieve says unasked inside TLS. */
const INSIDE = {
  'S: "SASL" ""\n  S: "STARTTLS"\n': 'S: "SASL" "PLAIN"\n',
  'S: "SASL" ""\nS: "STARTTLS"\n': 'S: "SASL" "PLAIN"\n',
};
/** Who is silent in clear is asked for TLS once its time to greet is over. */
const impatient = (setup: Setup): Setup => ({ ...setup, options: { greetTimeoutMs: 200, ...setup.options } });
/** A service that an SRV record names, at a port of no meaning. */
const named = (service: string, setup: Setup): Setup => ({
  ...setup,
  target: null,
  zone: ['mail.portolan.test A 127.0.0.1', `_${service}._tcp.portolan.test SRV 0 1 10465 mail.portolan.test`],
  options: { ...setup.options, srv: 'portolan.test' },
});

export const PORT_CASES: readonly Case[] = [
  {
    id: 'tls-at-start-missing',
    faulty: moved(submission(), 465),
    right: implicit(submission(), 465),
    evidence: ['220 mail.portolan.test ESMTP'],
  },
  {
    id: 'tls-at-start-missing',
    faulty: moved(submission(WITHOUT_STARTTLS), 465),
    right: submission(),
    evidence: ['220 mail.portolan.test ESMTP'],
  },
  {
    id: 'tls-at-start-missing',
    faulty: moved(imap(), 993),
    right: implicit(imap(), 993),
    evidence: ['* OK mail.portolan.test ready'],
  },
  {
    id: 'tls-at-start-missing',
    faulty: moved(pop3(), 995),
    right: implicit(pop3(), 995),
    evidence: ['+OK mail.portolan.test ready'],
  },
  {
    id: 'tls-at-start-missing',
    faulty: named('submissions', moved(submission(), 10_465)),
    right: named('submissions', implicit(submission(), 10_465)),
    evidence: ['220 mail.portolan.test ESMTP'],
  },
  {
    id: 'tls-at-start-unexpected',
    faulty: impatient(implicit(submission(), 587)),
    right: submission(),
    evidence: ['TLSv1.3 from the first byte', '220 mail.portolan.test ESMTP'],
  },
  {
    id: 'tls-at-start-unexpected',
    faulty: impatient(implicit(relay(), 25)),
    right: relay(),
    evidence: ['TLSv1.3 from the first byte'],
  },
  {
    id: 'tls-at-start-unexpected',
    faulty: impatient(implicit(imap(), 143)),
    right: imap(),
    evidence: ['TLSv1.3 from the first byte'],
  },
  {
    id: 'tls-at-start-unexpected',
    faulty: impatient(implicit(pop3(), 110)),
    right: pop3(),
    evidence: ['TLSv1.3 from the first byte'],
  },
  {
    id: 'tls-at-start-unexpected',
    faulty: impatient(implicit(sieve(INSIDE), 4190)),
    right: sieve(),
    evidence: ['TLSv1.3 from the first byte'],
  },
  {
    id: 'tls-at-start-unexpected',
    faulty: impatient(named('submission', implicit(submission(), 10_465))),
    // Nobody knows how clients begin there.
    right: implicit(submission(), 10_465),
    evidence: ['TLSv1.3 from the first byte'],
    also: ['srv-tls-missing'],
  },
];
